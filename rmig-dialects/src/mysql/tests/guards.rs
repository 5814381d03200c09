//! The guard fails where its condition doesn't hold, here and in the client.

use rmig_engine::dialect::Dialect as _;

use super::rig::{ScratchDatabase, batch, connect, number, one};
use crate::mysql::MysqlDialect;

const MESSAGE: &str = "the version rows aren't what the plan began with";

#[tokio::test]
async fn a_guard_fails_unless_its_condition_holds() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE v (version_num VARCHAR(9)); INSERT INTO v VALUES ('a'), ('b')");
    let mut connection = connect(&database).await;
    let count = "(SELECT COUNT(*) FROM v)";
    for (condition, holds) in [
        ("TRUE", true),
        ("FALSE", false),
        ("NULL", false),
        (&*format!("{count} = 2"), true),
        (&format!("{count} = 3"), false),
        (
            &format!("{count} = 2 AND (SELECT MAX(version_num) FROM v) = 'b'"),
            true,
        ),
        (
            &format!("{count} = 2 AND (SELECT MAX(version_num) FROM v) = 'c'"),
            false,
        ),
        ("(SELECT MAX(version_num) FROM v WHERE FALSE) = 'b'", false),
        (
            "NOT EXISTS (SELECT 1 FROM v WHERE version_num NOT IN ('a', 'b'))",
            true,
        ),
        (
            "NOT EXISTS (SELECT 1 FROM v WHERE version_num NOT IN ('a'))",
            false,
        ),
        (&format!("{count} = 2 OR {count} = 1 / 0"), true),
    ] {
        let guard = MysqlDialect::mysql().guard(condition, MESSAGE);
        assert!(!guard.contains([';', '\n']));
        for mode in [
            "",
            "ANSI,TRADITIONAL",
            "ORACLE",
            "NO_UNSIGNED_SUBTRACTION,NO_BACKSLASH_ESCAPES",
        ] {
            let mode = format!("SET SESSION sql_mode = '{mode}'");
            let statements = [&*mode, "START TRANSACTION", &guard, "SELECT 1"];
            let (done, _) = batch(connection.as_mut(), &statements).await;
            match done {
                Ok(_) => assert!(holds, "{condition} {mode}"),
                Err(error) => {
                    assert!(!holds, "{condition} {mode}: {error}");
                    assert_eq!(error.index, 2, "{error}");
                    assert_eq!(error.error.message, MESSAGE);
                }
            }
            connection.rollback().await.unwrap();
        }
        let fed = database.feed(&format!("{guard};\n"));
        assert_eq!(fed.status.success(), holds, "{condition}: {fed:?}");
        assert!(fed.stdout.is_empty(), "{fed:?}");
        let told = String::from_utf8_lossy(&fed.stderr).contains("version rows aren");
        assert_eq!(told, !holds, "{condition}: {fed:?}");
    }
}

#[tokio::test]
async fn a_guard_behind_the_lock_sees_what_others_committed_while_it_waited() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE v (version_num VARCHAR(9) PRIMARY KEY); INSERT INTO v VALUES ('a')");
    let dialect = MysqlDialect::mysql();
    let lock = dialect.lock_rows("v").unwrap();
    let condition = "(SELECT COUNT(*) FROM v WHERE version_num IN ('a')) = 1";
    let guard = dialect.guard(condition, MESSAGE);
    let unit = |new| {
        [
            dialect.begin().to_owned(),
            lock.clone(),
            guard.clone(),
            format!("UPDATE v SET version_num = '{new}' WHERE version_num = 'a'"),
        ]
    };
    let (first, second) = (unit("b"), unit("c"));
    let mut one_runner = connect(&database).await;
    let mut other = connect(&database).await;
    let first: Vec<&str> = first.iter().map(String::as_str).collect();
    let second: Vec<&str> = second.iter().map(String::as_str).collect();
    batch(one_runner.as_mut(), &first).await.0.unwrap();
    let ((done, _), ()) = tokio::join!(batch(other.as_mut(), &second), async {
        tokio::time::sleep(std::time::Duration::from_millis(300)).await;
        one_runner.commit().await.unwrap();
    });
    let error = done.unwrap_err();
    assert_eq!((error.index, &*error.error.message), (2, MESSAGE));
    other.rollback().await.unwrap();
    assert_eq!(database.rows("SELECT * FROM v"), [["b"]]);
}

#[tokio::test]
async fn the_time_of_day_is_in_utc_with_milliseconds() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    connection
        .execute("SET time_zone = '+05:00'")
        .await
        .unwrap();
    let now = MysqlDialect::mysql().now();
    let text = one(connection.as_mut(), &format!("SELECT {now}")).await;
    let text = text.as_text().unwrap();
    let time: jiff::Timestamp = text.parse().unwrap();
    assert_eq!(text.len(), "2026-11-22T15:04:05.123Z".len(), "{text}");
    assert!(
        time.duration_until(jiff::Timestamp::now()).abs().as_secs() < 60,
        "{text}"
    );
}

#[tokio::test]
async fn our_tables_keep_what_is_put_into_them() {
    let database = ScratchDatabase::mysql();
    database.sql("ALTER DATABASE CHARACTER SET latin1");
    let dialect = MysqlDialect::mysql();
    let mut connection = connect(&database).await;
    let create = format!(
        "CREATE TABLE j (id {}, v VARCHAR(255) NOT NULL, s {}, CONSTRAINT k UNIQUE (v)){}",
        dialect.identity_column(),
        dialect.long_text(),
        dialect.table_options()
    );
    connection.execute(&create).await.unwrap();
    let long = "日".repeat(100_000);
    for text in [
        "it's \\ a \"q\" \\' `b` \n\r\t%_",
        "🦀 é",
        "Case",
        "case",
        "trailing ",
        long.as_str(),
    ] {
        let quoted = dialect.quote_text(text);
        let key: String = text.chars().take(20).collect();
        let insert = format!(
            "INSERT INTO j (v, s) VALUES ({}, {quoted})",
            dialect.quote_text(&key)
        );
        connection.execute(&insert).await.unwrap();
        let found = format!("SELECT s FROM j WHERE s = {quoted}");
        let found = one(connection.as_mut(), &found).await;
        assert_eq!(found.as_text(), Some(text));
    }
    let count = "SELECT MAX(id) FROM j";
    assert_eq!(one(connection.as_mut(), count).await, number(6));
}
