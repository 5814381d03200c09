//! `upgrade` for people.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn to_the_head_and_then_nothing() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1, Create users (1 statement)
        Upgraded a1 -> b2 (1 statement)
        Upgraded b2 -> c3, Add orders (1 statement)
    ");
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_snapshot!(env.run("upgrade a1"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_eq!(
        env.sqlite("app/app.db").tables(),
        ["rmig_journal", "rmig_version", "t_a1", "t_b2", "t_c3"]
    );
}

#[test]
fn step_by_step() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("upgrade +1"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1, Create users (1 statement)
    ");
    assert_snapshot!(env.run("upgrade +2 -v"), @"
    exit: 0
    ---- stderr ----
        Upgraded a1 -> b2 (1 statement)
        Upgraded b2 -> c3, Add orders (1 statement)
    ");
    assert_snapshot!(env.run("upgrade +1"), @r#"
    exit: 1
    ---- stderr ----
    error[relative-too-far]: "+1" goes beyond the head of the history
      = help: `cargo rmig history -i` shows how many there are
    "#);
    env.run("downgrade base -q").success();
    assert_snapshot!(env.run("upgrade head-1 -q"), @"exit: 0");
    assert_eq!(env.sqlite("app/app.db").rows(), ["b2"]);
}

#[test]
fn branches() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("upgrade"), @r#"
    exit: 1
    ---- stderr ----
    error[multiple-heads]: "head" names several heads: m1, r2
      = help: name one of them, narrow it with label@head, write `heads` for all, or join them with `cargo rmig merge heads`
    "#);
    assert_snapshot!(env.run("upgrade accounts@head"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1, Begin (1 statement)
        Upgraded a1 -> c1, Add billing (1 statement)
        Upgraded a1 -> b1, Add accounts (1 statement)
        Upgraded b1, c1 -> m1, Join accounts and billing (1 statement)
    ");
    assert_snapshot!(env.run("upgrade heads"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> r1, Begin reports (1 statement)
        Upgraded r1 -> r2, Report on billing (1 statement)
    ");
}

#[test]
fn a_look_ahead_changes_nothing() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("upgrade m1 --dry-run"), @r#"
    exit: 0
    ---- stdout ----
    -- upgrade a1: version rows {} -> {a1}
    CREATE TABLE "t_a1" (id INTEGER PRIMARY KEY);

    -- upgrade c1: version rows {a1} -> {c1}
    CREATE TABLE "t_c1" (id INTEGER PRIMARY KEY);

    -- upgrade b1: version rows {c1} -> {b1, c1}
    CREATE TABLE "t_b1" (id INTEGER PRIMARY KEY);

    -- upgrade m1: version rows {b1, c1} -> {m1}
    CREATE TABLE "t_m1" (id INTEGER PRIMARY KEY);
    "#);
    assert!(!env.path("app/app.db").exists());
    env.run("upgrade a1").success();
    let before = env.tree();
    assert_snapshot!(env.run("upgrade b1 --dry-run -q"), @r#"
    exit: 0
    ---- stdout ----
    -- upgrade b1: version rows {a1} -> {b1}
    CREATE TABLE "t_b1" (id INTEGER PRIMARY KEY);
    "#);
    assert_snapshot!(env.run("upgrade a1 --dry-run"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_eq!(env.tree(), before);
}

#[test]
fn sections_of_every_kind() {
    let env = TestEnvironment::new(&[
        rev("a1").sql(
            "CREATE TABLE parent (id INTEGER PRIMARY KEY);\n\
             CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id));\n\
             INSERT INTO parent VALUES (1);\nINSERT INTO child VALUES (1, 1);",
            "DROP TABLE child;\nDROP TABLE parent;",
        ),
        rev("b2").after(&["a1"]).message("Rebuild").sections(
            "-- rmig: upgrade\nALTER TABLE child ADD COLUMN note TEXT;\n\
             UPDATE child SET note = 'semi;colon';\n\n\
             -- rmig: upgrade foreign_keys=off\n\
             CREATE TABLE next (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x');\n\
             INSERT INTO next (id) SELECT id FROM parent;\nDROP TABLE parent;\n\
             ALTER TABLE next RENAME TO parent;\n\n\
             -- rmig: upgrade transaction=none\nVACUUM;\nPRAGMA journal_mode = WAL;\n\n\
             -- rmig: downgrade irreversible\n",
        ),
    ]);
    assert_snapshot!(env.run("upgrade --dry-run"), @"
    exit: 0
    ---- stdout ----
    -- upgrade a1: version rows {} -> {a1}
    CREATE TABLE parent (id INTEGER PRIMARY KEY);
    CREATE TABLE child (id INTEGER PRIMARY KEY, parent INTEGER REFERENCES parent (id));
    INSERT INTO parent VALUES (1);
    INSERT INTO child VALUES (1, 1);

    -- upgrade b2, section 1 of 3: version rows {a1} -> {a1}
    ALTER TABLE child ADD COLUMN note TEXT;
    UPDATE child SET note = 'semi;colon';

    -- upgrade b2, section 2 of 3, foreign_keys=off: version rows {a1} -> {a1}
    CREATE TABLE next (id INTEGER PRIMARY KEY, name TEXT NOT NULL DEFAULT 'x');
    INSERT INTO next (id) SELECT id FROM parent;
    DROP TABLE parent;
    ALTER TABLE next RENAME TO parent;

    -- upgrade b2, section 3 of 3, transaction=none: version rows {a1} -> {b2}
    VACUUM;
    PRAGMA journal_mode = WAL;
    ");
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1 (4 statements)
        Upgraded a1 -> b2, Rebuild (section 1 of 3, 2 statements)
        Upgraded a1 -> b2, Rebuild (section 2 of 3, 4 statements)
        Upgraded a1 -> b2, Rebuild (section 3 of 3, 2 statements)
    ");
    let database = env.sqlite("app/app.db");
    assert_eq!(
        database.texts("SELECT note || name FROM child JOIN parent ON parent = parent.id"),
        ["semi;colonx"]
    );
    assert_snapshot!(env.run("downgrade -1"), @"
    exit: 1
    ---- stderr ----
    error[irreversible-revision]: revision b2 can't be downgraded
      --> $ROOT/app/migrations/versions/b2.sql:20:1
       |
    20 | -- rmig: downgrade irreversible
       | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ irreversible
       |
       = help: its script says that there is no way back; restore a backup instead
    ");
    assert_eq!(database.rows(), ["b2"]);
}

#[test]
fn a_data_migration() {
    let env = TestEnvironment::new(&[
        rev("a1").sql(
            "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT);",
            "DROP TABLE users;",
        ),
        rev("b2").after(&["a1"]).message("Lower-case e-mail").sql(
            "UPDATE users SET email = lower(email);",
            "-- The case is lost; nothing to do.",
        ),
    ]);
    env.run("upgrade a1").success();
    let database = env.sqlite("app/app.db");
    database.execute("INSERT INTO users (email) VALUES ('A@X'), ('b@Y')");
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded a1 -> b2, Lower-case e-mail (1 statement)
    ");
    assert_eq!(
        database.texts("SELECT email FROM users ORDER BY id"),
        ["a@x", "b@y"]
    );
    assert_snapshot!(env.run("downgrade -1"), @"
    exit: 0
    ---- stderr ----
      Downgraded b2 -> a1, Lower-case e-mail (0 statements)
    ");
}

#[test]
fn only_the_sections_of_this_database_and_dialect() {
    let env = TestEnvironment::workspace(
        &[],
        &[rev("a1").sections(
            "-- rmig: upgrade\nCREATE TABLE everywhere (id INTEGER);\n\n\
             -- rmig: upgrade database=audit\nCREATE TABLE only_audit (id INTEGER);\n\n\
             -- rmig: upgrade dialect=postgres\nCREATE TABLE nowhere (id BIGSERIAL);\n\n\
             -- rmig: downgrade\nDROP TABLE everywhere;\n",
        )],
    );
    assert_snapshot!(env.run_in("shop", "upgrade"), @"
    exit: 0
    ---- stderr ----
          Target audit
        Upgraded <base> -> a1 (1 statement)
          Target main
        Upgraded <base> -> a1 (1 statement)
         Summary 2 of 2 done
                 audit  1 step done
                 main   1 step done
    ");
    let tables = |path| env.sqlite(path).tables();
    assert_eq!(
        tables("shop/shop.db"),
        ["everywhere", "rmig_journal", "rmig_version"]
    );
    assert_eq!(
        tables("shop/audit.db"),
        ["only_audit", "rmig_journal", "rmig_version"],
        "what is written for one database stands in the place of what is for all"
    );
}
