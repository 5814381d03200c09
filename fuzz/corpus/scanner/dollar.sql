DO $$ BEGIN; $a$ ' $a$; END $$; SELECT $tag$;$tag$, $1, a$b;
