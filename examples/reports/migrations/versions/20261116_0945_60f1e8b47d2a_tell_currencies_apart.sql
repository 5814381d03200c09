-- Tell currencies apart.
--
-- revision = "60f1e8b47d2a"
-- down_revision = "d93a7c50e2b6"
-- created_at = 2026-11-16T09:45:37Z

-- rmig: upgrade
ALTER TABLE daily_sales ADD COLUMN currency VARCHAR(3) NOT NULL DEFAULT 'EUR';

-- rmig: upgrade
UPDATE daily_sales SET currency = 'CHF' WHERE shop LIKE 'ch-%';

-- rmig: upgrade
DROP VIEW monthly_sales;
CREATE VIEW monthly_sales AS
SELECT
    substr(day, 1, 7) AS month,
    shop,
    currency,
    sum(orders) AS orders,
    sum(total_cents) AS total_cents,
    CASE WHEN sum(orders) > 0 THEN sum(total_cents) / sum(orders) END AS average_cents
FROM daily_sales
GROUP BY month, shop, currency;

-- rmig: downgrade
DROP VIEW monthly_sales;
ALTER TABLE daily_sales DROP COLUMN currency;
CREATE VIEW monthly_sales AS
SELECT
    substr(day, 1, 7) AS month,
    shop,
    sum(orders) AS orders,
    sum(total_cents) AS total_cents,
    CASE WHEN sum(orders) > 0 THEN sum(total_cents) / sum(orders) END AS average_cents
FROM daily_sales
GROUP BY month, shop;
