-- Find open orders quickly.
--
-- The rebuilt table has left free pages behind; VACUUM runs in no transaction.
--
-- revision = "1b7e5c82d6f0"
-- down_revision = "94fd6a0e3b58"
-- created_at = 2026-11-02T08:15:08Z

-- rmig: upgrade
CREATE INDEX orders_open ON orders (placed_at) WHERE status = 'open';

-- rmig: upgrade transaction=none
VACUUM;

-- rmig: downgrade
DROP INDEX orders_open;
