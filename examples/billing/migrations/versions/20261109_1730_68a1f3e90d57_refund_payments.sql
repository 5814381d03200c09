-- Refund payments.
--
-- They carry the number of the invoice, so the invoices have to be numbered first.
--
-- revision = "68a1f3e90d57"
-- down_revision = "b95d2e7f40c6"
-- depends_on = ["d7325af86c9b"]
-- created_at = 2026-11-09T17:30:02Z

-- rmig: upgrade database=main dialect=sqlite
CREATE TABLE refunds (
    id INTEGER NOT NULL PRIMARY KEY,
    payment_id INTEGER NOT NULL,
    invoice_number VARCHAR(20) NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    FOREIGN KEY (payment_id) REFERENCES payments (id),
    FOREIGN KEY (invoice_number) REFERENCES invoices (number)
);

CREATE TRIGGER refunds_are_covered BEFORE INSERT ON refunds
BEGIN
    SELECT CASE
        WHEN NEW.amount_cents > (
            SELECT amount_cents FROM payments WHERE id = NEW.payment_id
        ) THEN RAISE(ABORT, 'a refund exceeds its payment')
    END;
END;

-- rmig: upgrade database=main dialect=postgres
CREATE TABLE refunds (
    id INTEGER NOT NULL PRIMARY KEY,
    payment_id INTEGER NOT NULL,
    invoice_number VARCHAR(20) NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    FOREIGN KEY (payment_id) REFERENCES payments (id),
    FOREIGN KEY (invoice_number) REFERENCES invoices (number)
);

CREATE FUNCTION cover_refunds() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount_cents > (SELECT amount_cents FROM payments WHERE id = NEW.payment_id) THEN
        RAISE EXCEPTION 'a refund exceeds its payment';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER refunds_are_covered BEFORE INSERT ON refunds
FOR EACH ROW EXECUTE FUNCTION cover_refunds();

-- rmig: upgrade database=main dialect=mysql
CREATE TABLE refunds (
    id INTEGER NOT NULL PRIMARY KEY,
    payment_id INTEGER NOT NULL,
    invoice_number VARCHAR(20) NOT NULL,
    amount_cents INTEGER NOT NULL CHECK (amount_cents > 0),
    FOREIGN KEY (payment_id) REFERENCES payments (id),
    FOREIGN KEY (invoice_number) REFERENCES invoices (number)
);

CREATE TRIGGER refunds_are_covered BEFORE INSERT ON refunds
FOR EACH ROW
BEGIN
    IF NEW.amount_cents > (SELECT amount_cents FROM payments WHERE id = NEW.payment_id) THEN
        SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'a refund exceeds its payment';
    END IF;
END;

-- rmig: downgrade database=main
DROP TABLE refunds;

-- rmig: downgrade database=main dialect=postgres
DROP TABLE refunds;
DROP FUNCTION cover_refunds();
