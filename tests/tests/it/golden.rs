//! Recorded sessions of Alembic's commands, replayed through `cargo rmig`.
//!
//! Each scenario of `tests/data/graph.jsonl` is a set of revisions and a sequence of commands on
//! one database. Exit status, version rows and the revisions that are listed have to be the same.

mod deviations;
mod scenario;

use std::fs;

use scenario::{Scenario, Step};

use rmig_tests::cargo_rmig::{Package, printed};

use crate::sqlite::Sqlite;

#[test]
fn recorded_sessions_go_as_in_alembic() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/data/graph.jsonl");
    let lines = fs::read_to_string(file).expect("the recording is there");
    let mut differences = Vec::new();
    let mut unused: Vec<_> = deviations::DEVIATIONS.to_vec();
    let mut equal = 0;
    for line in lines.lines() {
        let scenario: Scenario = serde_json::from_str(line).expect("a scenario");
        let package = Package::new();
        scenario.write(&package.versions());
        for step in scenario.steps.iter().filter(|step| !step.is_offline()) {
            let ours = replay(&package, step);
            let theirs = Outcome::of_alembic(step);
            let known = deviations::find(&scenario.name, &step.command);
            match (ours == theirs, known) {
                (true, _) => equal += 1,
                (false, Some(known)) => unused.retain(|each| each != known),
                (false, None) => differences.push(format!(
                    "{}: {}\n    Alembic: {theirs:?}\n    rmig:    {ours:?}",
                    scenario.name, step.command
                )),
            }
            // The next step begins where Alembic's did.
            if let Some(rows) = step
                .version_rows
                .as_ref()
                .filter(|rows| **rows != ours.rows)
            {
                set_rows(&package, rows);
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(
        unused.is_empty(),
        "deviations that never happen: {unused:?}"
    );
    assert!(equal > 200, "only {equal} steps were the same");
}

/// What a command did.
#[derive(Debug, PartialEq)]
struct Outcome {
    succeeded: bool,
    rows: Vec<String>,
    /// The revisions that it listed, if it is a command that lists any.
    listed: Option<Vec<String>>,
}

impl Outcome {
    fn of_alembic(step: &Step) -> Self {
        let succeeded = step.rc == 0;
        Self {
            succeeded,
            rows: step.version_rows.clone().unwrap_or_default(),
            listed: step.listed().filter(|_| succeeded),
        }
    }
}

fn replay(package: &Package, step: &Step) -> Outcome {
    let mut arguments = vec!["--format", "json"];
    arguments.extend(step.arguments());
    let output = package.rmig(arguments);
    let succeeded = output.status.success();
    assert!(
        output
            .status
            .code()
            .is_some_and(|code| (0..5).contains(&code)),
        "{}: {}",
        step.command,
        printed(&output)
    );
    let listed = step.listed().filter(|_| succeeded).map(|_| {
        let document = serde_json::from_slice(&output.stdout);
        let document: serde_json::Value =
            document.unwrap_or_else(|error| panic!("{error}: {}", printed(&output)));
        step.sorted_if_current(scenario::revisions_of(&document))
    });
    Outcome {
        succeeded,
        rows: rows(package),
        listed,
    }
}

fn rows(package: &Package) -> Vec<String> {
    let mut database = Sqlite::open(&package.database());
    let tables = "SELECT name FROM sqlite_master WHERE name = 'rmig_version'";
    if database.rows(tables).is_empty() {
        return Vec::new();
    }
    let query = "SELECT version_num FROM rmig_version ORDER BY 1";
    database.rows(query).into_iter().flatten().collect()
}

fn set_rows(package: &Package, rows: &[String]) {
    let made = package.rmig(["ensure-version"]);
    assert!(made.status.success(), "{}", printed(&made));
    let mut database = Sqlite::open(&package.database());
    database.execute("DELETE FROM rmig_version");
    for row in rows {
        database.execute(&format!("INSERT INTO rmig_version VALUES ('{row}')"));
    }
}
