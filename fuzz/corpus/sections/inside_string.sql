-- rmig: upgrade
SELECT '
-- rmig: downgrade
';
-- rmig: downgrade
