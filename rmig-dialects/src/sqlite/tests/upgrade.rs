//! Upgrade, downgrade, journal and errors.

use miette::Diagnostic;
use rmig_engine::runner::{RunError, RunFailure};

use crate::running::rig::{History, Rig, script, two_tables};

fn code(failure: &RunFailure) -> String {
    failure.code().unwrap().to_string()
}

#[tokio::test]
async fn up_and_down_again() {
    let rig = Rig::new();
    let history = two_tables();
    let report = rig.run(&history).await.unwrap();
    assert_eq!(rig.tables().await, ["a", "b"]);
    assert_eq!(rig.version_rows().await, ["r2"]);
    let mut json = serde_json::to_value(&report).unwrap();
    for step in json["steps"].as_array_mut().unwrap() {
        assert!(step["duration_ms"].take().is_u64());
    }
    let expected = serde_json::json!({"steps": [
        {"revision": "r1", "direction": "upgrade", "section": 1, "version_rows_before": [],
         "version_rows_after": ["r1"], "statements": 1, "duration_ms": null},
        {"revision": "r2", "direction": "upgrade", "section": 1, "version_rows_before": ["r1"],
         "version_rows_after": ["r2"], "statements": 2, "duration_ms": null},
    ], "warnings": []});
    assert_eq!(json, expected);

    assert!(rig.run(&history).await.unwrap().steps.is_empty());
    let report = rig.run(&history.to(0)).await.unwrap();
    let down: Vec<_> = report
        .steps
        .iter()
        .map(|step| step.revision.as_str())
        .collect();
    assert_eq!(down, ["r2", "r1"]);
    assert!(rig.tables().await.is_empty());
    assert!(rig.version_rows().await.is_empty());
    let journal = rig
        .query(
            "SELECT id, claim, revision, direction, section, sections, statements, \
             statements_done, outcome, rows_before, rows_after, actor, host, tool FROM rmig_journal",
        )
        .await;
    assert_eq!(
        journal,
        [
            "1|NULL|r1|upgrade|1|1|1|1|done||r1|ann|box|rmig 0.1",
            "2|NULL|r2|upgrade|1|1|2|2|done|r1|r2|ann|box|rmig 0.1",
            "3|NULL|r2|downgrade|1|1|1|1|done|r2|r1|ann|box|rmig 0.1",
            "4|NULL|r1|downgrade|1|1|1|1|done|r1||ann|box|rmig 0.1",
        ]
    );
    let stamps = rig
        .query("SELECT started_at, finished_at, checksum, script FROM rmig_journal")
        .await;
    let row: Vec<&str> = stamps[0].splitn(4, '|').collect();
    assert_eq!((row[0].len(), row[1].len(), row[2].len()), (24, 24, 67));
    assert_eq!(row[3], history.scripts[0]);
}

#[tokio::test]
async fn a_statement_that_fails_takes_its_section_with_it() {
    let rig = Rig::new();
    let mut history = two_tables();
    let bad = "CREATE TABLE c (a);\r\nINSERT INTO c VALUES ('é'), (1);\r\n  INSERT INTO c VALUES (oops, 2);";
    history.scripts.push(script(bad, ""));
    let failure = rig.run(&history.to(3)).await.unwrap_err();
    assert_eq!(failure.report.steps.len(), 2);
    assert_eq!(code(&failure), "statement-failed");
    let RunError::Statement {
        finding,
        server_code,
        ..
    } = failure.error.as_ref()
    else {
        panic!()
    };
    assert_eq!(finding.message, "no such column: oops");
    assert_eq!(server_code.as_deref(), Some("1"));
    assert_eq!(finding.location(), Some(("versions/r3.sql", 8, 25)));
    assert_eq!(rig.tables().await, ["a", "b"]);
    assert_eq!(rig.version_rows().await, ["r2"]);
    assert_eq!(rig.query("SELECT COUNT(*) FROM rmig_journal").await, ["2"]);

    history.scripts[2] = script("CREATE TABLE c (a);", "");
    assert_eq!(rig.run(&history.to(3)).await.unwrap().steps.len(), 1);
}

#[tokio::test]
async fn where_the_server_names_no_token_the_statement_is_shown() {
    let rig = Rig::new();
    let history = History::new([script(
        "CREATE TABLE a (n NOT NULL);\n INSERT INTO a VALUES (NULL);",
        "",
    )]);
    let failure = rig.run(&history).await.unwrap_err();
    let RunError::Statement { finding, .. } = failure.error.as_ref() else {
        panic!()
    };
    assert_eq!(finding.location().unwrap(), ("versions/r1.sql", 7, 2));
    let (span, _) = &finding.labels[0];
    assert_eq!(
        &history.scripts[0][span.clone()],
        "INSERT INTO a VALUES (NULL)"
    );
}

#[tokio::test]
async fn deferred_constraints_fail_at_the_commit_and_roll_back() {
    let rig = Rig::new();
    let sql = "CREATE TABLE p (id INTEGER PRIMARY KEY);\n\
               CREATE TABLE c (p REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);\n\
               INSERT INTO c VALUES (7);";
    let failure = rig.run(&History::new([script(sql, "")])).await.unwrap_err();
    assert_eq!(code(&failure), "commit-failed");
    assert!(rig.tables().await.is_empty());
    assert!(rig.version_rows().await.is_empty());
}

#[tokio::test]
async fn everything_wrong_is_told_before_anything_runs() {
    let rig = Rig::new();
    let history = History::new([
        script("CREATE TABLE a (id);", ""),
        script("COMMIT;", ""),
        script("SELECT 'never closed", ""),
        "-- rmig: upgrade\n-- rmig: downgrade irreversible\n".to_owned(),
    ]);
    let failure = rig.run(&history).await.unwrap_err();
    let RunError::Refused(findings) = failure.error.as_ref() else {
        panic!()
    };
    let codes: Vec<_> = findings.0.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["statement-not-allowed", "unterminated-sql"]);
    assert!(!rig.path().exists() || rig.tables().await.is_empty());

    let history = History::new([history.scripts[0].clone(), history.scripts[3].clone()]);
    rig.run(&history).await.unwrap();
    let failure = rig.run(&history.to(0)).await.unwrap_err();
    assert_eq!(code(&failure), "irreversible-revision");
    assert!(failure.report.steps.is_empty());
    assert_eq!(rig.version_rows().await, ["r2"]);
}

#[tokio::test]
async fn an_edited_script_is_refused_unless_only_its_layout_changed() {
    let rig = Rig::new();
    let mut history = two_tables();
    rig.run(&history.to(1)).await.unwrap();
    let plain = history.scripts[0].clone();
    history.scripts[0] = plain
        .replace('\n', "\r\n")
        .replace("TABLE a", "TABLE /* the */  a");
    rig.run(&history.to(1)).await.unwrap();
    history.scripts[0] = plain.replace("DROP TABLE a", "DROP TABLE IF EXISTS a");
    rig.run(&history.to(1)).await.unwrap();
    history.scripts[0] = plain.replace("id INTEGER", "id BIGINT");
    let failure = rig.run(&history).await.unwrap_err();
    assert_eq!(code(&failure), "edited-script");
    let RunError::Refused(findings) = failure.error.as_ref() else {
        panic!()
    };
    assert_eq!(findings.0[0].location(), Some(("versions/r1.sql", 5, 1)));
    assert_eq!(rig.version_rows().await, ["r1"]);
    // Once it is downgraded, its upgrade may change.
    history.scripts[0] = plain;
    rig.run(&history.to(0)).await.unwrap();
    history.scripts[0] = history.scripts[0].replace("id INTEGER", "id BIGINT");
    rig.run(&history).await.unwrap();
    assert_eq!(rig.version_rows().await, ["r2"]);
}

#[tokio::test]
async fn rows_that_name_no_revision_are_the_planners_to_refuse() {
    let rig = Rig::new();
    rig.run(&two_tables()).await.unwrap();
    rig.execute("UPDATE rmig_version SET version_num = 'r9'")
        .await;
    assert_eq!(
        code(&rig.run(&two_tables()).await.unwrap_err()),
        "unknown-revision"
    );
}

#[tokio::test]
async fn an_existing_version_table_is_taken_over() {
    let mut rig = Rig::new();
    rig.execute("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num))").await;
    rig.execute("INSERT INTO alembic_version VALUES ('r1')")
        .await;
    rig.options.version_table.name = "alembic_version".to_owned();
    assert_eq!(rig.run(&two_tables()).await.unwrap().steps.len(), 1);
    assert_eq!(
        rig.query("SELECT version_num FROM alembic_version").await,
        ["r2"]
    );
    assert_eq!(rig.tables().await, ["alembic_version", "b"]);
}

#[tokio::test]
async fn a_trigger_with_case_runs_as_one_statement() {
    let rig = Rig::new();
    let sql = "CREATE TABLE t (a INT, b TEXT);\n\
               CREATE TRIGGER g AFTER INSERT ON t BEGIN\n  -- rmig: downgrade\n  \
               UPDATE t SET b = CASE NEW.a WHEN 1 THEN 'one;' ELSE 'many' END WHERE a = NEW.a;\n\
               SELECT CASE 1 WHEN 1 THEN 2 END;\nEND;\n\
               INSERT INTO t (a) VALUES (1), (2);";
    let report = rig
        .run(&History::new([script(sql, "DROP TABLE t;")]))
        .await
        .unwrap();
    assert_eq!(report.steps[0].statements, 3);
    assert_eq!(
        rig.query("SELECT a, b FROM t ORDER BY a").await,
        ["1|one;", "2|many"]
    );
}
