-- Create daily sales.
--
-- revision = "2b8d0f6e41c7"
-- created_at = 2026-09-07T07:55:20Z

-- rmig: upgrade
CREATE TABLE daily_sales (
    day VARCHAR(10) NOT NULL,
    shop VARCHAR(20) NOT NULL,
    orders INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
    PRIMARY KEY (day, shop)
);

-- rmig: downgrade
DROP TABLE daily_sales;
