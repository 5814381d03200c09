-- rmig: upgrade dialect=sqlite database=main foreign_keys=off
SELECT 1;
-- rmig: upgrade transaction=none
VACUUM;
-- rmig: downgrade irreversible
