//! Several statements in one message: which failed, what changed, what is told.

use rmig_engine::connection::{Access, ConnectOptions, ErrorKind, Value};
use rmig_test_support::MessageCounter;

use super::rig::{ScratchDatabase, batch, connect, number, one, pointed, text, try_connect};

#[tokio::test]
async fn a_batch_is_one_message_and_says_what_each_statement_changed() {
    let database = ScratchDatabase::mysql();
    let counter = MessageCounter::before(&database);
    let options = ConnectOptions::new(Access::Change);
    let mut connection = try_connect(&counter.url(), &options).await.unwrap();
    // Who the server is, and the session profile.
    assert_eq!(counter.take().len(), 2);
    let (done, told) = batch(
        connection.as_mut(),
        &[
            "CREATE TABLE t (a INT, b TEXT)",
            "INSERT INTO t VALUES (1, 'é;'), (2, NULL) -- two",
            "SELECT * FROM t",
            "UPDATE t SET b = 'x'; ",
            "UPDATE t SET b = 'x'",
            "DELETE FROM t WHERE a > 2",
            "SELECT a, b, a / 3, CAST(18446744073709551615 AS UNSIGNED), NULL FROM t ORDER BY a",
        ],
    )
    .await;
    assert_eq!(counter.count("Query"), 1, "{counter}");
    let done = done.unwrap();
    // Rows that an UPDATE finds as they are to be count too.
    assert_eq!(done.changed, [0, 2, 0, 2, 2, 0, 0]);
    assert_eq!(told, [1, 2, 3, 4, 5, 6, 7]);
    let max = text("18446744073709551615");
    let row =
        |a: i64, third: &str| vec![number(a), text("x"), text(third), max.clone(), Value::Null];
    assert_eq!(done.rows, [row(1, "0.3333"), row(2, "0.6667")]);
}

#[tokio::test]
async fn the_first_statement_that_fails_is_named_with_its_place() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    let connection = connection.as_mut();
    connection
        .execute("CREATE TABLE größe (a INT PRIMARY KEY)")
        .await
        .unwrap();
    for (statements, index, place, code) in [
        // A syntax error, after characters of several bytes.
        (
            vec!["SELECT 'ü🦀'", "SELECT '日本' AS a,\n  FROM t", "SELECT 1"],
            1,
            Some("FROM"),
            "1064",
        ),
        (
            vec!["SELECT 'ü🦀'", "SELECT '日本' ASS a b", "SELECT 1"],
            1,
            Some("a"),
            "1064",
        ),
        // At its end.
        (
            vec!["SELECT 1", "SELECT (1 -- one\n", "SELECT 1"],
            1,
            Some("e"),
            "1064",
        ),
        (vec!["SELECT (1"], 0, Some("1"), "1064"),
        (
            vec![
                "SELECT 1",
                "INSERT INTO größe VALUES (1)",
                "INSERT INTO größe VALUES (1)",
            ],
            2,
            None,
            "1062",
        ),
        (vec!["SELECT 'é', nix FROM größe"], 0, Some("nix"), "1054"),
        (
            vec!["SELECT 1", "ALTER TABLE größe DROP COLUMN nix"],
            1,
            Some("nix"),
            "1091",
        ),
        (
            vec!["SELECT 1", "INSERT INTO nirgends VALUES (1)", "SELEC"],
            1,
            Some("nirgends"),
            "1146",
        ),
        (vec!["DROP TABLE nirgends"], 0, Some("nirgends"), "1051"),
        (
            vec!["SELECT 1", "SELECT 1", "SELECT nix(1)"],
            2,
            Some("nix"),
            "1305",
        ),
        (vec!["SELECT 1", "", "SELECT 1"], 1, None, "1064"),
        (
            vec![
                "SELECT 1",
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = 'né'",
            ],
            1,
            None,
            "1644",
        ),
    ] {
        connection.execute("DELETE FROM größe").await.unwrap();
        let (done, told) = batch(connection, &statements).await;
        let error = done.unwrap_err();
        assert_eq!(error.index, index, "{statements:?}: {error}");
        assert_eq!(error.error.code.as_deref(), Some(code), "{error}");
        assert_eq!(pointed(&error.error, statements[index]), place, "{error:?}");
        assert_eq!(told, (1..=index).collect::<Vec<_>>());
        assert!(!error.error.message.contains('\n'), "{error}");
        assert_eq!(error.error.kind, ErrorKind::Other);
        // Nothing is left over for the next message.
        assert_eq!(one(connection, "SELECT 7").await, number(7));
    }
}

#[tokio::test]
async fn what_answers_more_than_once_counts_once() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    database.sql("CREATE PROCEDURE p() BEGIN SELECT 1; SELECT 2 WHERE FALSE; INSERT INTO t VALUES (1), (2); END");
    database.sql("CREATE PROCEDURE q() BEGIN SELECT 1; SELECT 2; SELECT * FROM nowhere; END");
    let mut connection = connect(&database).await;
    let (done, told) = batch(
        connection.as_mut(),
        &[
            "INSERT INTO t VALUES (7)",
            "/* - */ CALL p()",
            "/*!50000 CALL p() */",
            "DELETE FROM t",
        ],
    )
    .await;
    assert_eq!(done.unwrap().changed, [1, 2, 2, 5]);
    assert_eq!(told, [1, 2, 3, 4]);
    let statements = [
        "SELECT 1",
        "SELECT 2",
        "CALL q()",
        "INSERT INTO t VALUES (1)",
    ];
    let (done, told) = batch(connection.as_mut(), &statements).await;
    assert_eq!(done.unwrap_err().index, 2);
    assert_eq!(told, [1, 2]);
    assert_eq!(connection.execute("CALL p()").await.unwrap(), 2);
    assert_eq!(
        one(connection.as_mut(), "SELECT COUNT(*) FROM t").await,
        number(2)
    );
}

#[tokio::test]
async fn a_failed_transaction_is_rolled_back_and_rolling_back_nothing_is_fine() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT PRIMARY KEY)");
    let mut connection = connect(&database).await;
    connection.rollback().await.unwrap();
    let statements = [
        "START TRANSACTION",
        "INSERT INTO t VALUES (1)",
        "INSERT INTO t VALUES (1)",
    ];
    let (done, _) = batch(connection.as_mut(), &statements).await;
    assert_eq!(done.unwrap_err().index, 2);
    connection.rollback().await.unwrap();
    connection.rollback().await.unwrap();
    assert_eq!(database.rows("SELECT a FROM t"), Vec::<Vec<String>>::new());
    let (done, _) = batch(connection.as_mut(), &statements[..2]).await;
    done.unwrap();
    assert!(database.rows("SELECT a FROM t").is_empty());
    connection.commit().await.unwrap();
    assert_eq!(database.rows("SELECT a FROM t"), [["1"]]);
}

#[tokio::test]
async fn ten_thousand_statements_go_at_once() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT PRIMARY KEY)");
    let mut connection = connect(&database).await;
    let mut statements = vec!["START TRANSACTION".to_owned()];
    statements.extend((1..10_000).map(|n| format!("INSERT INTO t VALUES ({n})")));
    let refs: Vec<&str> = statements.iter().map(String::as_str).collect();
    let (done, told) = batch(connection.as_mut(), &refs).await;
    assert_eq!(done.unwrap().changed.iter().sum::<u64>(), 9_999);
    assert_eq!(told.len(), 10_000);
    connection.rollback().await.unwrap();

    statements[7_000] = "INSERT INTO t VALUES (1)".to_owned();
    let refs: Vec<&str> = statements.iter().map(String::as_str).collect();
    let (done, told) = batch(connection.as_mut(), &refs).await;
    assert_eq!(done.unwrap_err().index, 7_000);
    assert_eq!(told.len(), 7_000);
}

#[tokio::test]
async fn what_the_server_takes_in_several_messages_only_goes_in_several() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a LONGTEXT)");
    let counter = MessageCounter::before(&database);
    let options = ConnectOptions::new(Access::Change);
    let mut connection = try_connect(&counter.url(), &options).await.unwrap();
    let most = one(connection.as_mut(), "SELECT @@max_allowed_packet").await;
    let most = usize::try_from(most.as_integer().unwrap()).unwrap();
    counter.take();

    let insert = |length: usize| format!("INSERT INTO t VALUES ('{}')", "x".repeat(length));
    let (half, whole) = (insert(most / 2), insert(most - 100));
    let (done, told) = batch(connection.as_mut(), &[&half, "SELECT 1", &half, &whole]).await;
    assert_eq!(done.unwrap().changed, [1, 0, 1, 1]);
    assert_eq!(told, [1, 2, 3, 4]);
    assert_eq!(counter.count("Query"), 3, "{counter}");

    let (done, told) = batch(connection.as_mut(), &["DELETE FROM t", &insert(most)]).await;
    let error = done.unwrap_err();
    assert_eq!((error.index, told), (1, vec![1]));
    assert!(
        error
            .error
            .message
            .contains(&format!("the server reads {most} at most")),
        "{error}"
    );
    assert!(error.error.help.unwrap().contains("max_allowed_packet"));
    assert_eq!(
        one(connection.as_mut(), "SELECT COUNT(*) FROM t").await,
        number(0)
    );
}

#[tokio::test]
async fn rows_that_nobody_asked_for_are_not_held() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    // 400 MB, were they held.
    let many = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 400) \
                SELECT REPEAT('x', 1000000) FROM n";
    let (done, _) = batch(connection.as_mut(), &[many, "SELECT 1"]).await;
    assert_eq!(done.unwrap().rows, [[number(1)]]);
    connection.execute(many).await.unwrap();
    let status = std::fs::read_to_string("/proc/self/status").unwrap();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))
        .unwrap();
    let kilobytes: u64 = peak.trim().trim_end_matches(" kB").parse().unwrap();
    assert!(kilobytes < 300_000, "{peak}");
}

#[tokio::test]
async fn messages_that_the_server_cuts_short_are_read() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    let connection = connection.as_mut();
    connection
        .execute("CREATE TABLE t (a VARCHAR(700) PRIMARY KEY) CHARACTER SET utf8mb4")
        .await
        .unwrap();
    for before in 0..4 {
        for character in ["é", "日", "ß"] {
            let long = format!("{}{}", "x".repeat(before), character.repeat(600));
            let sql = format!("SELECT 1 FORM {long}");
            let error = connection.execute(&sql).await.unwrap_err();
            assert_eq!(error.code.as_deref(), Some("1064"), "{error}");
            let error = connection
                .execute(&format!("SELECT a FROM {long}"))
                .await
                .unwrap_err();
            assert!(
                matches!(error.code.as_deref(), Some("1059" | "1103")),
                "{error}"
            );
            let insert = format!("INSERT INTO t VALUES ('{long}')");
            connection.execute(&insert).await.unwrap();
            let error = connection.execute(&insert).await.unwrap_err();
            assert_eq!(error.code.as_deref(), Some("1062"), "{error}");
            // Crabs can't stand in names.
            let signal = format!(
                "SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '{}'",
                "🦀".repeat(100)
            );
            let error = connection.execute(&signal).await.unwrap_err();
            assert_eq!(error.code.as_deref(), Some("1644"), "{error}");
        }
    }
}
