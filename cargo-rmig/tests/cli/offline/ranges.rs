//! From where to where a script leads, and for which kind of database.

use insta::assert_snapshot;

use super::{outline, two};
use crate::support::{TestEnvironment, rev};

fn lines(env: &TestEnvironment, words: &str) -> String {
    let output = env.run(words).success();
    assert_eq!(output.stderr, "");
    outline(&output.stdout).join("\n")
}

#[test]
fn from_base_or_from_a_revision() {
    let env = two();
    let whole = env.run("upgrade --sql").success().stdout;
    for words in [
        "upgrade head --sql",
        "upgrade base:b2 --sql",
        "upgrade :b2 --sql",
        "upgrade : --sql",
        "upgrade heads --sql",
        "upgrade +2 --sql",
    ] {
        assert_eq!(env.run(words).success().stdout, whole, "{words}");
    }
    assert_snapshot!(lines(&env, "upgrade a1 --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- the upgrade to a1
    BEGIN IMMEDIATE;
    INSERT INTO "rmig_version" (version_num) VALUES ('a1');
    COMMIT;
    "#);
    let second = lines(&env, "upgrade a1:b2 --sql");
    assert_snapshot!(second, @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- section 1 of 2 of the upgrade to b2
    BEGIN IMMEDIATE;
    COMMIT;
    -- section 2 of 2 of the upgrade to b2
    BEGIN IMMEDIATE;
    COMMIT;
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'b2' WHERE version_num = 'a1';
    COMMIT;
    "#);
    for words in [
        "upgrade a1: --sql",
        "upgrade a1:+1 --sql",
        "upgrade head-1:head --sql",
    ] {
        assert_eq!(lines(&env, words), second, "{words}");
    }
}

#[test]
fn a_downgrade_says_from_where() {
    let env = two();
    let down = lines(&env, "downgrade b2:a1 --sql");
    assert_snapshot!(down, @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- the downgrade from b2
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'a1' WHERE version_num = 'b2';
    COMMIT;
    "#);
    assert_eq!(lines(&env, "downgrade head:-1 --sql"), down);
    assert_snapshot!(lines(&env, "downgrade b2:base --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- the downgrade from b2
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'a1' WHERE version_num = 'b2';
    COMMIT;
    -- the downgrade from a1
    BEGIN IMMEDIATE;
    DELETE FROM "rmig_version" WHERE version_num = 'a1';
    COMMIT;
    "#);
    for words in [
        "downgrade base --sql",
        "downgrade :a1 --sql",
        "downgrade b2: --sql",
    ] {
        let output = env.run(words).fails_with(2, "usage");
        assert_eq!(output.stdout, "");
    }
    assert_snapshot!(env.run("downgrade base --sql"), @"
    exit: 2
    ---- stderr ----
    error[usage]: a downgrade with --sql needs to know where the database is
      = help: write from:to, such as `cargo rmig downgrade head:base --sql`
    ");
    assert_snapshot!(env.run("downgrade a1:b2 --sql"), @r#"
    exit: 1
    ---- stderr ----
    error[not-a-downgrade-target]: "b2" is not a valid downgrade target: the database is at a1
      = help: a downgrade goes to a revision below the current one; `cargo rmig current` shows where the database is
    "#);
}

#[test]
fn stamps() {
    let env = two();
    assert_snapshot!(lines(&env, "stamp a1:b2 --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- stamp b2
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'b2' WHERE version_num = 'a1';
    COMMIT;
    "#);
    assert_snapshot!(lines(&env, "stamp head --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- stamp b2
    BEGIN IMMEDIATE;
    INSERT INTO "rmig_version" (version_num) VALUES ('b2');
    COMMIT;
    "#);
    assert_snapshot!(lines(&env, "stamp a1:base --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- stamp base
    BEGIN IMMEDIATE;
    DELETE FROM "rmig_version" WHERE version_num = 'a1';
    COMMIT;
    "#);
    assert_snapshot!(lines(&env, "stamp a1 --purge --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- stamp a1
    BEGIN IMMEDIATE;
    DELETE FROM "rmig_version";
    INSERT INTO "rmig_version" (version_num) VALUES ('a1');
    COMMIT;
    "#);
    let forked = TestEnvironment::forked();
    assert_snapshot!(lines(&forked, "stamp a1:b1 a1:c1 --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- stamp c1
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'b1' WHERE version_num = 'a1';
    INSERT INTO "rmig_version" (version_num) VALUES ('c1');
    COMMIT;
    "#);
    assert_snapshot!(forked.run("stamp a1:b1 r1:c1 --sql"), @"
    exit: 2
    ---- stderr ----
    error[usage]: a database is at one place only, and the ranges begin at several
      = help: let them begin alike: `cargo rmig stamp a:b a:c --sql`
    ");
    assert_snapshot!(forked.run("stamp a1:b1 --purge --sql"), @"
    exit: 2
    ---- stderr ----
    error[usage]: with --purge it makes no difference where the database is
      = help: name only where to stamp it, without a colon
    ");
}

#[test]
fn from_what_several_branches_have_applied() {
    let env = TestEnvironment::forked();
    assert_snapshot!(lines(&env, "upgrade m1:r2 --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- the upgrade to r1
    BEGIN IMMEDIATE;
    INSERT INTO "rmig_version" (version_num) VALUES ('r1');
    COMMIT;
    -- the upgrade to r2
    BEGIN IMMEDIATE;
    DELETE FROM "rmig_version" WHERE version_num = 'r1';
    UPDATE "rmig_version" SET version_num = 'r2' WHERE version_num = 'm1';
    COMMIT;
    "#);
    assert_snapshot!(lines(&env, "downgrade heads:a1 --sql"), @r#"
    -- Written by cargo-rmig 0.1.0 for sqlite.
    -- the downgrade from r2
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'm1' WHERE version_num = 'r2';
    INSERT INTO "rmig_version" (version_num) VALUES ('r1');
    COMMIT;
    -- the downgrade from m1
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'b1' WHERE version_num = 'm1';
    INSERT INTO "rmig_version" (version_num) VALUES ('c1');
    COMMIT;
    -- the downgrade from b1
    BEGIN IMMEDIATE;
    DELETE FROM "rmig_version" WHERE version_num = 'b1';
    COMMIT;
    -- the downgrade from c1
    BEGIN IMMEDIATE;
    UPDATE "rmig_version" SET version_num = 'a1' WHERE version_num = 'c1';
    COMMIT;
    "#);
}

#[test]
fn nothing_to_do_is_an_empty_script() {
    let env = two();
    let output = env.run("upgrade b2:head --sql").success();
    assert!(!output.stdout.contains("rmig_version"), "{output}");
    assert_eq!(output.stderr, "    Finished nothing to do\n");
    let output = env.run("stamp a1:a1 --sql").success();
    assert!(!output.stdout.contains("rmig_version"), "{output}");
}

#[test]
fn what_needs_a_database_is_refused() {
    let env = two();
    for (words, exit, code) in [
        ("upgrade current:head --sql", 1, "no-current"),
        ("upgrade a1:current --sql", 1, "no-current"),
        ("upgrade +1:head --sql", 1, "wrong-way"),
        ("upgrade ' -1:head' --sql", 1, "wrong-way"),
        ("upgrade nope:head --sql", 1, "no-such-revision"),
        ("upgrade a1:b2:b2 --sql", 1, "invalid-symbol"),
        // And a range belongs to scripts alone.
        ("upgrade a1:b2", 1, "invalid-symbol"),
        ("downgrade b2:a1", 1, "invalid-symbol"),
        ("stamp a1:b2", 1, "invalid-symbol"),
    ] {
        let output = env.run(words).fails_with(exit, code);
        assert_eq!(output.stdout, "", "{words}");
    }
    for words in [
        "upgrade --sql --dry-run",
        "upgrade --sql --resume",
        "upgrade --sql --wait-for-lock 5s",
        "stamp a1 --sql --dry-run",
        "upgrade --dialect mysql",
    ] {
        assert_eq!(env.run(words).exit, "2", "{words}");
    }
    assert!(!env.path("app/app.db").exists());
}

#[test]
fn the_kind_of_database() {
    let env = two();
    let head = |words: &str| {
        let script = env.run(words).success().stdout;
        script.lines().next().unwrap_or_default().to_owned()
    };
    for (name, known) in [
        ("sqlite", "sqlite"),
        ("postgresql", "postgresql"),
        ("postgres", "postgresql"),
        ("mysql", "mysql"),
        ("mariadb", "mariadb"),
    ] {
        let wanted = format!("-- Written by cargo-rmig 0.1.0 for {known}.");
        assert_eq!(head(&format!("upgrade --sql --dialect {name}")), wanted);
        assert_eq!(
            head(&format!("ensure-version --sql --url {name}://h/d")),
            wanted
        );
    }
    assert_snapshot!(env.run("upgrade --sql --dialect postgress"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-dialect]: there is no dialect "postgress"
      = help: did you mean "postgresql"?
    "#);
    assert_snapshot!(env.run("upgrade --sql --dialect mssql"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-dialect]: there is no dialect "mssql"
      = help: this version knows mariadb, mysql, postgresql, sqlite
    "#);
    assert_snapshot!(env.run("upgrade --sql --url mssql://h/d"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-database-scheme]: there is no database driver for "mssql"
      = help: did you mean "mysql"?
    "#);
}

#[test]
fn a_url_is_looked_up_only_as_far_as_needed() {
    let env = two();
    let revisions = [rev("a1")];
    // The scheme is there, whatever the password is.
    env.package(
        "app",
        "url = \"postgres://app:${PASSWORD}@h/d\"\n",
        &revisions,
    );
    let script = env.run("upgrade --sql").success().stdout;
    assert!(script.contains("for postgresql."));
    env.package("app", "url = \"${DATABASE_URL}\"\n", &revisions);
    assert_snapshot!(env.run("upgrade --sql"), @r#"
    exit: 1
    ---- stderr ----
    error[missing-variable]: the environment variable DATABASE_URL isn't set; looked in the environment and a .env file in $ROOT/app and above (there is none)
     --> $ROOT/app/Cargo.toml:7:7
      |
    7 | url = "${DATABASE_URL}"
      |       ^^^^^^^^^^^^^^^^^ it is needed here
      |
      = help: set DATABASE_URL, write it into a .env file, or give --url; or name the kind of database with --dialect
    "#);
    let script = env.run("upgrade --sql --dialect mysql").success().stdout;
    assert!(script.contains("for mysql."));
    env.write("app/.env", "DATABASE_URL=mariadb://app:hunter2@h/d\n");
    let script = env.run("upgrade --sql").success().stdout;
    assert!(script.contains("for mariadb.") && !script.contains("hunter2"));
    env.remove("app/.env");
    // Without any database in the settings, or with many under one name.
    env.package("app", "", &revisions);
    assert_snapshot!(env.run("upgrade --sql"), @r#"
    exit: 1
    ---- stderr ----
    error[no-database]: app has no database in its settings
      = help: add url = "${DATABASE_URL}" to [package.metadata.rmig] in $ROOT/app/Cargo.toml, or give --url; or name the kind of database with --dialect
    "#);
    let script = env.run("upgrade --sql --dialect sqlite").success().stdout;
    assert!(script.contains("for sqlite."));
    env.package(
        "app",
        "databases.tenants.urls = [\"sqlite:a.db\", \"sqlite:b.db\"]\n",
        &revisions,
    );
    env.run("upgrade --sql").fails_with(1, "many-databases");
    let script = env.run("upgrade --sql --dialect sqlite").success().stdout;
    assert!(script.contains("for sqlite."));
}
