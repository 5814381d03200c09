-- Sum sales up by month.
--
-- revision = "d93a7c50e2b6"
-- down_revision = "2b8d0f6e41c7"
-- created_at = 2026-09-28T13:14:15Z

-- rmig: upgrade
CREATE VIEW monthly_sales AS
SELECT
    substr(day, 1, 7) AS month,
    shop,
    sum(orders) AS orders,
    sum(total_cents) AS total_cents,
    CASE WHEN sum(orders) > 0 THEN sum(total_cents) / sum(orders) END AS average_cents
FROM daily_sales
GROUP BY month, shop;

-- rmig: downgrade
DROP VIEW monthly_sales;
