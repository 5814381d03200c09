//! Sections without a transaction, and revisions that stay unfinished.

use miette::Diagnostic;

use crate::running::rig::{History, Rig};

fn vacuum(second: &str) -> History {
    let text = format!(
        "-- rmig upgrade: it's\n\n-- rmig: upgrade\nCREATE TABLE a (x);\n-- rmig: upgrade transaction=none\nVACUUM;\n{second};\n\
         INSERT INTO a VALUES (1);\n-- rmig: upgrade\nCREATE TABLE c (x);\n\
         -- rmig: downgrade\nDROP TABLE a; DROP TABLE b; DROP TABLE c;\n"
    );
    History::new([text])
}

const JOURNAL: &str =
    "SELECT section, sections, statements_done, outcome, claim, intent FROM rmig_journal";

#[tokio::test]
async fn its_statements_are_counted() {
    let rig = Rig::new();
    let report = rig.run(&vacuum("CREATE TABLE b (x)")).await.unwrap();
    let after: Vec<_> = report
        .steps
        .iter()
        .map(|step| step.version_rows_after.clone())
        .collect();
    assert_eq!(after, [vec![], vec![], vec!["r1".to_owned()]]);
    let expected = [
        "1|3|1|done|NULL|NULL",
        "2|3|3|done|NULL|NULL",
        "3|3|1|done|NULL|NULL",
    ];
    assert_eq!(rig.query(JOURNAL).await, expected);
    assert_eq!(rig.tables().await, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_failure_is_told_by_the_next_run_and_can_be_resumed() {
    let mut rig = Rig::new();
    let failure = rig.run(&vacuum("CREATE TABLE b (x")).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "statement-failed");
    assert_eq!(failure.report.steps.len(), 1);
    let expected = [
        "1|3|1|done|NULL|NULL",
        "2|3|1|failed|NULL|changes table  b from none\nCREATE TABLE b (x",
    ];
    let journal: Vec<String> = rig.query(JOURNAL).await;
    assert_eq!(journal[0], expected[0]);
    assert!(journal[1].starts_with(expected[1]), "{}", journal[1]);
    assert!(rig.version_rows().await.is_empty());

    let good = vacuum("CREATE TABLE b (x)");
    let failure = rig.run(&good).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "unfinished-revision");
    let text = failure.to_string();
    assert!(text.contains("statement 2 of"), "{text}");
    assert!(failure.help().unwrap().to_string().contains("--resume"));

    rig.options.resume = true;
    let mut edited = good.clone();
    edited.scripts[0] = good.scripts[0].replace("CREATE TABLE a (x)", "CREATE TABLE a (y)");
    assert_eq!(
        rig.run(&edited)
            .await
            .unwrap_err()
            .code()
            .unwrap()
            .to_string(),
        "edited-script"
    );
    edited.scripts[0] = good.scripts[0].replace("VACUUM", "VACUUM main");
    assert_eq!(
        rig.run(&edited)
            .await
            .unwrap_err()
            .code()
            .unwrap()
            .to_string(),
        "edited-script"
    );

    let report = rig.run(&good).await.unwrap();
    let sections: Vec<_> = report.steps.iter().map(|step| step.section).collect();
    assert_eq!(sections, [2, 3]);
    assert_eq!(rig.tables().await, ["a", "b", "c"]);
    assert_eq!(rig.query("SELECT x FROM a").await, ["1"]);
    assert_eq!(rig.version_rows().await, ["r1"]);
    rig.options.resume = false;
    assert!(rig.run(&good).await.unwrap().steps.is_empty());
    rig.run(&good.to(0)).await.unwrap();
}

#[tokio::test]
async fn a_crash_between_two_sections_is_seen() {
    let mut rig = Rig::new();
    let text = "-- rmig: upgrade\nCREATE TABLE a (x);\n-- rmig: upgrade\nCREATE TABLE {};\n-- rmig: downgrade\n";
    let bad = History::new([text.replace("{}", "a (x)")]);
    let good = History::new([text.replace("{}", "b (x)")]);
    assert_eq!(rig.run(&bad).await.unwrap_err().report.steps.len(), 1);
    let failure = rig.run(&good).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "unfinished-revision");
    assert!(
        failure.to_string().contains("1 of its 2 sections"),
        "{failure}"
    );
    rig.options.resume = true;
    assert_eq!(rig.run(&good).await.unwrap().steps[0].section, 2);
    assert_eq!(rig.tables().await, ["a", "b"]);
}

#[tokio::test]
async fn a_killed_statement_is_not_guessed_at() {
    let mut rig = Rig::new();
    // Nothing in the database tells whether a temporary table was made.
    let temporary = "CREATE TEMPORARY TABLE b (x)";
    let failing = vacuum(temporary).scripts[0].replace(temporary, "CREATE TEMPORARY TABLE b (x");
    rig.run(&History::new([failing])).await.unwrap_err();
    rig.execute("UPDATE rmig_journal SET outcome = 'started', claim = 1 WHERE id = 2")
        .await;
    rig.options.resume = true;
    let failure = rig.run(&vacuum(temporary)).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "unfinished-revision");
    let help = failure.help().unwrap().to_string();
    assert!(help.contains("can't be known"), "{help}");
    assert!(help.contains("`repair r1 --statement-done`"), "{help}");
}

#[tokio::test]
async fn a_transaction_that_the_script_leaves_open_is_rolled_back() {
    let rig = Rig::new();
    let text =
        "-- rmig: upgrade transaction=none\nBEGIN;\nCREATE TABLE a (x);\n-- rmig: downgrade\n";
    let failure = rig.run(&History::new([text])).await.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "database-error");
    assert!(rig.tables().await.is_empty());
    assert_eq!(
        rig.query("SELECT statements_done, outcome FROM rmig_journal")
            .await,
        ["0|failed"]
    );
}

#[tokio::test]
async fn what_the_scripts_own_transaction_takes_back_is_not_told_as_done() {
    let mut rig = Rig::new();
    let text = "-- rmig: upgrade transaction=none\nCREATE TABLE a (x);\nBEGIN;\n\
                CREATE TABLE b (x);\nCREATE TABLE {} (x);\nCOMMIT;\n-- rmig: downgrade\n";
    let bad = History::new([text.replace("{}", "b")]);
    let failure = rig.run(&bad).await.unwrap_err();
    let help = failure.help().unwrap().to_string();
    assert!(help.starts_with("1 of 5 statements are done"), "{help}");
    assert_eq!(rig.tables().await, ["a"]);
    rig.options.resume = true;
    rig.run(&History::new([text.replace("{}", "c")]))
        .await
        .unwrap();
    assert_eq!(rig.tables().await, ["a", "b", "c"]);
}

#[tokio::test]
async fn a_section_whose_end_cannot_be_written_can_be_resumed() {
    let mut rig = Rig::new();
    let text = "-- rmig: upgrade transaction=none\nCREATE TABLE a (x);\n-- rmig: downgrade\n";
    let history = History::new([text, text]);
    rig.execute("CREATE TABLE rmig_version (version_num TEXT)")
        .await;
    rig.execute("INSERT INTO rmig_version VALUES ('r1'), ('r1')")
        .await;
    rig.run(&history).await.unwrap_err();
    rig.execute("DELETE FROM rmig_version WHERE rowid = 2")
        .await;
    rig.options.resume = true;
    assert_eq!(rig.run(&history).await.unwrap().steps.len(), 1);
    assert_eq!(rig.version_rows().await, ["r2"]);
}
