//! Statements that the dialect writes, on the server and in psql.

use rmig_engine::{connection::Value, dialect::Dialect as _};

use super::rig::*;
use crate::postgres::PostgresDialect;

#[tokio::test]
async fn a_guard_fails_with_its_message_unless_the_condition_holds() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE TABLE v (num TEXT)");
    let mut connection = connect(&database).await;
    let message = "needs '100%' of $rmig$ \\ and ü";
    for (condition, holds) in [
        ("(SELECT count(*) FROM v) = 0", true),
        ("(SELECT count(*) FROM v) = 1 OR '$rmig$' = 'é'", false),
        ("NULL", false),
        (
            "true AND NOT EXISTS (SELECT 1 FROM v WHERE num = '$_rmig$')",
            true,
        ),
    ] {
        let guard = PostgresDialect.guard(condition, message);
        assert!(!guard.contains('\n'), "{guard}");
        let ran = connection.execute(&guard).await;
        assert_eq!(ran.is_ok(), holds, "{guard}");
        if let Err(error) = ran {
            assert_eq!((error.message.as_str(), error.help), (message, None));
        }
        let fed = database.feed(&format!("{guard};\nSELECT 'end';\n"));
        assert_eq!(fed.status.success(), holds, "{fed:?}");
        let (out, told) = (
            String::from_utf8_lossy(&fed.stdout),
            String::from_utf8_lossy(&fed.stderr),
        );
        assert_eq!(
            (out.contains("end"), told.contains(message)),
            (holds, !holds),
            "{fed:?}"
        );
    }
}

#[test]
fn a_script_for_psql_stops_at_the_first_error_whatever_psqlrc_says() {
    let database = ScratchDatabase::postgres();
    let mut script = "\\set ON_ERROR_STOP off\n\\set ON_ERROR_ROLLBACK on\n\\set AUTOCOMMIT off\n\
                      \\encoding LATIN1\n\\set SINGLELINE on\n"
        .to_owned();
    for directive in PostgresDialect.client_directives() {
        script.push_str(&format!("{directive}\n"));
    }
    for statement in PostgresDialect.session_profile() {
        script.push_str(&format!("{statement};\n"));
    }
    script.push_str("CREATE TABLE a\n(x TEXT);\nINSERT INTO a VALUES ('é');\nSELECT wrong;\nCREATE TABLE b (x INT);\n");
    let fed = database.feed(&script);
    assert!(!fed.status.success(), "{fed:?}");
    assert_eq!(
        database.rows("SELECT x, to_regclass('b') FROM a"),
        [["é", "NULL"]]
    );
}

#[tokio::test]
async fn texts_and_names_are_what_they_were_whatever_a_script_sets() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    for conforming in ["on", "off"] {
        let set = format!("SET standard_conforming_strings = {conforming}");
        connection.execute(&set).await.unwrap();
        for given in ["it's", "\\'; DROP TABLE t; --", "C:\\new\\\\x", "", "ü\n$1"] {
            let sql = format!("SELECT {}", PostgresDialect.quote_text(given));
            assert_eq!(text(connection.as_mut(), &sql).await, given);
        }
    }
    let name = "a \"b\" \\ Ü";
    let quoted = PostgresDialect.quote_identifier(name);
    connection
        .execute(&format!("CREATE TABLE {quoted} (a INT)"))
        .await
        .unwrap();
    assert!(connection.table_exists(None, name).await.unwrap());
}

#[tokio::test]
async fn the_time_is_written_like_a_timestamp() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect(&database).await;
    let now = text(
        connection.as_mut(),
        &format!("SELECT {}", PostgresDialect.now()),
    )
    .await;
    let then: jiff::Timestamp = now.parse().unwrap();
    let apart = jiff::Timestamp::now().duration_since(then);
    assert!(apart.abs().as_secs() < 60, "{now}");
    assert_eq!((now.len(), now.ends_with('Z')), (24, true), "{now}");
}

#[tokio::test]
async fn locked_rows_are_read_and_not_changed_by_others() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE TABLE v (num TEXT)");
    let mut connection = connect(&database).await;
    let lock = PostgresDialect.lock_rows("v").unwrap();
    connection
        .run_batch(&["BEGIN", &lock], None, &mut |_| ())
        .await
        .unwrap();
    assert_eq!(database.rows("SELECT count(*) FROM v"), [["0"]]);
    let change = "SET lock_timeout = '50ms'; INSERT INTO v VALUES ('a')";
    assert!(database.try_sql(change).is_err());
    connection.rollback().await.unwrap();
    database.sql(change);
    assert_eq!(
        one(connection.as_mut(), "SELECT count(*) FROM v").await,
        Value::Integer(1)
    );
}
