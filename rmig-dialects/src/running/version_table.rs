//! Version tables that were there before: Alembic's.

use super::rig::{EVERYWHERE, History, Rig, SERVERS, code, help, two_tables};

/// As Alembic makes it.
const ALEMBIC: &str = "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, \
                       CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))";

fn taken_over(server: rmig_test_support::Server) -> Rig {
    let mut rig = Rig::on(server);
    rig.options.version_table.name = "alembic_version".to_owned();
    rig.database.sql(ALEMBIC);
    rig
}

async fn rows(rig: &Rig) -> Vec<String> {
    rig.query("SELECT version_num FROM alembic_version").await
}

#[tokio::test]
async fn it_goes_on_where_it_stands() {
    for server in EVERYWHERE {
        let rig = taken_over(server);
        rig.database
            .sql("CREATE TABLE a (id INTEGER); INSERT INTO alembic_version VALUES ('r1')");
        let report = rig.run(&two_tables()).await.unwrap();
        assert_eq!(report.steps.len(), 1, "{server}");
        assert_eq!(rows(&rig).await, ["r2"], "{server}");
        rig.run(&two_tables().to(0)).await.unwrap();
        assert!(rows(&rig).await.is_empty(), "{server}");
        assert_eq!(rig.tables().await, ["alembic_version"], "{server}");
    }
}

#[tokio::test]
async fn an_id_that_does_not_fit_is_refused_before_anything_runs() {
    for server in SERVERS {
        let rig = taken_over(server);
        let mut history = two_tables();
        history.names = vec!["r1".to_owned(), "x".repeat(33)];
        let before = rig.text();
        let failure = rig.run(&history).await.unwrap_err();
        assert_eq!(
            code(&failure),
            "version-column-too-narrow",
            "{server}: {failure}"
        );
        let text = failure.to_string();
        assert!(
            text.contains("33 characters") && text.contains("32"),
            "{text}"
        );
        assert!(help(&failure).contains("ALTER TABLE"), "{}", help(&failure));
        rig.assert_lock_is_free().await;
        assert_eq!(rig.text(), before, "{server}");
        // What fits runs.
        history.names[1] = "x".repeat(32);
        rig.run(&history).await.unwrap();
        assert_eq!(rows(&rig).await, ["x".repeat(32)], "{server}");
    }
}

#[tokio::test]
async fn sqlite_has_no_width() {
    let rig = taken_over(rmig_test_support::Server::Sqlite);
    let mut history: History = two_tables();
    history.names = vec!["r1".to_owned(), "x".repeat(33)];
    rig.run(&history).await.unwrap();
    assert_eq!(rows(&rig).await, ["x".repeat(33)]);
}
