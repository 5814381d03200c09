-- Count the stock.
--
-- revision = "c27a90e5418d"
-- down_revision = "8e41b6d2c07f"
-- branch_labels = ["stock"]
-- created_at = 2026-09-14T09:12:03Z

-- rmig: upgrade
CREATE TABLE stock (
    product_id INTEGER NOT NULL PRIMARY KEY,
    on_hand INTEGER NOT NULL DEFAULT 0,
    FOREIGN KEY (product_id) REFERENCES products (id) ON DELETE CASCADE
);

INSERT INTO stock (product_id) SELECT id FROM products;

-- rmig: downgrade
DROP TABLE stock;
