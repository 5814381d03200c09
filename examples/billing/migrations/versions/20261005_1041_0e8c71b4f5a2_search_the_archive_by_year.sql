-- Search the archive by year.
--
-- MariaDB has no indexes over expressions.
--
-- revision = "0e8c71b4f5a2"
-- down_revision = "4a6f09c3d1e8"
-- created_at = 2026-10-05T10:41:33Z

-- rmig: upgrade database=archive
CREATE INDEX invoices_by_year ON invoices (substr(issued_on, 1, 4), customer);
CREATE VIEW years AS
SELECT substr(issued_on, 1, 4) AS year, count(*) AS invoices, sum(total_cents) AS total_cents
FROM invoices
GROUP BY year;

-- rmig: upgrade database=archive dialect=mysql
CREATE INDEX invoices_by_year ON invoices (issued_on, customer);
CREATE VIEW years AS
SELECT substr(issued_on, 1, 4) AS year, count(*) AS invoices, sum(total_cents) AS total_cents
FROM invoices
GROUP BY year;

-- rmig: downgrade database=archive
DROP VIEW years;
DROP INDEX invoices_by_year;

-- rmig: downgrade database=archive dialect=mysql
DROP VIEW years;
DROP INDEX invoices_by_year ON invoices;
