-- rmig: upgrade
<<<<<<< HEAD
SELECT 1;
=======
SELECT 2;
>>>>>>> main
-- rmig: downgrade
