-- rmig: upgrade
SELECT 'a
-- rmig: downgrade
