//! A table made anew: what `sql --look` writes, run as a revision, loses nothing.
#![cfg(unix)]

use std::{
    process::Stdio,
    time::{Duration, Instant},
};

use insta::assert_snapshot;

use crate::support::{Sqlite, TestEnvironment, rev};

/// A database with rows in it, in which everything hangs on `account`.
const RICH: &str = "
    CREATE TABLE owner (id INTEGER PRIMARY KEY, name TEXT);
    CREATE TABLE \"account\" (
        id integer PRIMARY KEY AUTOINCREMENT,
        name VARCHAR(50) COLLATE NOCASE DEFAULT 'it''s',
        age INT CHECK (age > 0), -- years
        \"Group\" TEXT NOT NULL ON CONFLICT IGNORE DEFAULT ('a' || 'b'),
        owner_id INTEGER REFERENCES owner (id) ON DELETE SET NULL,
        parent_id INTEGER CONSTRAINT fk_parent REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
        twice INTEGER GENERATED ALWAYS AS (age * 2) STORED,
        CONSTRAINT uq_name UNIQUE (name, owner_id),
        CHECK (length(name) < 100)
    );
    CREATE INDEX ix_age ON account (age DESC) WHERE age > 10;
    CREATE INDEX ix_lower ON account (lower(name), \"Group\");
    CREATE TABLE entry (
        id INTEGER PRIMARY KEY,
        account_id INTEGER NOT NULL REFERENCES account (id) ON DELETE CASCADE,
        note TEXT
    );
    CREATE TABLE log (what TEXT);
    CREATE VIEW old AS SELECT id, name FROM account WHERE age > 40;
    CREATE TRIGGER account_log AFTER UPDATE OF age ON account
        BEGIN INSERT INTO log VALUES ('account ' || NEW.id); END;
    CREATE TRIGGER entry_log AFTER INSERT ON entry
        BEGIN INSERT INTO log SELECT 'entry of ' || name FROM account WHERE id = NEW.account_id; END;
    INSERT INTO owner VALUES (1, 'me');
    INSERT INTO account (id, name, age, \"Group\", owner_id, parent_id) VALUES
        (3, 'Ännä', 50, 'x', 1, NULL), (7, 'b''c', 9, 'y', NULL, 3), (900, 'gone', 1, 'z', NULL, NULL);
    DELETE FROM account WHERE id = 900;
    INSERT INTO entry VALUES (1, 3, 'sentinel'), (2, 7, 'sentinel'), (3, 7, NULL);
    DELETE FROM log;
";

const CHANGES: &str = r#"[{"op": "batch_alter_table", "table": "account", "operations": [
    {"op": "alter_column", "column": "age", "type_": "bigint", "nullable": false},
    {"op": "add_column", "column": {"name": "email", "type": "text", "unique": true}, "insert_after": "id"},
    {"op": "drop_column", "column": "owner_id"},
    {"op": "create_check_constraint", "name": "ck_email", "condition": "email LIKE '%@%'"}
]}]"#;

/// The world with the database of `RICH`, and the section that makes the changes.
fn world(changes: &str) -> (TestEnvironment, String) {
    let env = TestEnvironment::new(&[]);
    env.sqlite("app/app.db").execute(RICH);
    env.write("app/changes.json", changes);
    let section = env.run("sql --look changes.json --format json").success();
    let document = section.json();
    let statements = document["statements"].as_array().unwrap();
    assert_eq!(document["sections"][0]["foreign_keys"], "off");
    let sql = statements
        .iter()
        .map(|one| format!("{};\n", one.as_str().unwrap()));
    (env, sql.collect())
}

fn revision(env: &TestEnvironment, sql: &str) {
    let text = format!("-- rmig: upgrade foreign_keys=off\n{sql}-- rmig: downgrade irreversible\n");
    env.revisions("app", &[rev("b1").sections(&text)]);
}

/// What hangs on the table, beside its own rows.
fn around(database: &Sqlite) -> Vec<String> {
    let mut texts =
        database.texts("SELECT id || '|' || account_id || '|' || ifnull(note, '-') FROM entry");
    texts.extend(database.texts("SELECT id || name FROM owner"));
    texts.extend(database.texts("SELECT id || name FROM old"));
    texts.extend(database.texts(
        "SELECT sql FROM sqlite_schema WHERE name IN ('entry', 'old', 'entry_log', 'account_log', 'ix_lower') ORDER BY name",
    ));
    texts.extend(
        database.texts("SELECT name || seq FROM sqlite_sequence WHERE name NOT LIKE 'rmig%'"),
    );
    texts.extend(database.texts("SELECT \"table\" FROM pragma_foreign_key_check"));
    texts
}

fn rows(database: &Sqlite) -> Vec<String> {
    database.texts(
        "SELECT id || '|' || name || '|' || age || '|' || \"Group\" || '|' || ifnull(parent_id, '-') || '|' \
         || twice || '|' || rowid FROM account ORDER BY id",
    )
}

#[test]
fn nothing_is_lost_but_what_is_dropped() {
    let (env, sql) = world(CHANGES);
    let database = env.sqlite("app/app.db");
    let (before, all_around) = (rows(&database), around(&database));
    revision(&env, &sql);
    env.run("upgrade").success();
    assert_eq!(rows(&database), before);
    assert_eq!(around(&database), all_around);
    let schema =
        database.texts("SELECT sql FROM sqlite_schema WHERE tbl_name = 'account' AND sql NOT NULL");
    assert_snapshot!(schema.join(";\n"), @r#"
    CREATE TABLE "account" (
        id integer PRIMARY KEY AUTOINCREMENT,
        email TEXT,
        name VARCHAR(50) COLLATE "NOCASE" DEFAULT 'it''s',
        age BIGINT NOT NULL,
        "Group" TEXT DEFAULT ('a' || 'b') NOT NULL ON CONFLICT IGNORE,
        parent_id INTEGER,
        twice INTEGER GENERATED ALWAYS AS (age * 2) STORED,
        CHECK (age > 0),
        CONSTRAINT fk_parent FOREIGN KEY(parent_id) REFERENCES account (id) DEFERRABLE INITIALLY DEFERRED,
        CHECK (length(name) < 100),
        UNIQUE (email),
        CONSTRAINT ck_email CHECK (email LIKE '%@%')
    );
    CREATE INDEX ix_age ON account (age DESC) WHERE age > 10;
    CREATE INDEX ix_lower ON account (lower(name), "Group");
    CREATE TRIGGER account_log AFTER UPDATE OF age ON account
            BEGIN INSERT INTO log VALUES ('account ' || NEW.id); END
    "#);
    assert_eq!(database.texts("PRAGMA integrity_check"), ["ok"]);
    // What hangs on it works as before.
    database
        .execute("INSERT INTO entry VALUES (9, 3, NULL); UPDATE account SET age = 51 WHERE id = 3");
    assert_eq!(
        database.texts("SELECT what FROM log"),
        ["entry of Ännä", "account 3"]
    );
    database.execute("INSERT INTO account (name, age, email) VALUES ('new', 5, 'a@b')");
    assert_eq!(database.texts("SELECT max(id) || '' FROM account"), ["901"]);
    let refused = database.texts("SELECT count(*) || '' FROM account WHERE email NOT LIKE '%@%'");
    assert_eq!(refused, ["0"]);
    database.execute("PRAGMA foreign_keys = 1; DELETE FROM account WHERE id = 7");
    assert_eq!(database.texts("SELECT count(*) || '' FROM entry"), ["2"]);
}

#[test]
fn a_rebuild_that_is_killed_in_any_step_leaves_the_old_table() {
    // A statement that takes longer than any test.
    const SLOW: &str = "INSERT INTO log SELECT 'slow' FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
                        SELECT i + 1 FROM n WHERE i < 4000000000) SELECT max(i) FROM n);\n";
    let (_, sql) = world(CHANGES);
    let statements: Vec<&str> = sql.split_inclusive(";\n").collect();
    assert!(statements.len() > 6, "{sql}");
    for step in 0..=statements.len() {
        let env = TestEnvironment::new(&[]);
        let database = env.sqlite("app/app.db");
        database.execute(RICH);
        env.run("ensure-version").success();
        let (before, all_around) = (rows(&database), around(&database));
        let schema = || database.texts("SELECT sql FROM sqlite_schema WHERE tbl_name = 'account'");
        let old = schema();
        let mut slowed = statements.clone();
        slowed.insert(step, SLOW);
        revision(&env, &slowed.concat());
        let mut command = env.command("app", "upgrade");
        command
            .env_remove("RMIG_TEST_CLOCK")
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let mut child = command.spawn().unwrap();
        let (start, journal) = (Instant::now(), env.path("app/app.db-journal"));
        let mut seen = 0;
        while seen < 10 {
            let ended = child.try_wait().unwrap();
            assert!(ended.is_none(), "step {step} was over: {ended:?}");
            assert!(
                start.elapsed() < Duration::from_secs(20),
                "step {step} never began"
            );
            std::thread::sleep(Duration::from_millis(20));
            // The first statement has written nothing yet.
            seen = if step == 0 || journal.exists() {
                seen + 1
            } else {
                0
            };
        }
        child.kill().unwrap();
        child.wait().unwrap();
        assert_eq!(schema(), old, "step {step}");
        assert_eq!(
            (rows(&database), around(&database)),
            (before.clone(), all_around.clone())
        );
        revision(&env, &sql);
        env.run("upgrade").success();
        assert_eq!(
            (rows(&database), around(&database)),
            (before, all_around),
            "step {step}"
        );
    }
}

#[test]
fn what_something_else_names_is_refused() {
    let refused = |change: &str| {
        let env = TestEnvironment::new(&[]);
        env.sqlite("app/app.db").execute(RICH);
        let batch = format!(
            r#"[{{"op": "batch_alter_table", "table": "account", "recreate": "always", "operations": [{change}]}}]"#
        );
        env.write("app/changes.json", &batch);
        env.run("sql --look changes.json")
    };
    assert_snapshot!(refused(r#"{"op": "drop_column", "column": "name"}"#), @"
    exit: 1
    ---- stderr ----
    error[unsupported-operation]: drop_column isn't possible on sqlite: a check without a name names the column name
      = help: drop that one first; a column that is only renamed, by an operation of its own, takes it along
    ");
    assert_snapshot!(refused(r#"{"op": "alter_column", "column": "age", "new_column_name": "years"}"#), @"
    exit: 1
    ---- stderr ----
    error[unsupported-operation]: batch_alter_table isn't possible on sqlite: the view old names the column age
      = help: drop that one first; a column that is only renamed, by an operation of its own, takes it along
    ");
    assert_snapshot!(refused(r#"{"op": "alter_column", "column": "id", "new_column_name": "number"}"#), @"
    exit: 1
    ---- stderr ----
    error[unsupported-operation]: batch_alter_table isn't possible on sqlite: the view old names the column id
      = help: drop that one first; a column that is only renamed, by an operation of its own, takes it along
    ");
    assert_snapshot!(refused(r#"{"op": "drop_constraint", "name": "uq_nam", "type_": "unique"}"#), @r#"
    exit: 1
    ---- stderr ----
    error[unsupported-operation]: drop_constraint isn't possible on sqlite: account has no constraint uq_nam
      = help: did you mean "uq_name"?
    "#);
    assert_snapshot!(refused(r#"{"op": "drop_column", "column": "agee"}"#), @r#"
    exit: 1
    ---- stderr ----
    error[unsupported-operation]: drop_column isn't possible on sqlite: account has no column agee
      = help: did you mean "age"?
    "#);
}
