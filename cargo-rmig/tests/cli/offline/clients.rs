//! Scripts run through the databases' own clients: what they leave is what a run leaves.

use rmig_test_support::{Journal, ScratchDatabase, Server, on_every_database};

use crate::support::{TestEnvironment, rev};

/// What a database holds, without what only a run that watches itself can know.
fn content(database: &ScratchDatabase) -> String {
    let mut text = database.schema_text(Journal::Without(&["actor", "host"]));
    for column in ["actor", "host", "duration_ms"] {
        text = text.replace(&format!(" {column}=NULL "), &format!(" {column}=* "));
    }
    text
}

/// A history with sections of every kind, in words that all databases understand.
fn history() -> TestEnvironment {
    TestEnvironment::new(&[
        rev("a1").message("Create users").sql(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, name VARCHAR(40) NOT NULL);\n\
             INSERT INTO users VALUES (1, 'it''s; \\\\ \"quoted\" -- not a comment');",
            "DROP TABLE users;",
        ),
        rev("b2").after(&["a1"]).labels(&["orders"]).sections(
            "-- rmig: upgrade\nCREATE TABLE orders (id INTEGER PRIMARY KEY);\n\
             INSERT INTO orders VALUES (7);\n\n\
             -- rmig: upgrade transaction=none\nCREATE INDEX ix_orders ON orders (id);\n\n\
             -- rmig: upgrade\nUPDATE orders SET id = 8;\n\n\
             -- rmig: downgrade\nDROP TABLE orders;\n",
        ),
        rev("c3")
            .after(&["a1"])
            .message("Nothing but\n\nthis; text")
            .sections("-- rmig: upgrade\n\n-- rmig: downgrade\n"),
        rev("d4").after(&["b2", "c3"]).sections(ROUTINES),
    ])
}

/// Statements with semicolons in them.
const ROUTINES: &str = "\
-- rmig: upgrade dialect=sqlite
CREATE TRIGGER tr AFTER INSERT ON users BEGIN
  UPDATE users SET name = name || ';' WHERE id = new.id;
  DELETE FROM orders WHERE id = new.id;
END;
INSERT INTO users VALUES (2, 'two');

-- rmig: upgrade dialect=mysql
CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW BEGIN
  SET NEW.name = CONCAT(NEW.name, ';');
  DELETE FROM orders WHERE id = NEW.id;
END;
INSERT INTO users VALUES (2, 'two');

-- rmig: upgrade dialect=postgresql
CREATE FUNCTION tr() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
  NEW.name := NEW.name || ';'; DELETE FROM orders WHERE id = NEW.id; RETURN NEW;
END $$;
CREATE TRIGGER tr BEFORE INSERT ON users FOR EACH ROW EXECUTE FUNCTION tr();
INSERT INTO users VALUES (2, 'two');

-- rmig: downgrade dialect=sqlite
DROP TRIGGER tr;
DELETE FROM users WHERE id = 2;

-- rmig: downgrade dialect=mysql
DROP TRIGGER tr;
DELETE FROM users WHERE id = 2;

-- rmig: downgrade dialect=postgresql
DROP TRIGGER tr ON users;
DROP FUNCTION tr();
DELETE FROM users WHERE id = 2;
";

fn dialect(database: &ScratchDatabase) -> &'static str {
    match database.server() {
        // The test server is one.
        Server::Mysql if is_mariadb(database) => "mariadb",
        server => server.name(),
    }
}

fn is_mariadb(database: &ScratchDatabase) -> bool {
    let version = database.rows("SELECT VERSION()");
    version
        .iter()
        .flatten()
        .any(|text| text.contains("MariaDB"))
}

/// Feeds a script of `words` to the client of `database`.
#[track_caller]
fn feed(env: &TestEnvironment, database: &ScratchDatabase, words: &str) {
    let dialect = dialect(database);
    let script = env
        .run(&format!("{words} --sql --dialect {dialect}"))
        .success();
    let output = database.feed(&script.stdout);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success(),
        "{words}: {said}\n{}",
        script.stdout
    );
}

/// Runs `words` on `database`.
fn run(env: &TestEnvironment, database: &ScratchDatabase, words: &str) {
    let mut command = env.command("app", words);
    command.env("RMIG_URL", database.url());
    env.output(&mut command).success();
}

fn a_script_does_what_a_run_does(offline: &ScratchDatabase) {
    let env = history();
    let online = ScratchDatabase::new(offline.server());
    for (on, off) in [
        ("ensure-version", "ensure-version"),
        ("upgrade a1", "upgrade a1"),
        ("upgrade b2 --tag release", "upgrade a1:b2 --tag release"),
        ("upgrade head", "upgrade b2:head"),
        ("downgrade base", "downgrade head:base"),
        ("upgrade", "upgrade"),
        // Only the merge, whose parents both have rows then.
        ("downgrade c3", "downgrade d4:c3"),
    ] {
        run(&env, &online, on);
        feed(&env, offline, off);
        assert_eq!(content(offline), content(&online), "after {on}");
    }
    // What a purge finds, a script can't know; what it leaves is the same.
    feed(&env, offline, "stamp a1 --purge");
    assert_eq!(
        offline.rows("SELECT version_num FROM rmig_version"),
        [["a1"]]
    );
}

/// A script refuses a database that isn't where it begins, and changes nothing there.
fn a_script_refuses_another_place(database: &ScratchDatabase) {
    let env = history();
    feed(&env, database, "upgrade a1");
    let before = database.schema_text(Journal::Whole);
    let dialect = dialect(database);
    for words in [
        "upgrade b2:head",
        "upgrade a1",
        "downgrade head:base",
        "stamp b2:head",
    ] {
        let script = env
            .run(&format!("{words} --sql --dialect {dialect}"))
            .success();
        let output = database.feed(&script.stdout);
        assert!(!output.status.success(), "{words}");
        let said = String::from_utf8_lossy(&output.stderr);
        assert!(said.contains("rmig"), "{words}: {said}");
        assert_eq!(database.schema_text(Journal::Whole), before, "{words}");
    }
}

on_every_database!(
    a_script_does_what_a_run_does,
    a_script_refuses_another_place
);
