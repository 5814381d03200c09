//! Which sections run, and what they are refused for.

use rmig_engine::runner::RunError;

use crate::running::rig::{History, Rig};

async fn tables_after(rig: &Rig, text: &str) -> Vec<String> {
    rig.run(&History::new([text])).await.unwrap();
    rig.tables().await
}

#[tokio::test]
async fn the_more_special_sections_run() {
    let text = "-- rmig: upgrade\nCREATE TABLE common (a);\n\
        -- rmig: upgrade dialect=sqlite\nCREATE TABLE lite (a);\n\
        -- rmig: upgrade dialect=postgres\nCREATE FUNCTION f() AS $$ it's; $$;\n\
        -- rmig: upgrade dialect=sqlite\nCREATE TABLE lite2 (a);\n-- rmig: downgrade\n";
    assert_eq!(tables_after(&Rig::new(), text).await, ["lite", "lite2"]);
    let text = "-- rmig: upgrade\nCREATE TABLE common (a);\n\
        -- rmig: upgrade dialect=mysql\nCREATE TABLE my (a);\n-- rmig: downgrade\n";
    assert_eq!(tables_after(&Rig::new(), text).await, ["common"]);
}

#[tokio::test]
async fn sections_for_other_databases_do_not_run() {
    let text = "-- rmig: upgrade database=main\nCREATE TABLE m (a);\n\
        -- rmig: upgrade database=audit\nCREATE TABLE u (a);\n-- rmig: downgrade\n";
    assert_eq!(tables_after(&Rig::new(), text).await, ["m"]);
    let mut rig = Rig::new();
    rig.options.database = "third".to_owned();
    assert!(tables_after(&rig, text).await.is_empty());
    assert_eq!(rig.version_rows().await, ["r1"]);
}

#[tokio::test]
async fn a_dialect_without_a_section_is_refused() {
    let rig = Rig::new();
    let text = "-- rmig: upgrade dialect=postgres\nSELECT 1;\n-- rmig: downgrade\n";
    let failure = rig.run(&History::new([text])).await.unwrap_err();
    let RunError::Refused(findings) = failure.error.as_ref() else {
        panic!()
    };
    assert_eq!(findings.0[0].code, "no-section-for-dialect");
    assert_eq!(findings.0[0].location(), Some(("versions/r1.sql", 1, 1)));
}

#[tokio::test]
async fn commands_of_shells_are_refused() {
    let rig = Rig::new();
    let text = "-- rmig: upgrade\n.read x.sql\nSELECT 1;\n-- rmig: upgrade\n\\d users\n-- rmig: downgrade\n";
    let failure = rig.run(&History::new([text])).await.unwrap_err();
    let RunError::Refused(findings) = failure.error.as_ref() else {
        panic!()
    };
    let found: Vec<_> = findings
        .0
        .iter()
        .map(|finding| (finding.code, finding.labels[0].0.clone()))
        .collect();
    assert_eq!(
        found,
        [("shell-command", 17..28), ("shell-command", 56..64)]
    );
}
