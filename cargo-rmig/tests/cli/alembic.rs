//! What is printed for people, beside what Alembic printed in recorded sessions.
//!
//! The revisions and version rows of `tests/data/graph.jsonl` at the root of the repository are laid
//! out, and each command that only reads is compared line by line. Whether every other command does
//! the same is the concern of the tests there.

use serde_json::Value;

use crate::support::{Revision, TestEnvironment, rev};

/// Scenario, command and why the text is another one.
const DEVIATIONS: &[(&str, &str, &str)] = &[(
    "err_duplicate_id",
    "heads",
    "a graph with an identifier that is there twice is refused",
)];

#[test]
fn read_commands_print_what_alembic_prints() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/data/graph.jsonl");
    let recorded = std::fs::read_to_string(path).unwrap();
    let mut differences = Vec::new();
    let mut unused = DEVIATIONS.to_vec();
    let mut equal = 0;
    for line in recorded.lines() {
        let scenario: Value = serde_json::from_str(line).unwrap();
        let name = scenario["name"].as_str().unwrap();
        let env = TestEnvironment::new(&revisions(&scenario["revisions"]));
        let mut last = None;
        for step in scenario["steps"].as_array().unwrap() {
            let command = step["command"].as_str().unwrap();
            if last != Some(&step["version_rows"]) {
                last = Some(&step["version_rows"]);
                set_rows(&env, &step["version_rows"]);
            }
            if changes_files(command) && step["rc"] == 0 {
                // What follows is about a graph that the recording doesn't hold.
                break;
            }
            if step["rc"] != 0 || !reads(command) {
                continue;
            }
            let (theirs, ours) = (theirs(step), ours(&env, command));
            if ours == theirs {
                equal += 1;
            } else if let Some(known) = DEVIATIONS.iter().find(|d| d.0 == name && d.1 == command) {
                unused.retain(|deviation| deviation != known);
            } else {
                differences.push(format!("{name}: {command}\n{theirs}---- rmig ----\n{ours}"));
            }
        }
    }
    assert!(differences.is_empty(), "{}", differences.join("\n"));
    assert!(unused.is_empty(), "never seen: {unused:?}");
    assert!(equal > 50, "only {equal} were compared");
}

fn reads(command: &str) -> bool {
    ["heads", "history", "branches", "current", "show"]
        .iter()
        .any(|name| command == *name || command.starts_with(&format!("{name} ")))
}

fn changes_files(command: &str) -> bool {
    command.starts_with("revision") || command.starts_with("merge")
}

/// The recorded text; paths and URLs are rmig's.
fn theirs(step: &Value) -> String {
    let text = step["stdout"].as_str().unwrap();
    let text = text
        .replace("./al/versions/", "$ROOT/app/migrations/versions/")
        .replace("_.py\n", ".sql\n")
        .replace("sqlite:///./a.db", "sqlite:$ROOT/app/app.db");
    in_order(step["command"].as_str().unwrap(), &text)
}

fn ours(env: &TestEnvironment, command: &str) -> String {
    let output = env.run(command);
    if !["0", "4"].contains(&output.exit.as_str()) {
        return output.to_string();
    }
    in_order(command, &output.stdout)
}

/// White space at the ends of lines and of the text is no matter, and a `current` has no order.
fn in_order(command: &str, text: &str) -> String {
    let mut lines: Vec<_> = text.trim_end().lines().map(str::trim_end).collect();
    if command.starts_with("current") {
        lines.sort_unstable();
    }
    lines.join("\n") + "\n"
}

fn revisions(recorded: &Value) -> Vec<Revision> {
    let list = |value: &Value| -> Vec<String> {
        match value {
            Value::String(one) => vec![one.clone()],
            Value::Array(several) => several
                .iter()
                .map(|one| one.as_str().unwrap().to_owned())
                .collect(),
            _ => Vec::new(),
        }
    };
    recorded
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            let id = one["revision"].as_str().unwrap();
            let file = one["filename"]
                .as_str()
                .map_or(id, |name| name.trim_end_matches(".py"));
            let lists = [
                &one["down_revision"],
                &one["depends_on"],
                &one["branch_labels"],
            ]
            .map(list);
            let [parents, dependencies, labels] = lists
                .each_ref()
                .map(|list| list.iter().map(String::as_str).collect::<Vec<_>>());
            rev(id)
                .file(&format!("{file}.sql"))
                .message(&format!("rev {id}"))
                .after(&parents)
                .depends_on(&dependencies)
                .labels(&labels)
        })
        .collect()
}

fn set_rows(env: &TestEnvironment, rows: &Value) {
    let database = env.sqlite("app/app.db");
    database.execute(
        "CREATE TABLE IF NOT EXISTS rmig_version (version_num TEXT PRIMARY KEY NOT NULL);
         DELETE FROM rmig_version",
    );
    for row in rows.as_array().into_iter().flatten() {
        database.execute(&format!(
            "INSERT INTO rmig_version VALUES ('{}')",
            row.as_str().unwrap()
        ));
    }
}
