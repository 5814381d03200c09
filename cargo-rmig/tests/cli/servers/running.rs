//! A history from its beginning to its end and back.

use insta::allow_duplicates;
use rmig_test_support::{Journal, ScratchDatabase, Server, on_every_database};

use super::{package, run, version_rows};
use crate::support::{TestEnvironment, rev};

/// The same output on every database.
macro_rules! same {
    ($($snapshot:tt)*) => {
        allow_duplicates! { insta::assert_snapshot!($($snapshot)*) }
    };
}

/// All that a user does with a new package.
fn from_init_to_head_and_back(database: &ScratchDatabase) {
    let env = TestEnvironment::empty();
    env.write(
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
    );
    env.write("app/src/lib.rs", "");
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    let run = |words: &str| run(&env, database, words).success();
    run("init");
    run("revision -m 'Create users' --rev-id a1");
    run("revision -m 'Create orders' --rev-id b2");
    for (id, table) in [("a1", "users"), ("b2", "orders")] {
        let folder = env.path("app/migrations/versions");
        let file = std::fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .find(|path| path.to_string_lossy().contains(id))
            .unwrap();
        let text = std::fs::read_to_string(&file).unwrap();
        let (header, _) = text.split_once("-- rmig: upgrade").unwrap();
        let sections = format!(
            "-- rmig: upgrade\nCREATE TABLE {table} (id INTEGER PRIMARY KEY);\n\n\
             -- rmig: downgrade\nDROP TABLE {table};\n"
        );
        std::fs::write(file, format!("{header}{sections}")).unwrap();
    }
    assert_eq!(run("current -q").stdout, "");
    same!(run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1, Create users (1 statement)
        Upgraded a1 -> b2, Create orders (1 statement)
    ");
    assert_eq!(version_rows(database), ["b2"]);
    same!(run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    same!(run("current"), @"
    exit: 0
    ---- stdout ----
    b2 (head)
    ");
    assert_eq!(run("current --check-heads").exit, "0");
    same!(run("history -i"), @"
    exit: 0
    ---- stdout ----
    a1 -> b2 (head) (current), Create orders
    <base> -> a1, Create users
    ");
    same!(run("downgrade -1"), @"
    exit: 0
    ---- stderr ----
      Downgraded b2 -> a1, Create orders (1 statement)
    ");
    assert_eq!(version_rows(database), ["a1"]);
    same!(run("history -r current:head"), @"
    exit: 0
    ---- stdout ----
    a1 -> b2 (head), Create orders
    <base> -> a1, Create users
    ");
    same!(run("history -i -r :current"), @"
    exit: 0
    ---- stdout ----
    <base> -> a1 (current), Create users
    ");
    let behind = super::run(&env, database, "current -c");
    assert_eq!(behind.exit, "4", "{behind}");
    same!(run("stamp head --tag 'by hand'"), @"
    exit: 0
    ---- stderr ----
         Stamped {a1} -> {b2}
    ");
    assert_eq!(version_rows(database), ["b2"]);
    run("stamp a1");
    run("downgrade base --tag 'start over'");
    assert_eq!(version_rows(database), [""; 0]);
    let notes = database.rows("SELECT direction, revision, note FROM rmig_journal ORDER BY id");
    let notes: Vec<String> = notes.iter().map(|row| row.join(" ")).collect();
    assert_eq!(
        notes,
        [
            "upgrade a1 NULL",
            "upgrade b2 NULL",
            "downgrade b2 NULL",
            "stamp b2 by hand",
            "stamp a1 NULL",
            "downgrade a1 start over"
        ]
    );
}

/// A branched history with several rows.
fn branches(database: &ScratchDatabase) {
    let env = package(database);
    let run = |words: &str| run(&env, database, words);
    run("ensure-version").success();
    assert_eq!(version_rows(database), [""; 0]);
    run("upgrade b1 -q").success();
    run("upgrade c1 -q").success();
    run("upgrade r1 -q").success();
    assert_eq!(version_rows(database), ["b1", "c1", "r1"]);
    let current = run("current").success().stdout;
    assert_eq!(current.lines().count(), 3, "{current}");
    run("upgrade heads -q").success();
    assert_eq!(version_rows(database), ["r2"]);
    run("downgrade reports@-1 -q").success();
    assert_eq!(version_rows(database), ["m1", "r1"]);
    run("stamp b1 c1 -q").success();
    assert_eq!(version_rows(database), ["b1", "c1", "r1"]);
    run("stamp m1 r1 --purge -q").success();
    run("downgrade base -q").success();
    assert_eq!(version_rows(database), [""; 0]);
}

/// A failure leaves all as it was, in one transaction for all too.
fn all_or_nothing(database: &ScratchDatabase) {
    let env = TestEnvironment::empty();
    let settings = "url = \"${DATABASE_URL}\"\ntransaction_per_migration = false\n";
    // What may be rolled back on every database.
    let insert = |id: &str, sql: &str| {
        let delete = "DELETE FROM t;";
        rev(id).sql(sql, delete)
    };
    env.package(
        "app",
        settings,
        &[
            insert("a1", "INSERT INTO t VALUES (1);"),
            insert("b2", "INSERT INTO t VALUES (2);").after(&["a1"]),
            insert(
                "c3",
                "INSERT INTO t VALUES (3); INSERT INTO nowhere VALUES (1);",
            )
            .after(&["b2"]),
        ],
    );
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    database.sql("CREATE TABLE t (id INTEGER PRIMARY KEY)");
    run(&env, database, "ensure-version").success();
    let before = database.schema_text(Journal::Whole);
    let output = run(&env, database, "upgrade").fails_with(1, "statement-failed");
    assert!(output.stderr.contains("c3.sql:6"), "{output}");
    assert_eq!(database.schema_text(Journal::Whole), before);
    env.edit(
        "app/migrations/versions/c3.sql",
        "INSERT INTO nowhere VALUES (1);",
        "",
    );
    run(&env, database, "upgrade").success();
    assert_eq!(version_rows(database), ["c3"]);
    // What can't be rolled back is refused before anything runs.
    env.revisions(
        "app",
        &[
            insert("d4", "INSERT INTO t VALUES (4);").after(&["c3"]),
            rev("e5").after(&["d4"]).sections(
                "-- rmig: upgrade transaction=none\nINSERT INTO t VALUES (5);\n\n-- rmig: downgrade\n",
            ),
        ],
    );
    let before = database.schema_text(Journal::Whole);
    let output = run(&env, database, "upgrade").fails_with(1, "not-in-one-transaction");
    assert!(output.stderr.contains("e5.sql"), "{output}");
    assert_eq!(database.schema_text(Journal::Whole), before);
    run(&env, database, "upgrade d4").success();
    if database.server() == Server::Mysql {
        env.revisions("app", &[rev("e5").after(&["d4"]).unquoted()]);
        run(&env, database, "upgrade").fails_with(1, "not-in-one-transaction");
    }
}

/// What a statement outside of a transaction does to a dry run's words.
fn dry_runs(database: &ScratchDatabase) {
    let env = TestEnvironment::empty();
    let revisions = [
        rev("a1").sql("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"),
        rev("b2").after(&["a1"]).sections(
            "-- rmig: upgrade\nINSERT INTO t VALUES (1);\n\n\
             -- rmig: upgrade transaction=none\nCREATE INDEX i ON t (id);\n\n\
             -- rmig: downgrade\nDELETE FROM t;\n",
        ),
    ];
    env.package("app", "url = \"${DATABASE_URL}\"\n", &revisions);
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    let output = run(&env, database, "upgrade --dry-run").success();
    let heads: Vec<&str> = output
        .stdout
        .lines()
        .filter(|line| line.starts_with("-- "))
        .collect();
    let first = match database.server() {
        Server::Mysql => "-- upgrade a1, statement by statement: version rows {} -> {a1}",
        _ => "-- upgrade a1: version rows {} -> {a1}",
    };
    assert_eq!(
        heads,
        [
            first,
            "-- upgrade b2, section 1 of 2: version rows {a1} -> {a1}",
            "-- upgrade b2, section 2 of 2, transaction=none: version rows {a1} -> {b2}",
        ]
    );
    assert_eq!(
        database.schema_text(Journal::Whole),
        ScratchDatabase::new(database.server()).schema_text(Journal::Whole)
    );
}

/// What answers to `mysql:` and is a MariaDB gets MariaDB's sections.
#[test]
fn the_server_says_what_it_is() {
    let database = ScratchDatabase::mysql();
    let version = database.rows("SELECT VERSION()").concat().concat();
    let is = match version.contains("MariaDB") {
        true => "mariadb",
        false => "mysql",
    };
    let env = TestEnvironment::empty();
    let sections = "-- rmig: upgrade dialect=mysql\nINSERT INTO t VALUES ('mysql');\n\n\
                    -- rmig: upgrade dialect=mariadb\nINSERT INTO t VALUES ('mariadb');\n\n\
                    -- rmig: downgrade\nDELETE FROM t;\n";
    env.package(
        "app",
        "url = \"${DATABASE_URL}\"\n",
        &[rev("a1").sections(sections)],
    );
    database.sql("CREATE TABLE t (name VARCHAR(10))");
    let (_, rest) = database.url().split_once("://").unwrap();
    env.write("app/.env", &format!("DATABASE_URL=mysql://{rest}\n"));
    run(&env, &database, "upgrade").success();
    assert_eq!(database.rows("SELECT name FROM t"), [[is]]);
}

on_every_database!(
    from_init_to_head_and_back,
    branches,
    all_or_nothing,
    dry_runs
);
