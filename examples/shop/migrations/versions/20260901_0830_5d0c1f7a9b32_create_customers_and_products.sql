-- Create customers and products.
--
-- revision = "5d0c1f7a9b32"
-- created_at = 2026-09-01T08:30:12Z

-- rmig: upgrade
CREATE TABLE customers (
    id INTEGER PRIMARY KEY,
    email TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    created_at TEXT NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    price NUMERIC NOT NULL CHECK (price >= 0)
);
CREATE INDEX products_by_name ON products (name);

INSERT INTO products (sku, name, price) VALUES
    ('VOUCHER-10', 'Voucher; small', 9.99),
    ('VOUCHER-25', 'Voucher -- large', 24.95);

-- rmig: downgrade
DROP TABLE products;
DROP TABLE customers;
