-- Refund payments.
--
-- They carry the number of the invoice, so the invoices have to be numbered first.
--
-- revision = "68a1f3e90d57"
-- down_revision = "b95d2e7f40c6"
-- depends_on = ["d7325af86c9b"]
-- created_at = 2026-11-09T17:30:02Z

-- rmig: upgrade database=main
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY,
    payment_id INTEGER NOT NULL REFERENCES payments (id),
    invoice_number TEXT NOT NULL REFERENCES invoices (number),
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0)
);

CREATE TRIGGER refunds_are_covered BEFORE INSERT ON refunds
BEGIN
    SELECT CASE
        WHEN NEW.amount_cents > (
            SELECT amount_cents FROM payments WHERE id = NEW.payment_id
        ) THEN RAISE(ABORT, 'a refund exceeds its payment')
    END;
END;

-- rmig: downgrade database=main
DROP TABLE refunds;
