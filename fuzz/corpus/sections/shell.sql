-- rmig: upgrade
.read a
\i b
SELECT \N;
-- rmig: downgrade
