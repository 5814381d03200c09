//! What a script could do behind the runner's back.

use miette::Diagnostic;
use rmig_engine::runner::RunError;

use crate::running::rig::{History, Rig, script};

/// The code and the marked text of every finding.
async fn findings(sql: &str) -> Vec<(&'static str, String)> {
    let rig = Rig::new();
    let history = History::new([script(sql, "")]);
    let failure = rig.run(&history).await.unwrap_err();
    assert!(!rig.path().exists() || rig.tables().await.is_empty());
    let RunError::Refused(findings) = failure.error.as_ref() else {
        panic!("{failure}")
    };
    let marked = |span: &std::ops::Range<usize>| history.scripts[0][span.clone()].to_owned();
    findings
        .0
        .iter()
        .map(|finding| (finding.code, marked(&finding.labels[0].0)))
        .collect()
}

#[tokio::test]
async fn parameters_are_refused_instead_of_being_null() {
    for name in [":name", "?", "?1", "@a", "$a", "$a::b"] {
        let sql = format!("CREATE TABLE t (a);\nINSERT INTO t VALUES (1, {name}, ':no ?');");
        let (code, marked) = findings(&sql).await.remove(0);
        assert_eq!(code, "statement-not-allowed");
        assert!(name.starts_with(&marked), "{marked}");
    }
    // SQLite reads `$a(')` as one parameter, which would leave the `COMMIT` in the open.
    let hidden = "CREATE TABLE t (a);\nSELECT $a('); COMMIT; SELECT $b(');\nSELECT nope;";
    assert_eq!(findings(hidden).await[0].1, "$a");
}

#[tokio::test]
async fn a_journal_mode_that_cannot_roll_back_is_refused() {
    let rig = Rig::new();
    let text =
        "-- rmig: upgrade transaction=none\nPRAGMA journal_mode = OFF;\n-- rmig: downgrade\n";
    let failure = rig.run(&History::new([text])).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "statement-not-allowed");
}

#[tokio::test]
async fn what_a_script_sets_holds_for_its_section() {
    let rig = Rig::new();
    let text = "-- rmig: upgrade transaction=none\nPRAGMA ignore_check_constraints = ON;\n\
                PRAGMA synchronous = OFF;\nPRAGMA recursive_triggers = ON;\n\
                -- rmig: upgrade\nCREATE TABLE t (a CHECK (a > 0));\nCREATE TABLE seen AS \
                SELECT synchronous, recursive_triggers FROM pragma_synchronous, \
                pragma_recursive_triggers;\n\
                -- rmig: upgrade\nINSERT INTO t VALUES (-1);\n-- rmig: downgrade\n";
    let failure = rig.run(&History::new([text])).await.unwrap_err();
    assert!(
        failure.to_string().starts_with("CHECK constraint failed"),
        "{failure}"
    );
    assert_eq!(rig.query("SELECT * FROM seen").await, ["2|0"]);
}
