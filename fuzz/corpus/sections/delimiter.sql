-- rmig: upgrade
DELIMITER //
SELECT 1//
-- rmig: downgrade
DELIMITER ;
