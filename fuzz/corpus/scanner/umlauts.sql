SELECT é FROM "ä", $é$;$é$;
