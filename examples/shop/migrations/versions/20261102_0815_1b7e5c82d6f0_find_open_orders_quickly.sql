-- Find open orders quickly.
--
-- SQLite's rebuilt table has left free pages behind; VACUUM runs in no transaction, nor does an index that
-- PostgreSQL builds beside everybody's work. MySQL knows no index over a part of the rows.
--
-- revision = "1b7e5c82d6f0"
-- down_revision = "94fd6a0e3b58"
-- created_at = 2026-11-02T08:15:08Z

-- rmig: upgrade dialect=sqlite
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'open';

-- rmig: upgrade dialect=sqlite transaction=none
VACUUM;

-- rmig: upgrade dialect=postgres transaction=none
CREATE INDEX CONCURRENTLY orders_open ON orders (placed_at) WHERE status = 'open';

-- rmig: upgrade dialect=mysql
CREATE INDEX orders_open ON orders (status, placed_at);

-- rmig: downgrade
DROP INDEX orders_open;

-- rmig: downgrade dialect=mysql
DROP INDEX orders_open ON orders;
