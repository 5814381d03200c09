-- Give points to customers.
--
-- One point for each euro spent so far.
--
-- revision = "3f9be7160ad4"
-- down_revision = "8e41b6d2c07f"
-- branch_labels = ["loyalty"]
-- created_at = 2026-09-15T14:48:31Z

-- rmig: upgrade
ALTER TABLE customers ADD COLUMN points INTEGER NOT NULL DEFAULT 0;

-- A section of its own, so that a failure in it doesn't take the column back.
-- rmig: upgrade
UPDATE customers
SET points = (
    SELECT round(coalesce(sum(line.quantity * line.unit_price), 0))
    FROM orders
    JOIN order_lines AS line ON line.order_id = orders.id
    WHERE orders.customer_id = customers.id AND orders.status IN ('paid', 'shipped')
);

-- rmig: downgrade
ALTER TABLE customers DROP COLUMN points;
