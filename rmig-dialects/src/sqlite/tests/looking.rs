//! Looking creates and changes nothing.

use miette::Diagnostic;
use rmig_engine::connection::{Access, ErrorKind};

use crate::running::rig::{Rig, two_tables};

#[tokio::test]
async fn a_file_that_is_missing_reads_as_empty_and_stays_missing() {
    let rig = Rig::new();
    let dialect = rig.dialect();
    let runner = rig.runner(dialect.as_ref());
    let mut connection = rig.connect(Access::Look).await.unwrap();
    let rows = runner.version_rows(connection.as_mut()).await.unwrap();
    assert!(rows.rows.is_empty() && !rows.table_exists && !rows.database_exists);
    let dry = runner
        .dry_run(connection.as_mut(), &two_tables())
        .await
        .unwrap();
    assert!(!dry.database_exists);
    assert_eq!(dry.report.warnings.len(), 1);
    let json = serde_json::to_value(&dry.report.steps[1]).unwrap();
    let expected = serde_json::json!({"revision": "r2", "direction": "upgrade", "section": 1,
        "version_rows_before": ["r1"], "version_rows_after": ["r2"], "statements": 2,
        "duration_ms": null});
    assert_eq!(json, expected);
    let sql: Vec<&str> = dry.units[1].sql().collect();
    assert_eq!(
        sql,
        [
            "CREATE TABLE b (id INTEGER)",
            "INSERT INTO b VALUES (1), (2)"
        ]
    );
    connection.close().await.unwrap();
    assert_eq!(std::fs::read_dir(rig.folder.path()).unwrap().count(), 0);
}

#[tokio::test]
async fn a_connection_that_looks_cannot_write() {
    let rig = Rig::new();
    rig.run(&two_tables().to(1)).await.unwrap();
    let before = std::fs::read(rig.path()).unwrap();
    let dialect = rig.dialect();
    let mut connection = rig.connect(Access::Look).await.unwrap();
    let dry = rig
        .runner(dialect.as_ref())
        .dry_run(connection.as_mut(), &two_tables())
        .await
        .unwrap();
    assert_eq!(dry.report.steps.len(), 1);
    assert!(connection.execute("CREATE TABLE x (a)").await.is_err());
    connection.close().await.unwrap();
    assert_eq!(std::fs::read(rig.path()).unwrap(), before);
}

#[tokio::test]
async fn what_a_killed_program_left_behind_is_recovered_by_looking() {
    let rig = Rig::new();
    rig.run(&two_tables()).await.unwrap();
    // A copy taken in the middle of a transaction is what a kill leaves.
    let mut connection = rig.connect(Access::Change).await.unwrap();
    connection.execute("PRAGMA cache_size = 1").await.unwrap();
    connection.begin().await.unwrap();
    connection
        .execute("CREATE TABLE junk AS SELECT hex(zeroblob(900)) AS x, 1 AS y")
        .await
        .unwrap();
    for _ in 0..8 {
        connection
            .execute("INSERT INTO junk SELECT * FROM junk")
            .await
            .unwrap();
    }
    connection
        .execute("UPDATE rmig_version SET version_num = 'r1'")
        .await
        .unwrap();
    let beside = |rig: &Rig| format!("{}-journal", rig.database.name());
    let journal = beside(&rig);
    let killed = Rig::new();
    std::fs::copy(rig.path(), killed.path()).unwrap();
    std::fs::copy(journal, beside(&killed)).unwrap();
    connection.rollback().await.unwrap();
    assert_eq!(killed.version_rows().await, ["r2"]);
    assert_eq!(killed.tables().await, ["a", "b"]);
}

#[tokio::test]
async fn a_missing_folder_is_said_so() {
    let mut rig = Rig::new();
    let folder = std::mem::replace(&mut rig.folder, tempfile::tempdir().unwrap());
    folder.close().unwrap();
    let gone = rig.path();
    let url = rmig_engine::database_url::DatabaseUrl::parse(&format!("sqlite:{}", gone.display()));
    let options = rmig_engine::connection::ConnectOptions::new(Access::Change);
    let error = rig
        .dialect()
        .connect(&url.unwrap(), &options)
        .await
        .err()
        .unwrap();
    assert_eq!(error.kind, ErrorKind::Connect);
    assert!(error.message.starts_with("there is no folder "), "{error}");
    assert_eq!(error.code().unwrap().to_string(), "cannot-open-database");
    assert!(!gone.parent().unwrap().exists());
}

#[tokio::test]
async fn a_relative_path_starts_from_the_base() {
    let rig = Rig::new();
    let url = rmig_engine::database_url::DatabaseUrl::parse("sqlite://data%20base.sqlite").unwrap();
    let mut options = rmig_engine::connection::ConnectOptions::new(Access::Change);
    options.base = Some(rig.folder.path().to_owned());
    let mut connection = rig.dialect().connect(&url, &options).await.unwrap();
    connection.execute("CREATE TABLE t (a)").await.unwrap();
    assert!(rig.folder.path().join("data base.sqlite").exists());
}

#[tokio::test]
async fn a_file_that_is_no_database_is_an_error() {
    let rig = Rig::new();
    std::fs::write(
        rig.path(),
        "This is no database, but long enough to be taken for one. ".repeat(20),
    )
    .unwrap();
    let failure = rig.run(&two_tables()).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "cannot-open-database");
}

#[tokio::test]
async fn a_path_that_cannot_be_looked_at_is_not_taken_for_missing() {
    let rig = Rig::new();
    std::fs::write(rig.path(), "").unwrap();
    // Through a file no path leads on; neither does one through a folder without permission.
    let path = rig.path().join("app.sqlite");
    let url = rmig_engine::database_url::DatabaseUrl::parse(&format!("sqlite:{}", path.display()));
    let options = rmig_engine::connection::ConnectOptions::new(Access::Look);
    let error = rig.dialect().connect(&url.unwrap(), &options).await;
    assert_eq!(error.err().unwrap().kind, ErrorKind::Connect);
}
