-- Number the invoices.
--
-- These sections name no database: they run on each of them.
--
-- revision = "d7325af86c9b"
-- down_revision = "0e8c71b4f5a2"
-- created_at = 2026-10-19T12:08:55Z

-- rmig: upgrade
ALTER TABLE invoices ADD COLUMN number TEXT;

-- rmig: upgrade
UPDATE invoices SET number = printf('%s-%05d', substr(issued_on, 1, 4), id);
CREATE UNIQUE INDEX invoices_number ON invoices (number);

-- rmig: downgrade
DROP INDEX invoices_number;
ALTER TABLE invoices DROP COLUMN number;
