//! Waiting for another run, and limits of time.

use std::time::{Duration, Instant};

use rmig_test_support::{ScratchDatabase, Server};

use crate::support::{TestEnvironment, rev};

/// A run on `database` that is at work for a while, and another one beside it.
fn beside_another(server: Server, sleep: &str) {
    let database = ScratchDatabase::new(server);
    let env = TestEnvironment::empty();
    env.package(
        "app",
        "url = \"${DATABASE_URL}\"\n",
        &[rev("a1").sql(
            &format!("CREATE TABLE t (id INTEGER);\n{sleep}"),
            "DROP TABLE t;",
        )],
    );
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    env.run("ensure-version").success();
    let mut first = env.command("app", "upgrade -q").spawn().unwrap();
    std::thread::sleep(Duration::from_millis(1000));
    let start = Instant::now();
    let output = env.run("upgrade --wait-for-lock 0").fails_with(1, "locked");
    assert!(output.stderr.contains("--wait-for-lock"), "{output}");
    assert!(start.elapsed() < Duration::from_secs(20), "{output}");
    let mut command = env.command("app", "upgrade");
    command.env("RMIG_WAIT_FOR_LOCK", "50ms");
    env.output(&mut command).fails_with(1, "locked");
    // The one that waits finds nothing left to do.
    let output = env.run("upgrade --wait-for-lock 1m").success();
    assert!(
        output.stderr.contains("Waiting for another run"),
        "{output}"
    );
    assert!(output.stderr.contains("Finished nothing to do"), "{output}");
    assert!(first.wait().unwrap().success());
}

#[test]
fn postgresql() {
    beside_another(Server::Postgres, "SELECT pg_sleep(4);");
}

#[test]
fn mysql() {
    beside_another(Server::Mysql, "SELECT SLEEP(4);");
}

#[test]
fn a_statement_that_takes_too_long() {
    let database = ScratchDatabase::new(Server::Postgres);
    let env = TestEnvironment::empty();
    let settings = "url = \"${DATABASE_URL}\"\nstatement_timeout = \"200ms\"\n";
    env.package(
        "app",
        settings,
        &[rev("a1").sql("SELECT pg_sleep(60);", "")],
    );
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    let start = Instant::now();
    let output = env.run("upgrade").fails_with(1, "statement-failed");
    assert!(output.stderr.contains("statement_timeout"), "{output}");
    assert!(start.elapsed() < Duration::from_secs(20));
}

#[test]
fn a_lock_that_is_not_given() {
    let database = ScratchDatabase::new(Server::Postgres);
    let env = TestEnvironment::empty();
    let settings = "url = \"${DATABASE_URL}\"\nlock_timeout = \"50ms\"\n";
    let drop = rev("a1").sql("DROP TABLE held;", "");
    env.package("app", settings, &[drop]);
    env.write("app/.env", &format!("DATABASE_URL={}\n", database.url()));
    database.sql("CREATE TABLE held (id INTEGER)");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        use sqlx::{Connection, PgConnection};
        let mut holder = PgConnection::connect(database.url()).await.unwrap();
        let mut transaction = holder.begin().await.unwrap();
        sqlx::query("LOCK TABLE held")
            .execute(&mut *transaction)
            .await
            .unwrap();
        let output = env.run("upgrade").fails_with(1, "database-busy");
        // It was tried again before it was given up.
        assert!(
            output.stderr.contains("note: a1 is tried again"),
            "{output}"
        );
        transaction.rollback().await.unwrap();
    });
    env.run("upgrade").success();
}

#[test]
fn lengths_of_time_that_make_no_sense() {
    let env = TestEnvironment::linear();
    insta::assert_snapshot!(env.run("upgrade --wait-for-lock 30"), @"
    exit: 2
    ---- stderr ----
    error: invalid value '30' for '--wait-for-lock <DURATION>': write the unit too: 30s, 30ms or 30m

    For more information, try '--help'.
    ");
    let settings = "url = \"sqlite:app.db\"\nwait_for_lock = 30\nlock_timeout = \"0\"\nstatement_timeout = \"soon\"\n";
    env.package("app", settings, &[]);
    insta::assert_snapshot!(env.run("upgrade"), @r#"
    exit: 1
    ---- stderr ----
    error[wrong-type]: expected a length of time in quotes, such as "30s", found an integer
     --> $ROOT/app/Cargo.toml:8:17
      |
    8 | wait_for_lock = 30
      |                 ^^ this is an integer
      |
      = help: write a length of time in quotes, such as "30s"

    error[invalid-setting]: the time to wait for a lock is nothing
     --> $ROOT/app/Cargo.toml:9:16
      |
    9 | lock_timeout = "0"
      |                ^^^ above 0
      |
      = help: write a short time such as "100ms", or a long one such as "1h"

    error[invalid-setting]: "soon" is no length of time
      --> $ROOT/app/Cargo.toml:10:21
       |
    10 | statement_timeout = "soon"
       |                     ^^^^^^
       |
       = help: write a number and its unit, such as 30s, 5m, 250ms, or 0
    "#);
    let env = TestEnvironment::linear();
    let mut command = env.command("app", "upgrade");
    command.env("RMIG_LOCK_TIMEOUT", "5");
    insta::assert_snapshot!(env.output(&mut command), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-setting]: "5" is no length of time, from the environment variable RMIG_LOCK_TIMEOUT
      = help: write the unit too: 5s, 5ms or 5m
    "#);
}
