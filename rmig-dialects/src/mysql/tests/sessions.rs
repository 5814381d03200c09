//! What a session is set to, whatever a script or the server's settings say.

use std::time::Duration;

use rmig_engine::{
    connection::{Access, ConnectOptions, Connection, ErrorKind},
    dialect::Dialect as _,
};

use super::rig::{ScratchDatabase, connect, connect_with, one, text, try_connect};
use crate::mysql::MysqlDialect;

const SETTINGS: &str = "SELECT CONCAT_WS('|', @@sql_mode, @@time_zone, @@character_set_client, \
                        @@character_set_connection, @@character_set_results, \
                        @@foreign_key_checks, @@unique_checks, @@check_constraint_checks, \
                        @@autocommit, @@completion_type, @@tx_isolation, @@tx_read_only, \
                        @@sql_safe_updates, @@sql_select_limit, @@group_concat_max_len, \
                        @@lock_wait_timeout, @@innodb_lock_wait_timeout, @@max_statement_time, \
                        @@lc_time_names, @@sql_quote_show_create, @@sql_auto_is_null, DATABASE())";

#[tokio::test]
async fn what_a_script_sets_doesn_t_outlive_a_reset() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let mut connection = connect(&database).await;
    let pinned = one(connection.as_mut(), SETTINGS).await;
    assert_eq!(
        pinned,
        text(&format!(
            "STRICT_TRANS_TABLES,ERROR_FOR_DIVISION_BY_ZERO,NO_AUTO_CREATE_USER,\
             NO_ENGINE_SUBSTITUTION|+00:00|utf8mb4|utf8mb4|utf8mb4|ON|ON|ON|ON|NO_CHAIN|\
             REPEATABLE-READ|OFF|OFF|18446744073709551615|1048576|5|5|0.000000|en_US|ON|OFF|{}",
            database.name()
        ))
    );
    for sql in [
        "SET NAMES latin1",
        "SET SESSION sql_mode = 'ANSI,NO_BACKSLASH_ESCAPES', time_zone = '+05:00', \
         foreign_key_checks = 0, unique_checks = 0, check_constraint_checks = 0, autocommit = 0, \
         completion_type = 2, sql_safe_updates = 1, sql_select_limit = 7, \
         group_concat_max_len = 4, lock_wait_timeout = 1, innodb_lock_wait_timeout = 1, \
         max_statement_time = 100, lc_time_names = 'de_DE', sql_quote_show_create = 0, \
         sql_auto_is_null = 1",
        "SET SESSION TRANSACTION ISOLATION LEVEL READ UNCOMMITTED, READ ONLY",
        "LOCK TABLES t READ",
        "USE mysql",
    ] {
        connection.execute(sql).await.unwrap();
    }
    assert_ne!(one(connection.as_mut(), SETTINGS).await, pinned);
    connection.reset_session().await.unwrap();
    assert_eq!(one(connection.as_mut(), SETTINGS).await, pinned);
    connection
        .execute("INSERT INTO t VALUES (1)")
        .await
        .unwrap();
    // Though completion_type says to hang up.
    connection
        .execute("SET SESSION completion_type = 2")
        .await
        .unwrap();
    connection.begin().await.unwrap();
    connection.commit().await.unwrap();
    connection.rollback().await.unwrap();
    connection.reset_session().await.unwrap();
}

#[tokio::test]
async fn the_time_outs_asked_for_hold_also_after_a_reset() {
    let database = ScratchDatabase::mysql();
    let mut options = ConnectOptions::new(Access::Change);
    options.lock_timeout = Duration::from_millis(2_001);
    options.statement_timeout = Some(Duration::from_millis(1_500));
    let mut connection = connect_with(&database, &options).await;
    let question = "SELECT CONCAT_WS(' ', @@lock_wait_timeout, @@innodb_lock_wait_timeout, \
                    @@max_statement_time)";
    for _ in 0..2 {
        assert_eq!(
            one(connection.as_mut(), question).await,
            text("3 3 1.500000")
        );
        connection.reset_session().await.unwrap();
    }
}

#[tokio::test]
async fn who_only_looks_can_t_write() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE t (a INT)");
    let options = ConnectOptions::new(Access::Look);
    let mut connection = connect_with(&database, &options).await;
    for _ in 0..2 {
        for sql in [
            "INSERT INTO t VALUES (1)",
            "CREATE TABLE u (a INT)",
            "DROP TABLE t",
            "TRUNCATE t",
        ] {
            let error = connection.execute(sql).await.unwrap_err();
            assert_eq!(
                (error.kind, error.code.as_deref()),
                (ErrorKind::Other, Some("1792")),
                "{sql}"
            );
            assert!(error.help.is_some());
        }
        assert!(connection.table_exists(None, "t").await.unwrap());
        connection.reset_session().await.unwrap();
    }
    assert_eq!(database.rows("SELECT COUNT(*) FROM t"), [["0"]]);
}

#[tokio::test]
async fn the_profile_is_the_one_of_offline_scripts() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    assert_eq!(connection.dialect(), "mariadb");
    assert!(connection.database_exists());
    let script = MysqlDialect::mariadb().session_profile().join(";\n");
    let fed = database.feed(&format!("{script};\n{SETTINGS};\n"));
    assert!(fed.status.success(), "{fed:?}");
    let told = String::from_utf8(fed.stdout).unwrap();
    let line = told.lines().last().unwrap();
    let pinned = one(connection.as_mut(), SETTINGS).await;
    // But for the time-outs, which are options.
    let without = |line: &str| -> Vec<String> {
        let parts = line.split('|').enumerate();
        parts
            .filter(|(at, _)| !(15..18).contains(at))
            .map(|(_, part)| part.to_owned())
            .collect()
    };
    assert_eq!(without(line), without(pinned.as_text().unwrap()));
}

#[tokio::test]
async fn what_a_url_says_of_the_session_changes_nothing() {
    let database = ScratchDatabase::mysql();
    let mut plain = connect(&database).await;
    let address = database
        .address()
        .with_parameter("charset", "latin1")
        .with_parameter("collation", "latin1_bin")
        .with_parameter("timezone", "+05:00");
    let options = ConnectOptions::new(Access::Change);
    let mut told = try_connect(&address.url(), &options).await.unwrap();
    assert_eq!(
        one(told.as_mut(), SETTINGS).await,
        one(plain.as_mut(), SETTINGS).await
    );
}

#[tokio::test]
async fn tables_are_found_where_the_connection_began() {
    let database = ScratchDatabase::mysql();
    database.sql("CREATE TABLE `a ``b` (a INT)");
    let mut connection = connect(&database).await;
    let mut found = Vec::new();
    connection.execute("USE information_schema").await.unwrap();
    let schema = connection.default_schema().await.unwrap();
    assert_eq!(schema, Some(database.name()));
    for (schema, name) in [
        (None, "a `b"),
        (Some(database.name()), "a `b"),
        (None, "a"),
        (Some("mysql".to_owned()), "a `b"),
        (Some("no such".to_owned()), "a `b"),
    ] {
        found.push(
            connection
                .table_exists(schema.as_deref(), name)
                .await
                .unwrap(),
        );
    }
    assert_eq!(found, [true, true, false, false, false]);
}

#[tokio::test]
async fn foreign_keys_can_t_be_switched_off_for_a_section() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    let connection: &mut dyn Connection = connection.as_mut();
    let errors = [
        connection.suspend_foreign_keys().await.unwrap_err(),
        connection.resume_foreign_keys().await.unwrap_err(),
        connection.foreign_key_violations().await.unwrap_err(),
    ];
    for error in errors {
        assert!(error.message.contains("foreign_keys=off"), "{error}");
        assert!(error.help.is_some());
    }
}

#[tokio::test]
async fn names_and_texts_of_ours_are_read_as_they_are_written_after_any_script() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    let restore = MysqlDialect::mysql().restore_names().unwrap();
    let statements = [
        "SET NAMES latin1, SESSION completion_type = 2",
        restore,
        "SELECT 'né 🦀'",
    ];
    let (done, _) = super::rig::batch(connection.as_mut(), &statements).await;
    assert_eq!(done.unwrap().rows, [[text("né 🦀")]]);
    connection.execute("COMMIT").await.unwrap();
    connection.execute("SELECT 1").await.unwrap();
}
