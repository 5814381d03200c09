-- Create customers and products.
--
-- revision = "5d0c1f7a9b32"
-- created_at = 2026-09-01T08:30:12Z

-- rmig: upgrade
CREATE TABLE customers (
    id INTEGER NOT NULL PRIMARY KEY,
    email VARCHAR(200) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);

CREATE TABLE products (
    id INTEGER NOT NULL PRIMARY KEY,
    sku VARCHAR(40) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    price NUMERIC(10, 2) NOT NULL CHECK (price >= 0)
);
CREATE INDEX products_by_name ON products (name);

INSERT INTO products (id, sku, name, price) VALUES
    (1, 'VOUCHER-10', 'Voucher; small', 9.99),
    (2, 'VOUCHER-25', 'Voucher -- large', 24.95);

-- rmig: downgrade
DROP TABLE products;
DROP TABLE customers;
