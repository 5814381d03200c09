-- rmig: upgrade
BEGIN;
COMMIT;
PRAGMA foreign_keys = off;
SELECT ?;
-- rmig: downgrade
