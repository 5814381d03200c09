-- Number the invoices.
--
-- These sections name no database: they run on each of them.
--
-- revision = "d7325af86c9b"
-- down_revision = "0e8c71b4f5a2"
-- created_at = 2026-10-19T12:08:55Z

-- rmig: upgrade dialect=sqlite
ALTER TABLE invoices ADD COLUMN number VARCHAR(20);

-- rmig: upgrade dialect=sqlite
UPDATE invoices SET number = printf('%s-%05d', substr(issued_on, 1, 4), id);
CREATE UNIQUE INDEX invoices_number ON invoices (number);

-- rmig: upgrade dialect=postgres
ALTER TABLE invoices ADD COLUMN number VARCHAR(20);

-- rmig: upgrade dialect=postgres
UPDATE invoices SET number = substr(issued_on, 1, 4) || '-' || lpad(CAST(id AS text), 5, '0');
CREATE UNIQUE INDEX invoices_number ON invoices (number);

-- rmig: upgrade dialect=mysql
ALTER TABLE invoices ADD COLUMN number VARCHAR(20);

-- rmig: upgrade dialect=mysql
UPDATE invoices SET number = concat(substr(issued_on, 1, 4), '-', lpad(id, 5, '0'));
CREATE UNIQUE INDEX invoices_number ON invoices (number);

-- rmig: downgrade
DROP INDEX invoices_number;
ALTER TABLE invoices DROP COLUMN number;

-- rmig: downgrade dialect=mysql
ALTER TABLE invoices DROP COLUMN number;
