//! Scripts instead of runs: `--sql`.

mod clients;
mod ranges;
mod scripts;

use crate::support::{TestEnvironment, rev};

/// Two revisions, the second one in two sections.
fn two() -> TestEnvironment {
    TestEnvironment::new(&[
        rev("a1").message("Create users").sql(
            "CREATE TABLE users (id INTEGER PRIMARY KEY);\nINSERT INTO users VALUES (1);",
            "DROP TABLE users;",
        ),
        rev("b2").after(&["a1"]).sections(
            "-- rmig: upgrade\nINSERT INTO users VALUES (2);\n\n\
             -- rmig: upgrade transaction=none\nCREATE INDEX ix ON users (id);\n\n\
             -- rmig: downgrade\nDELETE FROM users WHERE id = 2;\n",
        ),
    ])
}

/// The comments that a script has of its own.
const OURS: [&str; 5] = [
    "-- Written",
    "-- Database",
    "-- the ",
    "-- section",
    "-- stamp",
];

/// The lines that begin a part of the script, and where the version rows change.
fn outline(script: &str) -> Vec<&str> {
    let is_part = |line: &&str| {
        ["-- ", "BEGIN", "COMMIT", "START TRANSACTION"]
            .iter()
            .any(|start| line.starts_with(start))
            || line.contains("rmig_version\" (version_num) VALUES")
            || line.contains("rmig_version\" SET")
            || line.contains("DELETE FROM \"rmig_version\"")
    };
    let lines = script.lines().filter(is_part);
    let is_header =
        |line: &str| line.starts_with("-- ") && !OURS.iter().any(|our| line.starts_with(our));
    lines.filter(|line| !is_header(line)).collect()
}
