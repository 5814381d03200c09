//! What a session looks like, whatever the role or a script says.

use std::time::Duration;

use rmig_engine::connection::{Access, ConnectOptions, Connection, ErrorKind};

use super::rig::*;

/// All settings, and what else a script may leave behind.
async fn state(connection: &mut dyn Connection) -> Vec<Vec<rmig_engine::connection::Value>> {
    let sql = "SELECT name, setting FROM pg_settings WHERE name NOT LIKE 'rmig.%' \
               UNION ALL SELECT 'user', current_user::text || session_user \
               UNION ALL SELECT 'temporary', count(*)::text FROM pg_class WHERE relpersistence = 't' \
               AND relnamespace = pg_my_temp_schema() \
               UNION ALL SELECT 'cursor', name FROM pg_cursors WHERE is_holdable ORDER BY 1";
    connection.query(sql).await.unwrap()
}

#[tokio::test]
async fn nothing_that_a_script_sets_outlives_its_section() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "");
    let mut connection = connect(&database).await;
    let fresh = state(connection.as_mut()).await;
    connection.try_lock("rmig").await.unwrap();
    let script = [
        "SELECT set_config('search_path', '', false)",
        "SET standard_conforming_strings = off",
        "SET check_function_bodies = off",
        "SET row_security = off",
        "SET client_encoding = 'LATIN1'",
        "SET TimeZone = 'Asia/Tokyo'",
        "SET DateStyle = 'German'",
        "SET IntervalStyle = 'iso_8601'",
        "SET session_replication_role = replica",
        "SET default_tablespace = ''",
        "SET lock_timeout = '1ms'",
        "SET statement_timeout = '1h'",
        "SET default_transaction_isolation = 'serializable'",
        "SET default_transaction_read_only = on",
        "SET synchronous_commit = off",
        "CREATE TEMPORARY TABLE pg_temp.rmig_version (a INT)",
        "DECLARE c CURSOR WITH HOLD FOR SELECT 1",
    ];
    connection
        .run_batch(&script, None, &mut |_| ())
        .await
        .unwrap();
    connection
        .execute(&format!("SET SESSION AUTHORIZATION {}", role.name))
        .await
        .unwrap();
    assert_ne!(state(connection.as_mut()).await, fresh);
    connection.reset_session().await.unwrap();
    assert_eq!(state(connection.as_mut()).await, fresh);
    let locks =
        "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid()";
    assert_eq!(one(connection.as_mut(), locks).await.as_integer(), Some(1));
}

#[tokio::test]
async fn a_role_s_own_settings_change_no_script() {
    let database = ScratchDatabase::postgres();
    let role = Role::new(&database, "");
    for setting in [
        "TimeZone = 'Asia/Tokyo'",
        "DateStyle = 'German'",
        "standard_conforming_strings = off",
        "statement_timeout = '1min'",
        "idle_session_timeout = '1min'",
        "search_path = 'own, public'",
        "default_transaction_isolation = 'serializable'",
        "bytea_output = 'escape'",
    ] {
        database.sql(&format!("ALTER ROLE {} SET {setting}", role.name));
    }
    database.sql("CREATE SCHEMA own");
    let url = format!("{}?application_name=mine", role.url());
    let mut connection = try_connect(&url, &ConnectOptions::new(Access::Change))
        .await
        .unwrap();
    for (setting, value) in [
        ("TimeZone", "UTC"),
        ("DateStyle", "ISO, MDY"),
        ("standard_conforming_strings", "on"),
        ("statement_timeout", "0"),
        ("idle_session_timeout", "0"),
        ("lock_timeout", "5s"),
        ("default_transaction_isolation", "read committed"),
        ("bytea_output", "hex"),
        ("application_name", "mine"),
        // Which tables are meant is the role's own affair.
        ("search_path", "\"own, public\""),
    ] {
        assert_eq!(
            text(connection.as_mut(), &format!("SHOW {setting}")).await,
            value,
            "{setting}"
        );
    }
}

#[tokio::test]
async fn names_lead_where_the_session_s_path_leads() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE SCHEMA \"Own\"; CREATE TABLE \"Own\".\"T\" (a INT); CREATE VIEW \"Own\".v AS SELECT 1");
    let url = database
        .address()
        .with_parameter("options", "-c search_path=\"Own\"")
        .url();
    let mut connection = try_connect(&url, &ConnectOptions::new(Access::Change))
        .await
        .unwrap();
    assert_eq!(
        connection.default_schema().await.unwrap().as_deref(),
        Some("Own")
    );
    for (schema, name, there) in [
        (None, "T", true),
        (None, "t", false),
        (None, "v", false),
        (Some("Own"), "T", true),
        (Some("own"), "T", false),
        (Some("public"), "T", false),
    ] {
        assert_eq!(
            connection.table_exists(schema, name).await.unwrap(),
            there,
            "{schema:?} {name}"
        );
    }
    // Found where it is, also when a new one would be created elsewhere.
    for (table, schema) in [("T", "Own"), ("v", "other"), ("u", "other")] {
        connection
            .execute("CREATE SCHEMA IF NOT EXISTS other; SET search_path = other, \"Own\"")
            .await
            .unwrap();
        let found = connection.schema_of(table).await.unwrap();
        assert_eq!(found.as_deref(), Some(schema), "{table}");
    }
    connection.execute("SET search_path = ''").await.unwrap();
    assert_eq!(connection.default_schema().await.unwrap(), None);
    connection.reset_session().await.unwrap();
    assert!(connection.table_exists(None, "T").await.unwrap());
    connection
        .execute("CREATE TEMPORARY TABLE other (a INT)")
        .await
        .unwrap();
    assert!(!connection.table_exists(None, "other").await.unwrap());
}

#[tokio::test]
async fn who_looks_can_t_change() {
    let database = ScratchDatabase::postgres();
    let mut connection = connect_with(&database, &ConnectOptions::new(Access::Look)).await;
    for sql in [
        "CREATE TABLE t (a INT)",
        "DO $$BEGIN CREATE TABLE t (a INT); END$$",
    ] {
        let error = connection.execute(sql).await.unwrap_err();
        assert_eq!(error.code.as_deref(), Some("25006"), "{error}");
    }
    connection.reset_session().await.unwrap();
    assert!(connection.execute("CREATE TABLE t (a INT)").await.is_err());
    assert_eq!(connection.dialect(), "postgresql");
    assert!(connection.database_exists());
}

#[tokio::test]
async fn time_outs_are_those_of_the_options() {
    let database = ScratchDatabase::postgres();
    let options = ConnectOptions {
        lock_timeout: Duration::ZERO,
        statement_timeout: Some(Duration::from_secs(u64::MAX)),
        ..ConnectOptions::new(Access::Change)
    };
    let mut connection = connect_with(&database, &options).await;
    assert_eq!(text(connection.as_mut(), "SHOW lock_timeout").await, "1ms");
    assert_eq!(
        text(connection.as_mut(), "SHOW statement_timeout").await,
        "2147483647ms"
    );
    let error = connection.suspend_foreign_keys().await.unwrap_err();
    assert_eq!(error.kind, ErrorKind::Other);
}
