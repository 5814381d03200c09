-- rmig: upgrade
CREATE TRIGGER t BEGIN
-- rmig: downgrade
SELECT 1; END;
-- rmig: downgrade
