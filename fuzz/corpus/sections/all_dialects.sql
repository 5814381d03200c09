-- rmig: upgrade dialect=postgresql
SELECT $$;$$;
-- rmig: upgrade dialect=mysql
SELECT '\'';
-- rmig: upgrade dialect=mssql
GO '
-- rmig: downgrade
