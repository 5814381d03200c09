//! A recorded session.

use std::{fmt::Write as _, fs, path::Path};

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
pub struct Scenario {
    pub name: String,
    pub revisions: Vec<Revision>,
    pub steps: Vec<Step>,
}

#[derive(Deserialize)]
pub struct Revision {
    revision: String,
    filename: Option<String>,
    #[serde(default)]
    down_revision: Value,
    #[serde(default)]
    depends_on: Value,
    #[serde(default)]
    branch_labels: Value,
}

#[derive(Deserialize)]
pub struct Step {
    pub command: String,
    pub rc: i32,
    pub stdout: String,
    pub version_rows: Option<Vec<String>>,
}

impl Scenario {
    /// Writes the revisions as Alembic had them, file names and all.
    pub fn write(&self, folder: &Path) {
        for each in &self.revisions {
            let mut text = format!("-- rev {0}\n--\n-- revision = \"{0}\"\n", each.revision);
            let keys = [
                ("down_revision", &each.down_revision),
                ("depends_on", &each.depends_on),
                ("branch_labels", &each.branch_labels),
            ];
            for (key, value) in keys {
                match value {
                    Value::Null => {}
                    Value::String(_) if key != "down_revision" => {
                        let _ = writeln!(text, "-- {key} = [{value}]");
                    }
                    _ => {
                        let _ = writeln!(text, "-- {key} = {value}");
                    }
                }
            }
            text.push_str("\n-- rmig: upgrade\n\n-- rmig: downgrade\n");
            let name = each.filename.as_deref().unwrap_or(&each.revision);
            let name = name.strip_suffix(".py").unwrap_or(name);
            fs::write(folder.join(format!("{name}.sql")), text).expect("a revision file");
        }
    }
}

impl Step {
    /// Whether it is about SQL that is printed instead of run.
    pub fn is_offline(&self) -> bool {
        self.command.contains("--sql")
    }

    /// The same command in rmig's grammar.
    pub fn arguments(&self) -> Vec<&str> {
        let words = self.command.split(' ').map(|word| match word {
            "-c" => "--check-heads",
            other => other,
        });
        words.collect()
    }

    /// The revisions that Alembic listed; nothing for commands that change something.
    pub fn listed(&self) -> Option<Vec<String>> {
        let lines = self.stdout.lines();
        let first = |line: &str| line.split(' ').next().map(str::to_owned);
        let listed: Vec<String> = match self.verb() {
            "history" => lines
                .filter_map(|line| line.split_once("-> ").and_then(|(_, line)| first(line)))
                .map(|revision| revision.trim_end_matches(',').to_owned())
                .collect(),
            _ if self.is_long() => lines
                .filter_map(|line| line.strip_prefix("Rev: ").and_then(first))
                .collect(),
            "heads" | "current" => lines.filter_map(first).collect(),
            "branches" => lines
                .filter(|line| !line.is_empty() && !line.starts_with(' '))
                .filter_map(first)
                .collect(),
            _ => return None,
        };
        Some(self.sorted_if_current(listed))
    }

    /// The order of `current` is no order in Alembic.
    pub fn sorted_if_current(&self, mut revisions: Vec<String>) -> Vec<String> {
        if self.verb() == "current" {
            revisions.sort_unstable();
        }
        revisions
    }

    fn is_long(&self) -> bool {
        self.verb() == "show" || self.command.ends_with(" -v")
    }

    fn verb(&self) -> &str {
        self.command.split(' ').next().unwrap_or_default()
    }
}

/// The revisions of a document that `heads`, `history`, `branches`, `show` or `current` prints.
pub fn revisions_of(document: &Value) -> Vec<String> {
    let owners = document
        .get("packages")
        .or_else(|| document.get("databases"));
    let revisions = owners.and_then(|owners| owners[0]["revisions"].as_array());
    let revisions = revisions.expect("the document lists revisions");
    let name = |each: &Value| {
        each.as_str()
            .or_else(|| each["revision"].as_str())
            .map(str::to_owned)
    };
    revisions.iter().filter_map(name).collect()
}
