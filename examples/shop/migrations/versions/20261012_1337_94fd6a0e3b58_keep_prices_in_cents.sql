-- Keep prices in cents.
--
-- SQLite changes no column in place, so there the table is built anew. With foreign keys on, dropping
-- the old one would empty the stock.
--
-- revision = "94fd6a0e3b58"
-- down_revision = "e05b2d9a7c13"
-- created_at = 2026-10-12T13:37:25Z

-- rmig: upgrade
ALTER TABLE products ADD COLUMN price_cents INTEGER NOT NULL DEFAULT 0 CHECK (price_cents >= 0);
UPDATE products SET price_cents = round(price * 100);
ALTER TABLE products DROP COLUMN price;

-- rmig: upgrade dialect=sqlite foreign_keys=off
CREATE TABLE products_new (
    id INTEGER NOT NULL PRIMARY KEY,
    sku VARCHAR(40) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0)
);
INSERT INTO products_new (id, sku, name, price_cents)
SELECT id, sku, name, CAST(round(price * 100) AS INTEGER) FROM products;
DROP TABLE products;
ALTER TABLE products_new RENAME TO products;
CREATE INDEX products_by_name ON products (name);

-- rmig: downgrade
ALTER TABLE products ADD COLUMN price NUMERIC(10, 2) NOT NULL DEFAULT 0 CHECK (price >= 0);
UPDATE products SET price = price_cents / 100.0;
ALTER TABLE products DROP COLUMN price_cents;

-- rmig: downgrade dialect=sqlite foreign_keys=off
CREATE TABLE products_old (
    id INTEGER NOT NULL PRIMARY KEY,
    sku VARCHAR(40) NOT NULL UNIQUE,
    name VARCHAR(200) NOT NULL,
    price NUMERIC(10, 2) NOT NULL CHECK (price >= 0)
);
INSERT INTO products_old (id, sku, name, price)
SELECT id, sku, name, price_cents / 100.0 FROM products;
DROP TABLE products;
ALTER TABLE products_old RENAME TO products;
CREATE INDEX products_by_name ON products (name);
