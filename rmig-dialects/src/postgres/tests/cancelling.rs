//! Statements that are cancelled, and connections that break.

use std::time::{Duration, Instant};

use rmig_engine::connection::{Access, ConnectOptions, ErrorKind, Value};
use rmig_test_support::{Cut, MessageCounter};

use super::rig::*;

const ACTIVE: &str = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND \
                      state = 'active' AND pid <> pg_backend_pid()";

#[tokio::test]
async fn cancelling_stops_the_statement_on_the_server() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    let canceller = connection.canceller();
    // Harmless when nothing runs.
    canceller.cancel().await;
    let began = Instant::now();
    let statements = ["BEGIN", "CREATE TABLE t (a INT)", "SELECT pg_sleep(30)"];
    let (ran, ()) = tokio::join!(batch(connection.as_mut(), &statements), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        canceller.cancel().await;
    });
    let failed = ran.0.unwrap_err();
    assert_eq!((failed.index, failed.error.kind), (2, ErrorKind::Cancelled));
    assert!(began.elapsed() < Duration::from_secs(10));
    assert_eq!(database.rows(ACTIVE), [["0"]]);
    connection.rollback().await.unwrap();
    assert_eq!(
        one(connection.as_mut(), "SELECT 1").await,
        Value::Integer(1)
    );
    assert!(!connection.table_exists(None, "t").await.unwrap());
}

#[tokio::test]
async fn a_statement_that_is_on_its_way_is_cancelled_too() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    let canceller = connection.canceller();
    let (ran, ()) = tokio::join!(
        async {
            tokio::time::sleep(Duration::from_millis(60)).await;
            connection.execute("SELECT pg_sleep(30)").await
        },
        canceller.cancel()
    );
    assert_eq!(ran.unwrap_err().kind, ErrorKind::Cancelled);
}

#[tokio::test]
async fn the_error_of_a_statement_that_nobody_waits_for_is_not_the_next_one_s() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    for failing in [
        "SELECT 1 / (random() * 0)::int FROM pg_sleep(0.2)",
        "SELECT 1 FROM pg_sleep(0.2)",
    ] {
        let statements = ["BEGIN", "CREATE TABLE t (a INT)", failing];
        let given_up = tokio::time::timeout(
            Duration::from_millis(50),
            batch(connection.as_mut(), &statements),
        );
        assert!(given_up.await.is_err());
        connection.rollback().await.unwrap();
        assert!(!connection.table_exists(None, "t").await.unwrap());
    }
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_not_cancelled_by_anybody() {
    let database = ScratchDatabase::postgres();
    let options = ConnectOptions {
        statement_timeout: Some(Duration::from_millis(100)),
        ..ConnectOptions::new(Access::Change)
    };
    let mut connection = connect_with(&database, &options).await;
    let error = connection.execute("SELECT pg_sleep(30)").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Other);
    let help = error.help.unwrap();
    assert!(help.contains("`statement_timeout` (0.1 s)"), "{help}");
    connection
        .execute("SET statement_timeout = '200ms'")
        .await
        .unwrap();
    let error = connection.execute("SELECT pg_sleep(30)").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Other);
}

#[tokio::test]
async fn a_session_that_the_server_ends_is_lost() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    let old = one(connection.as_mut(), "SELECT pg_backend_pid()")
        .await
        .as_integer()
        .unwrap();
    let statements = ["BEGIN", "CREATE TABLE t (a INT)", "SELECT pg_sleep(30)"];
    let (ran, ()) = tokio::join!(batch(connection.as_mut(), &statements), async {
        tokio::time::sleep(Duration::from_millis(300)).await;
        database.sql(&format!("SELECT pg_terminate_backend({old})"));
    });
    let failed = ran.0.unwrap_err();
    assert_eq!((failed.index, failed.error.kind), (2, ErrorKind::Lost));
    assert_eq!(failed.error.code.as_deref(), Some("57P01"));
    for again in 0..2 {
        let error = connection.rollback().await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Lost, "{again}: {error}");
    }
    connection.reconnect().await.unwrap();
    assert_eq!(
        one(connection.as_mut(), "SHOW lock_timeout").await,
        Value::Text("5s".to_owned())
    );
    assert!(!connection.table_exists(None, "t").await.unwrap());
    // The canceller is the new session's.
    let canceller = connection.canceller();
    let (ran, ()) = tokio::join!(connection.execute("SELECT pg_sleep(30)"), async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        canceller.cancel().await;
    });
    assert_eq!(ran.unwrap_err().kind, ErrorKind::Cancelled);
}

#[tokio::test]
async fn a_session_that_ended_while_it_was_idle_is_lost() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    let old = one(connection.as_mut(), "SELECT pg_backend_pid()")
        .await
        .as_integer()
        .unwrap();
    database.sql(&format!("SELECT pg_terminate_backend({old})"));
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(
        connection.reset_session().await.unwrap_err().kind,
        ErrorKind::Lost
    );
    connection.close().await.unwrap();
}

#[tokio::test]
async fn a_wire_that_is_cut_in_the_middle_is_a_connection_lost() {
    let database = ScratchDatabase::postgres();
    let counter = MessageCounter::before(&database);
    let options = ConnectOptions::new(Access::Change);
    let mut connection = try_connect(&counter.url(), &options).await.unwrap();
    counter.cut_at("COMMIT", Cut::After);
    connection.begin().await.unwrap();
    connection.execute("CREATE TABLE t (a INT)").await.unwrap();
    let error = connection.commit().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Lost, "{error}");
    connection.reconnect().await.unwrap();
    let began = Instant::now();
    while !connection.table_exists(None, "t").await.unwrap() {
        assert!(began.elapsed() < Duration::from_secs(10));
    }
}
