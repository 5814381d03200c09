-- Create daily sales.
--
-- revision = "2b8d0f6e41c7"
-- created_at = 2026-09-07T07:55:20Z

-- rmig: upgrade
CREATE TABLE daily_sales (
    day TEXT NOT NULL,
    shop TEXT NOT NULL,
    orders INTEGER NOT NULL,
    total_cents INTEGER NOT NULL,
    PRIMARY KEY (day, shop)
) WITHOUT ROWID;

-- rmig: downgrade
DROP TABLE daily_sales;
