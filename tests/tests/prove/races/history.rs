//! A history in which every section leaves a row, so that one that ran twice leaves two.

use super::crowd::Crowd;

/// Revisions with their parents and sections; the second one of `b` runs without a transaction.
const REVISIONS: [(&str, &[&str], &[&str]); 5] = [
    ("a", &[], &["CREATE TABLE ran (section VARCHAR(9))"]),
    (
        "b",
        &["a"],
        &[
            "CREATE TABLE b1 (id INT)",
            "CREATE TABLE b2 (id INT)",
            "INSERT INTO b1 VALUES (1)",
        ],
    ),
    ("c", &["a"], &["INSERT INTO ran VALUES ('more of c')"]),
    (
        "d",
        &["b", "c"],
        &["CREATE TABLE d1 (id INT)", "DROP TABLE b2"],
    ),
    // Another head.
    ("e", &["c"], &["CREATE TABLE e1 (id INT)"]),
];

/// Which sections there are.
fn sections() -> Vec<[String; 2]> {
    let mut all = Vec::new();
    for (revision, _, statements) in REVISIONS {
        for number in 1..=statements.len() {
            all.push([revision.to_owned(), number.to_string()]);
        }
    }
    all
}

/// Writes the revisions.
pub fn write(crowd: &Crowd) {
    for (revision, parents, statements) in REVISIONS {
        let mut text = String::new();
        for (index, sql) in statements.iter().enumerate() {
            let none = match (revision, index) {
                ("b", 1) => " transaction=none",
                _ => "",
            };
            let number = index + 1;
            text.push_str(&format!(
                "-- rmig: upgrade{none}\n{sql};\nINSERT INTO ran VALUES ('{revision}{number}');\n"
            ));
        }
        text.push_str("-- rmig: downgrade irreversible\n");
        crowd.project.write_revision(revision, parents, &text);
    }
}

/// Every section has left its row, once, in the database and in the journal, and the version rows
/// are the heads.
#[track_caller]
pub fn ran_once(crowd: &Crowd) {
    let database = crowd.project.database();
    let mut left: Vec<String> = sections().iter().map(|section| section.concat()).collect();
    left.push("more of c".to_owned());
    left.sort();
    let found = database.rows("SELECT section FROM ran ORDER BY section");
    assert_eq!(found.concat(), left, "{:?}", crowd.journal());

    let mut told: Vec<Vec<String>> = crowd.journal();
    told.sort();
    let row = |[revision, section]: [String; 2]| {
        vec![revision, "upgrade".to_owned(), section, "done".to_owned()]
    };
    let all: Vec<Vec<String>> = sections().into_iter().map(row).collect();
    assert_eq!(told, all);

    let rows = database.rows("SELECT version_num FROM rmig_version ORDER BY version_num");
    assert_eq!(rows.concat(), ["d", "e"]);
    let claims = database.rows("SELECT id FROM rmig_journal WHERE claim IS NOT NULL");
    assert!(claims.is_empty(), "{claims:?}");
}
