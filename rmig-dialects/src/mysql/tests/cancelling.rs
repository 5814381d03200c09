//! Giving up statements: on request, by time-outs, and when the connection breaks.

use std::time::{Duration, Instant};

use rmig_engine::connection::{Access, ConnectOptions, Connection, ErrorKind};
use rmig_test_support::{Cut, MessageCounter};

use super::rig::{ScratchDatabase, batch, connect, connect_with, number, one, text, try_connect};

/// Waits until the server says that a statement with `part` in it runs, or doesn't.
async fn until_running(database: &ScratchDatabase, part: &str, running: bool) {
    let sql = format!(
        "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE '%{part}%' AND \
         id <> CONNECTION_ID() AND db = '{}'",
        database.name()
    );
    let start = Instant::now();
    while (database.rows(&sql) != [["0"]]) != running {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{part}: still not {running}"
        );
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn a_cancelled_statement_stops_on_the_server() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let mut connection = connect(&database).await;
    let canceller = connection.canceller();
    let statements = [
        "START TRANSACTION",
        "INSERT INTO t VALUES (1)",
        "INSERT INTO t SELECT COUNT(*) FROM information_schema.columns a, \
         information_schema.columns b, information_schema.columns c",
        "INSERT INTO t VALUES (3)",
    ];
    let start = Instant::now();
    let ((done, told), ()) = tokio::join!(batch(connection.as_mut(), &statements), async {
        until_running(&database, "columns c", true).await;
        canceller.cancel().await;
    });
    let error = done.unwrap_err();
    assert_eq!(
        (error.index, error.error.kind),
        (2, ErrorKind::Cancelled),
        "{error}"
    );
    assert_eq!(told, [1, 2]);
    assert!(start.elapsed() < Duration::from_secs(15));
    until_running(&database, "columns c", false).await;
    connection.rollback().await.unwrap();
    assert!(database.rows("SELECT * FROM t").is_empty());
}

#[tokio::test]
async fn cancelling_when_nothing_runs_does_no_harm() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let mut connection = connect(&database).await;
    for _ in 0..5 {
        connection.begin().await.unwrap();
        connection
            .execute("INSERT INTO t VALUES (1)")
            .await
            .unwrap();
        connection.canceller().cancel().await;
        connection.commit().await.unwrap();
    }
    assert_eq!(
        one(connection.as_mut(), "SELECT COUNT(*) FROM t").await,
        number(5)
    );
    let canceller = connection.canceller();
    connection.close().await.unwrap();
    canceller.cancel().await;
}

#[tokio::test]
async fn cancelling_ends_though_the_server_is_out_of_reach() {
    let database = ScratchDatabase::mysql();
    let counter = MessageCounter::before(&database);
    let mut options = ConnectOptions::new(Access::Change);
    options.connect_timeout = Duration::from_secs(2);
    let connection = try_connect(&counter.url(), &options).await.unwrap();
    counter.freeze();
    let start = Instant::now();
    connection.canceller().cancel().await;
    assert!(start.elapsed() < Duration::from_secs(10));
}

#[tokio::test]
async fn a_statement_that_takes_too_long_is_no_cancelled_one() {
    let database = ScratchDatabase::mysql();
    let mut options = ConnectOptions::new(Access::Change);
    options.statement_timeout = Some(Duration::from_millis(300));
    let mut connection = connect_with(&database, &options).await;
    let statements = ["SELECT SLEEP(0.2)", "SELECT SLEEP(0.2)", "SELECT SLEEP(20)"];
    let (done, _) = batch(connection.as_mut(), &statements).await;
    let error = done.unwrap_err();
    assert_eq!(
        (error.index, error.error.kind),
        (2, ErrorKind::Other),
        "{error}"
    );
    assert!(error.error.help.unwrap().contains("time-out"));
    assert_eq!(one(connection.as_mut(), "SELECT 1").await, number(1));
}

#[tokio::test]
async fn where_the_server_watches_no_time_we_do() {
    let database = ScratchDatabase::mysql();
    let mut options = ConnectOptions::new(Access::Change);
    options.statement_timeout = Some(Duration::from_millis(300));
    let mut connection = super::rig::as_if_mysql(&database, &options).await;
    assert_eq!(connection.dialect(), "mysql");
    let statements = [
        "DO SLEEP(0.2)",
        "DO SLEEP(0.2)",
        "CREATE TABLE t AS SELECT SLEEP(20)",
    ];
    let start = Instant::now();
    let (done, _) = batch(&mut connection, &statements).await;
    let error = done.unwrap_err();
    assert!(start.elapsed() < Duration::from_secs(10));
    assert_eq!(
        (error.index, error.error.kind),
        (2, ErrorKind::Other),
        "{error}"
    );
    assert_eq!(
        error.error.message,
        "the statement ran for longer than it may"
    );
    assert!(error.error.help.unwrap().contains("time-out"));
    assert_eq!(one(&mut connection, "SELECT 1").await, number(1));
}

#[tokio::test]
async fn another_s_lock_is_waited_for_as_long_as_asked() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT PRIMARY KEY); INSERT INTO t VALUES (1)");
    let mut holder = connect(&database).await;
    holder.begin().await.unwrap();
    holder.execute("UPDATE t SET a = 2").await.unwrap();
    let mut options = ConnectOptions::new(Access::Change);
    options.lock_timeout = Duration::from_millis(10);
    let mut waiter = connect_with(&database, &options).await;
    // Rows, and what a statement on the schema waits for.
    for sql in ["UPDATE t SET a = 3", "ALTER TABLE t ADD b INT"] {
        let start = Instant::now();
        let error = waiter.execute(sql).await.unwrap_err();
        assert_eq!(error.kind, ErrorKind::Busy, "{error}");
        assert!(error.help.is_some());
        assert!(start.elapsed() < Duration::from_secs(4), "{sql}");
    }
    holder.commit().await.unwrap();
    waiter.execute("UPDATE t SET a = 3").await.unwrap();
}

#[tokio::test]
async fn a_deadlock_is_busy() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT PRIMARY KEY, b INT); INSERT INTO t VALUES (1, 0), (2, 0)");
    let mut one = connect(&database).await;
    let mut two = connect(&database).await;
    one.begin().await.unwrap();
    two.begin().await.unwrap();
    one.execute("UPDATE t SET b = 1 WHERE a = 1").await.unwrap();
    two.execute("UPDATE t SET b = 2 WHERE a = 2").await.unwrap();
    let (first, second) = tokio::join!(
        one.execute("UPDATE t SET b = 1 WHERE a = 2"),
        two.execute("UPDATE t SET b = 2 WHERE a = 1")
    );
    let error = first.err().or(second.err()).unwrap();
    assert_eq!(
        (error.kind, error.code.as_deref()),
        (ErrorKind::Busy, Some("1213"))
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_lost_and_stays_so() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    // The network, at a message and before its answer.
    for cut in [Cut::Before, Cut::After] {
        let counter = MessageCounter::before(&database);
        let options = ConnectOptions::new(Access::Change);
        let mut connection = try_connect(&counter.url(), &options).await.unwrap();
        counter.cut_at("INSERT", cut);
        let statements = ["START TRANSACTION", "INSERT INTO t VALUES (1)"];
        let (done, _) = batch(connection.as_mut(), &statements).await;
        let error = done.unwrap_err().error;
        assert_eq!(error.kind, ErrorKind::Lost, "{error:?}");
        assert!(
            error
                .message
                .starts_with("the connection to the server was lost: "),
            "{error}"
        );
        let again = connection.execute("SELECT 1").await.unwrap_err();
        assert_eq!(again.kind, ErrorKind::Lost, "{again:?}");
        let rolled_back = connection.rollback().await.unwrap_err();
        assert_eq!(rolled_back.kind, ErrorKind::Lost, "{rolled_back:?}");
    }
    // An administrator, in the middle of a statement and between two.
    let mut connection = connect(&database).await;
    let id = one(connection.as_mut(), "SELECT CONNECTION_ID()").await;
    let kill = format!("KILL {}", id.as_integer().unwrap());
    let (slept, ()) = tokio::join!(connection.execute("SELECT SLEEP(30) AS victim"), async {
        until_running(&database, "victim", true).await;
        database.sql(&kill);
    });
    let error = slept.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Lost, "{error:?}");

    let mut connection = connect(&database).await;
    let id = one(connection.as_mut(), "SELECT CONNECTION_ID()").await;
    database.sql(&format!("KILL {}", id.as_integer().unwrap()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let error = connection.commit().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Lost, "{error:?}");
    assert_eq!(database.rows("SELECT * FROM t"), Vec::<Vec<String>>::new());
}

#[tokio::test]
async fn a_dropped_connection_commits_nothing() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let mut connection = connect(&database).await;
    connection.begin().await.unwrap();
    connection
        .execute("INSERT INTO t VALUES (1)")
        .await
        .unwrap();
    assert_eq!(
        one(connection.as_mut(), "SELECT DATABASE()").await,
        text(&database.name())
    );
    drop(connection);
    let mut other = connect(&database).await;
    // Waits for the lock until the server has noticed.
    other.execute("ALTER TABLE t ADD b INT").await.unwrap();
    assert_eq!(
        one(other.as_mut(), "SELECT COUNT(*) FROM t").await,
        number(0)
    );
}

#[tokio::test]
async fn a_lost_connection_is_made_anew_in_the_same_shape() {
    let database = ScratchDatabase::mysql();
    let mut options = ConnectOptions::new(Access::Change);
    options.lock_timeout = Duration::from_secs(7);
    let mut connection = connect_with(&database, &options).await;
    connection.try_lock("rmig").await.unwrap();
    connection
        .execute("SET SESSION sql_mode = 'ANSI'")
        .await
        .unwrap();
    let id = one(connection.as_mut(), "SELECT CONNECTION_ID()").await;
    database.sql(&format!("KILL {}", id.as_integer().unwrap()));
    tokio::time::sleep(Duration::from_millis(300)).await;
    let error = connection.execute("SELECT 1").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Lost);
    connection.reconnect().await.unwrap();
    let shape = "SELECT CONCAT(DATABASE(), ' ', @@lock_wait_timeout, @@sql_mode LIKE '%ANSI%')";
    let expected = text(&format!("{} 70", database.name()));
    assert_eq!(one(connection.as_mut(), shape).await, expected);
    assert_ne!(one(connection.as_mut(), "SELECT CONNECTION_ID()").await, id);
    let error = connection.unlock("rmig").await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Other, "{error}");
    // It is the new one that is cancelled.
    let canceller = connection.canceller();
    let (slept, ()) = tokio::join!(connection.execute("SELECT SLEEP(30) AS anew"), async {
        until_running(&database, "anew", true).await;
        canceller.cancel().await;
    });
    assert_eq!(slept.unwrap_err().kind, ErrorKind::Cancelled);
}

#[tokio::test]
async fn a_cancellation_that_comes_first_waits_for_the_statement() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    let canceller = connection.canceller();
    let (slept, ()) = tokio::join!(
        async {
            tokio::time::sleep(Duration::from_millis(60)).await;
            connection.execute("SELECT SLEEP(30)").await
        },
        canceller.cancel()
    );
    assert_eq!(slept.unwrap_err().kind, ErrorKind::Cancelled);
}
