//! Batches: one message, every answer at its statement.

use rmig_engine::connection::{BatchDone, ErrorKind, Value};
use rmig_test_support::MessageCounter;

use super::rig::*;

#[tokio::test]
async fn a_unit_is_two_messages_and_prepares_nothing() {
    let database = ScratchDatabase::postgres();
    let counter = MessageCounter::before(&database);
    let options =
        rmig_engine::connection::ConnectOptions::new(rmig_engine::connection::Access::Change);
    let mut connection = try_connect(&counter.url(), &options).await.unwrap();
    counter.take();
    let statements = [
        "BEGIN",
        "CREATE TABLE t (a INT) -- a comment to the end",
        "INSERT INTO t VALUES (1), (2), (3)",
        "SELECT a FROM t",
        "UPDATE t SET a = a + 1 WHERE a > 1",
        "SELECT count(*), true, NULL, 'x', 1.50 FROM t",
    ];
    let (done, told) = batch(connection.as_mut(), &statements).await;
    connection.commit().await.unwrap();
    let rows = vec![vec![
        Value::Integer(3),
        Value::Integer(1),
        Value::Null,
        Value::Text("x".to_owned()),
        Value::Text("1.50".to_owned()),
    ]];
    let changed = vec![0, 0, 3, 3, 2, 1];
    assert_eq!(
        done.unwrap(),
        BatchDone {
            changed,
            rows,
            last_inserted: None
        }
    );
    assert_eq!(told, [1, 2, 3, 4, 5, 6]);
    assert_eq!(counter.count("Query"), 2, "{counter}");
    assert_eq!(counter.messages().len(), 2, "{counter}");
    assert_eq!(database.rows("SELECT sum(a) FROM t"), [["8"]]);
}

#[tokio::test]
async fn an_error_is_at_its_statement_and_its_word() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    let failed = failing(
        connection,
        &[
            "BEGIN",
            "SELECT 'äöü€😀'",
            "CREATE TABLE é (a INT)",
            "SELECT 'é', größe FROM é",
        ],
    );
    assert_eq!(
        failed.await,
        (
            3,
            Some("größe".to_owned()),
            "column \"größe\" does not exist".to_owned()
        )
    );
    // Nothing has run when a message can't be parsed: the position alone tells where.
    let failed = failing(
        connection,
        &["BEGIN", "SELECT '😀'", "SELECT 1", "CREATE TABEL t (a INT)"],
    );
    assert_eq!(
        failed.await,
        (
            3,
            Some("TABEL".to_owned()),
            "syntax error at or near \"TABEL\"".to_owned()
        )
    );
    let failed = failing(connection, &["BEGIN", "CREATE TABLE t (", "SELECT 1"]);
    assert_eq!(
        failed.await,
        (
            1,
            Some("(".to_owned()),
            "syntax error at or near \";\"".to_owned()
        )
    );
    let failed = failing(
        connection,
        &[
            "BEGIN",
            "CREATE TABLE t (a INT PRIMARY KEY)",
            "SELECT 'ü'",
            "INSERT INTO t VALUES (1), (1)",
            "SELECT 1",
        ],
    );
    assert_eq!(
        failed.await,
        (
            3,
            None,
            "duplicate key value violates unique constraint \"t_pkey\": Key (a)=(1) already exists"
                .to_owned()
        )
    );
    let failed = failing(
        connection,
        &["BEGIN", "DO $$BEGIN PERFORM 1; PERFORM wrong(2); END$$"],
    );
    let (index, part, _) = failed.await;
    assert_eq!((index, part.as_deref()), (1, Some("wrong")));
    assert!(
        database
            .rows("SELECT relname FROM pg_class WHERE relname IN ('t', 'é')")
            .is_empty()
    );
}

#[tokio::test]
async fn what_a_statement_did_before_the_error_is_rolled_back() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    let (failed, told) = batch(
        connection,
        &[
            "BEGIN",
            "CREATE TABLE t (a INT)",
            "SELECT 1 / 0",
            "SELECT 1",
        ],
    )
    .await;
    let failed = failed.unwrap_err();
    assert_eq!(failed.index, 2);
    assert_eq!(failed.error.code.as_deref(), Some("22012"));
    assert_eq!(told, [1, 2]);
    connection.rollback().await.unwrap();
    // Also where there is nothing to roll back.
    connection.rollback().await.unwrap();
    assert!(!connection.table_exists(None, "t").await.unwrap());
}

#[tokio::test]
async fn no_statement_and_no_row_are_fine() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    assert_eq!(
        batch(connection, &[]).await.0.unwrap(),
        BatchDone::default()
    );
    let done = batch(connection, &["SELECT 1 WHERE false"])
        .await
        .0
        .unwrap();
    assert!(done.rows.is_empty());
    let done = connection
        .run_batch(&["SELECT 1", "SELECT 2"], Some(0), &mut |_| ())
        .await;
    assert_eq!(done.unwrap().rows, [[Value::Integer(1)]]);
    let done = connection.run_batch(&["SELECT 1"], None, &mut |_| ()).await;
    assert!(done.unwrap().rows.is_empty());
    assert_eq!(
        connection.execute("CREATE TABLE t (a INT)").await.unwrap(),
        0
    );
    assert_eq!(
        connection
            .execute("INSERT INTO t VALUES (1), (2)")
            .await
            .unwrap(),
        2
    );
}

#[tokio::test]
async fn a_text_that_the_server_cuts_otherwise_is_refused() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    let (failed, _) = batch(connection, &["BEGIN", "SELECT 1; SELECT 2"]).await;
    let error = failed.unwrap_err().error;
    assert_eq!(
        error.message,
        "the server ran 3 statements, and 2 were sent"
    );
    connection.rollback().await.unwrap();
    let (index, part, message) = failing(connection, &["SELECT 1", "SELECT 'a\0b'"]).await;
    assert_eq!((index, part.as_deref()), (1, Some("\0")));
    assert!(message.contains("NUL character"), "{message}");
}

#[tokio::test]
async fn data_from_or_to_the_client_is_refused_and_nothing_hangs() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    connection.execute("CREATE TABLE t (a INT)").await.unwrap();
    let error = connection
        .execute("COPY (VALUES (1), (2)) TO STDOUT")
        .await
        .unwrap_err();
    assert!(
        error.message.contains("sends data to its client"),
        "{error}"
    );
    assert_eq!(
        one(connection.as_mut(), "SELECT 7").await,
        Value::Integer(7)
    );
    let error = connection.execute("COPY t FROM STDIN").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Lost);
    assert!(
        error.message.contains("waits for data from its client"),
        "{error}"
    );
    assert_eq!(
        connection.rollback().await.unwrap_err().kind,
        ErrorKind::Lost
    );
    connection.reconnect().await.unwrap();
    assert_eq!(
        one(connection.as_mut(), "SELECT 8").await,
        Value::Integer(8)
    );
}

#[tokio::test]
async fn many_statements_and_long_ones_arrive() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    connection
        .execute("CREATE TABLE t (a INT, b TEXT)")
        .await
        .unwrap();
    let many: Vec<String> = (0..10_000)
        .map(|n| format!("INSERT INTO t VALUES ({n}, 'é')"))
        .collect();
    let mut many: Vec<&str> = many.iter().map(String::as_str).collect();
    many.insert(0, "BEGIN");
    let (done, told) = batch(connection, &many).await;
    assert_eq!(done.unwrap().changed.iter().sum::<u64>(), 10_000);
    assert_eq!(told.last(), Some(&10_001));
    let long = format!(
        "INSERT INTO t VALUES (-1, '{}')",
        "long é ".repeat(2_600_000)
    );
    assert!(long.len() > 20_000_000);
    let (done, _) = batch(
        connection,
        &[&long, "SELECT octet_length(b) FROM t WHERE a = -1"],
    )
    .await;
    assert_eq!(done.unwrap().rows, [[Value::Integer(20_800_000)]]);
    let (failed, _) = batch(connection, &[&long, "SELECT 'x'", "SELECT wrong"]).await;
    let failed = failed.unwrap_err();
    assert_eq!((failed.index, failed.error.span), (2, Some(7..12)));
    connection.rollback().await.unwrap();
    assert!(database.rows("SELECT 1 FROM t").is_empty());
}

#[tokio::test]
async fn a_database_without_encoding_counts_bytes() {
    let database = ScratchDatabase::postgres();
    let name = format!("{}_ascii", database.name());
    database.sql(&format!(
        "CREATE DATABASE {name} TEMPLATE template0 ENCODING 'SQL_ASCII' LOCALE 'C'"
    ));
    let url = database.address().with_database(&name).url();
    let options =
        rmig_engine::connection::ConnectOptions::new(rmig_engine::connection::Access::Change);
    let mut connection = try_connect(&url, &options).await.unwrap();
    let failed = failing(connection.as_mut(), &["SELECT 'äöü'", "SELECT 'é', wrong"]).await;
    connection.close().await.unwrap();
    database.sql(&format!("DROP DATABASE {name}"));
    assert_eq!((failed.0, failed.1.as_deref()), (1, Some("wrong")));
}
