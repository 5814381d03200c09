//! Stamp and the version table.

use rmig_engine::{
    connection::{Access, Cancellation},
    runner::{PlanError, PlannedStamp, RunReport, Silent, StampPlanner},
};

use crate::running::rig::{History, Rig, script, two_tables};

/// Goes to one row, or to none.
struct To(Option<&'static str>);

impl StampPlanner for To {
    fn stamp(&self, rows: &[String]) -> Result<Vec<PlannedStamp>, PlanError> {
        let rows_after: Vec<String> = self.0.iter().map(|row| (*row).to_owned()).collect();
        if rows == rows_after {
            return Ok(Vec::new());
        }
        let revision = self.0.map(str::to_owned);
        Ok(vec![PlannedStamp {
            revision,
            rows_before: rows.to_vec(),
            rows_after,
        }])
    }
}

async fn stamp(rig: &Rig, to: Option<&'static str>, purge: bool) -> RunReport {
    let dialect = rig.dialect();
    let mut connection = rig.connect(Access::Change).await.unwrap();
    rig.runner(dialect.as_ref())
        .stamp(
            connection.as_mut(),
            &To(to),
            purge,
            &mut Silent,
            &Cancellation::default(),
        )
        .await
        .unwrap()
}

#[tokio::test]
async fn rows_are_set_and_journalled() {
    let rig = Rig::new();
    let report = stamp(&rig, Some("r1"), false).await;
    let json = serde_json::to_value(&report).unwrap();
    assert_eq!(json["steps"][0]["direction"], "stamp");
    assert_eq!(json["steps"][0]["revision"], "r1");
    assert_eq!(
        json["steps"][0]["version_rows_after"],
        serde_json::json!(["r1"])
    );
    assert_eq!(rig.version_rows().await, ["r1"]);
    assert!(stamp(&rig, Some("r1"), false).await.steps.is_empty());
    let journal = rig
        .query("SELECT revision, direction, outcome, rows_before, rows_after FROM rmig_journal")
        .await;
    assert_eq!(journal, ["r1|stamp|done||r1"]);
    assert_eq!(
        rig.run(&two_tables()).await.unwrap().steps[0].revision,
        "r2"
    );
}

#[tokio::test]
async fn stamping_an_empty_database_to_base_creates_no_tables() {
    let rig = Rig::new();
    assert!(stamp(&rig, None, false).await.steps.is_empty());
    assert!(rig.query("SELECT name FROM sqlite_master").await.is_empty());
}

#[tokio::test]
async fn purge_needs_not_know_the_rows() {
    let rig = Rig::new();
    rig.run(&two_tables()).await.unwrap();
    rig.execute("INSERT INTO rmig_version VALUES ('nobody knows')")
        .await;
    let report = stamp(&rig, Some("r1"), true).await;
    assert_eq!(report.steps[0].version_rows_before, ["nobody knows", "r2"]);
    assert_eq!(rig.version_rows().await, ["r1"]);
    let report = stamp(&rig, None, true).await;
    assert_eq!(
        (report.steps.len(), report.steps[0].revision.as_str()),
        (1, "base")
    );
    assert!(rig.version_rows().await.is_empty());
}

#[tokio::test]
async fn a_stamp_settles_an_unfinished_revision() {
    let rig = Rig::new();
    let text = "-- rmig: upgrade transaction=none\nCREATE TABLE a (x);\nCREATE TABLE a (x);\n-- rmig: downgrade\n";
    let history = History::new([text.to_owned(), script("CREATE TABLE b (x);", "")]);
    rig.run(&history).await.unwrap_err();
    rig.execute("UPDATE rmig_journal SET outcome = 'started', claim = 1")
        .await;
    stamp(&rig, Some("r1"), false).await;
    assert_eq!(
        rig.query("SELECT claim, outcome FROM rmig_journal").await,
        ["NULL|failed", "NULL|done"]
    );
    assert_eq!(rig.run(&history).await.unwrap().steps[0].revision, "r2");
}

#[tokio::test]
async fn the_version_table_has_its_primary_key() {
    let mut rig = Rig::new();
    rig.options.version_table.name = "Versions".to_owned();
    let dialect = rig.dialect();
    let mut connection = rig.connect(Access::Change).await.unwrap();
    let runner = rig.runner(dialect.as_ref());
    assert!(runner.ensure_version(connection.as_mut()).await.unwrap());
    assert!(!runner.ensure_version(connection.as_mut()).await.unwrap());
    let sql = rig
        .query("SELECT sql FROM sqlite_master WHERE name = 'Versions'")
        .await;
    assert!(
        sql[0]
            .contains("version_num VARCHAR(255) NOT NULL, CONSTRAINT \"Versions_pkc\" PRIMARY KEY"),
        "{sql:?}"
    );
}

#[tokio::test]
async fn purge_leaves_every_row_once() {
    let rig = Rig::new();
    rig.execute("CREATE TABLE rmig_version (version_num TEXT)")
        .await;
    rig.execute("INSERT INTO rmig_version VALUES ('r1'), ('r1'), (NULL)")
        .await;
    stamp(&rig, Some("r1"), true).await;
    assert_eq!(rig.version_rows().await, ["r1"]);
}
