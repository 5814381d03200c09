//! How to run.

use std::time::Duration;

use crate::{journal::Journal, version_table::VersionTable};

/// What happens when the script of an applied revision isn't the one that ran.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditedScripts {
    /// Nothing runs.
    Refuse,
    /// A warning, and everything runs.
    Warn,
}

/// How to run, and what the journal is to say of it.
#[derive(Clone, Debug)]
pub struct RunOptions {
    /// The name of the database in the settings, for sections with `database=…`.
    pub database: String,
    /// Where the version rows are.
    pub version_table: VersionTable,
    /// Where the journal is; databases with several version tables may share it.
    pub journal: Journal,
    /// Whether every section is a transaction of its own; nothing else is supported yet.
    pub transaction_per_migration: bool,
    /// Whether to go on with a revision that an earlier run left unfinished.
    pub resume: bool,
    /// What happens to edited scripts.
    pub edited_scripts: EditedScripts,
    /// How long an unfinished revision must stand still before its run counts as dead.
    pub settle: Duration,
    /// Who runs it.
    pub actor: Option<String>,
    /// Where it is run.
    pub host: Option<String>,
    /// Which version of which tool runs it.
    pub tool: Option<String>,
    /// Why it is run.
    pub note: Option<String>,
}

impl Default for RunOptions {
    fn default() -> Self {
        Self {
            database: "main".to_owned(),
            version_table: VersionTable::default(),
            journal: Journal::default(),
            transaction_per_migration: true,
            resume: false,
            edited_scripts: EditedScripts::Refuse,
            settle: Duration::from_secs(1),
            actor: None,
            host: None,
            tool: None,
            note: None,
        }
    }
}
