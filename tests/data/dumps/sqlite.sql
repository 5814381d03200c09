-- What the shell's .dump knows to write: the database that a dump is taken from.
CREATE TABLE customers (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    email TEXT NOT NULL UNIQUE, -- semi;colon
    note TEXT DEFAULT 'none; yet',
    raw BLOB,
    lower_email TEXT GENERATED ALWAYS AS (lower(email)) VIRTUAL
);
CREATE TABLE a_child (id INTEGER PRIMARY KEY, customer INTEGER REFERENCES customers (id) ON DELETE CASCADE);
CREATE TABLE "odd; name" ([semi;colon] TEXT, `back tick` INT) STRICT;
CREATE TABLE pairs (a TEXT, b TEXT, PRIMARY KEY (a, b)) WITHOUT ROWID;
CREATE INDEX by_note ON customers (note COLLATE NOCASE) WHERE note IS NOT NULL;
CREATE VIEW named AS SELECT id, CASE WHEN note = ';' THEN 1 END AS semi FROM customers;
CREATE TRIGGER touch AFTER INSERT ON customers WHEN NEW.note IS NULL
BEGIN
    UPDATE customers SET note = CASE WHEN NEW.id > 5 THEN 'many; of' ELSE 'few' END WHERE id = NEW.id;
    DELETE FROM a_child WHERE id < 0;
END;
INSERT INTO customers (email, note, raw) VALUES ('A@x.org', 'multi
line; ''quoted''', x'00ff27'), ('b@x.org', NULL, NULL), ('c@x.org', '-- rmig: upgrade', NULL), ('d@x.org', 'line
-- rmig: downgrade
and :name $1 ?', NULL);
INSERT INTO a_child VALUES (1, 2);
INSERT INTO "odd; name" VALUES ('x;y', 3);
INSERT INTO pairs VALUES ('a', 'b;c');
