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
    /// The names of all databases in the settings: a section for another one is a mistake. None, where
    /// nobody knows.
    pub databases: Vec<String>,
    /// Where the version rows are.
    pub version_table: VersionTable,
    /// Whether every section is a transaction of its own, or the whole run is one.
    pub transaction_per_migration: bool,
    /// Whether to go on with a revision that an earlier run left unfinished.
    pub resume: bool,
    /// What happens to edited scripts.
    pub edited_scripts: EditedScripts,
    /// Whether one run waits for another; without it they may do the same work, but never twice.
    pub lock: bool,
    /// How long to wait for another run.
    pub wait_for_lock: Duration,
    /// How often a transaction is tried again that another connection's lock kept from ending.
    pub retries: u32,
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
            databases: Vec::new(),
            version_table: VersionTable::default(),
            transaction_per_migration: true,
            resume: false,
            edited_scripts: EditedScripts::Refuse,
            lock: true,
            wait_for_lock: Duration::from_mins(1),
            retries: 3,
            settle: Duration::from_secs(1),
            actor: None,
            host: None,
            tool: None,
            note: None,
        }
    }
}

impl RunOptions {
    /// The journal of the version table, beside it.
    #[must_use]
    pub fn journal(&self) -> Journal {
        Journal {
            schema: self.version_table.schema.clone(),
            version_table: self.version_table.name.clone(),
        }
    }
}
