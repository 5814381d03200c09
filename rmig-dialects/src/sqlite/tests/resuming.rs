//! Revisions that go on with more or fewer sections than they began with.

use miette::Diagnostic;

use crate::running::rig::{History, Rig, script};

/// A revision of these upgrade sections, the second of which may have no transaction.
fn sections(second: &str, bodies: &[&str]) -> History {
    let mut text = String::new();
    for (index, body) in bodies.iter().enumerate() {
        let key = if index == 1 { second } else { "" };
        text.push_str(&format!("-- rmig: upgrade{key}\n{body};\n"));
    }
    History::new([
        text + "-- rmig: downgrade\n",
        script("CREATE TABLE z (x);", ""),
    ])
}

const KEYS: [&str; 2] = ["", " transaction=none"];

#[tokio::test]
async fn a_section_has_to_be_left() {
    for key in KEYS {
        let mut rig = Rig::new();
        rig.run(&sections(key, &["CREATE TABLE a (x)", "oops"]))
            .await
            .unwrap_err();
        rig.options.resume = true;
        let less = sections(key, &["CREATE TABLE a (x)"]);
        for history in [less.to(1), less] {
            let failure = rig.run(&history).await.unwrap_err();
            assert_eq!(failure.code().unwrap().to_string(), "edited-script");
        }
        let empty = sections(key, &["CREATE TABLE a (x)", ""]);
        rig.run(&empty).await.unwrap();
        rig.options.resume = false;
        assert!(rig.run(&empty).await.unwrap().steps.is_empty());
        assert_eq!(rig.version_rows().await, ["r2"]);
    }
}

#[tokio::test]
async fn fewer_sections_can_be_left_than_there_were() {
    for key in KEYS {
        let mut rig = Rig::new();
        rig.run(&sections(key, &["CREATE TABLE a (x)", "oops", "SELECT 1"]))
            .await
            .unwrap_err();
        let less = sections(key, &["CREATE TABLE a (x)", "CREATE TABLE b (x)"]);
        rig.options.resume = true;
        rig.run(&less).await.unwrap();
        rig.options.resume = false;
        assert!(rig.run(&less).await.unwrap().steps.is_empty());
        assert_eq!(rig.tables().await, ["a", "b", "z"]);
    }
}

#[tokio::test]
async fn more_sections_can_be_left_than_there_were() {
    for key in KEYS {
        let mut rig = Rig::new();
        rig.run(&sections(key, &["CREATE TABLE a (x)", "oops"]))
            .await
            .unwrap_err();
        let more =
            |third: &str| sections(key, &["CREATE TABLE a (x)", "CREATE TABLE b (x)", third]);
        rig.options.resume = true;
        let failure = rig.run(&more("oops")).await.unwrap_err();
        assert_eq!(failure.report.steps.len(), 1);
        rig.options.resume = false;
        // Nothing begins from the first section again.
        let failure = rig.run(&more("CREATE TABLE c (x)")).await.unwrap_err();
        assert_eq!(failure.code().unwrap().to_string(), "unfinished-revision");
        rig.options.resume = true;
        rig.run(&more("CREATE TABLE c (x)")).await.unwrap();
        rig.options.resume = false;
        let done = rig.run(&more("CREATE TABLE c (x)")).await.unwrap();
        assert!(done.steps.is_empty());
        assert_eq!(rig.tables().await, ["a", "b", "c", "z"]);
    }
}
