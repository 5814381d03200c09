-- Create payments.
--
-- A branch with a base of its own that needs the invoices; the archive keeps no payments.
--
-- revision = "b95d2e7f40c6"
-- branch_labels = ["payments"]
-- depends_on = ["4a6f09c3d1e8"]
-- created_at = 2026-09-04T15:26:40Z

-- rmig: upgrade database=main
CREATE TABLE payments (
    id INTEGER NOT NULL PRIMARY KEY,
    invoice_id INTEGER NOT NULL,
    paid_on VARCHAR(10) NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    FOREIGN KEY (invoice_id) REFERENCES invoices (id)
);
CREATE INDEX payments_by_invoice ON payments (invoice_id);

-- rmig: downgrade database=main
DROP TABLE payments;
