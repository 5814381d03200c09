//! What a command that changes a database answers.

use rmig_engine::runner::RunReport;
use serde::Serialize;

use crate::{Database, Format, Report, Ui};

/// What was to be done, for the last words about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Did {
    Ran,
    WouldRun,
    Created,
    Wrote,
}

/// What `--sql` gives.
#[derive(Debug, Serialize)]
pub(super) struct Sql {
    dialect: &'static str,
    sql: String,
}

/// An item of `databases`: the steps of a run.
#[derive(Debug, Serialize)]
pub(crate) struct DatabaseRun {
    package: String,
    database: String,
    /// The kind of database, and the script that does it there.
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    script: Option<Sql>,
    #[serde(flatten)]
    report: RunReport,
    #[serde(skip)]
    did: Did,
    /// What a dry run prints for a person.
    #[serde(skip)]
    text: String,
}

impl DatabaseRun {
    pub(crate) fn new(database: &Database, report: RunReport, did: Did) -> Self {
        Self {
            package: database.package.name.clone(),
            database: database.name.clone(),
            script: None,
            report,
            did,
            text: String::new(),
        }
    }

    pub(crate) fn with_text(mut self, text: String) -> Self {
        self.text = text;
        self
    }

    pub(super) fn with_sql(mut self, dialect: &'static str, sql: String) -> Self {
        self.script = Some(Sql { dialect, sql });
        self
    }
}

impl Report for DatabaseRun {
    fn print(&self, ui: &Ui) {
        for line in self.text.lines() {
            ui.line(line);
        }
        if let (Some(script), Format::Human) = (&self.script, ui.format()) {
            ui.text(&script.sql);
        }
        if self.report.steps.is_empty() && self.did != Did::Created {
            ui.status("Finished", "nothing to do");
        }
    }

    fn outcome(&self) -> String {
        let count = self.report.steps.len();
        let plural = if count == 1 { "" } else { "s" };
        match (self.did, count) {
            (Did::Created, _) => "created".to_owned(),
            (Did::Wrote, _) => format!("{count} step{plural} written"),
            (_, 0) => "nothing to do".to_owned(),
            (Did::Ran, _) => format!("{count} step{plural} done"),
            (Did::WouldRun, _) => format!("{count} step{plural} to do"),
        }
    }
}
