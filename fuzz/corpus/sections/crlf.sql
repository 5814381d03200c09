-- rmig: upgrade
SELECT 1;
-- rmig: downgrade
