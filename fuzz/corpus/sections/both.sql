-- rmig: upgrade
CREATE TABLE t (x);
-- rmig: downgrade
DROP TABLE t;
