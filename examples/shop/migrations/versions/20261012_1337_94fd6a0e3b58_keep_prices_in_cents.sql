-- Keep prices in cents.
--
-- SQLite changes no column in place, so the table is built anew. With foreign keys on, dropping
-- the old one would empty the stock.
--
-- revision = "94fd6a0e3b58"
-- down_revision = "e05b2d9a7c13"
-- created_at = 2026-10-12T13:37:25Z

-- rmig: upgrade foreign_keys=off
CREATE TABLE products_new (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    price_cents INTEGER NOT NULL CHECK (price_cents >= 0)
);
INSERT INTO products_new (id, sku, name, price_cents)
SELECT id, sku, name, CAST(round(price * 100) AS INTEGER) FROM products;
DROP TABLE products;
ALTER TABLE products_new RENAME TO products;
CREATE INDEX products_by_name ON products (name);

-- rmig: downgrade foreign_keys=off
CREATE TABLE products_old (
    id INTEGER PRIMARY KEY,
    sku TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    price NUMERIC NOT NULL CHECK (price >= 0)
);
INSERT INTO products_old (id, sku, name, price)
SELECT id, sku, name, price_cents / 100.0 FROM products;
DROP TABLE products;
ALTER TABLE products_old RENAME TO products;
CREATE INDEX products_by_name ON products (name);
