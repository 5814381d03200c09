//! What a run did, or would do.

use serde::Serialize;

use super::Unit;
use crate::journal::Action;

/// One section that ran, or one stamp.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepReport {
    /// The revision; `base` for a stamp that leaves no row.
    pub revision: String,
    /// What was done with it.
    pub direction: Action,
    /// Which section of it, counted from 1.
    pub section: usize,
    /// How many sections it has in this direction on this database.
    #[serde(skip)]
    pub sections: usize,
    /// The version rows before, sorted.
    pub version_rows_before: Vec<String>,
    /// The version rows after, sorted.
    pub version_rows_after: Vec<String>,
    /// How many statements the section has.
    pub statements: usize,
    /// How long it took; none if it didn't run.
    pub duration_ms: Option<u64>,
}

impl StepReport {
    pub(super) fn of(unit: &Unit, duration_ms: Option<u64>) -> Self {
        Self {
            revision: unit.revision.clone(),
            direction: unit.direction.into(),
            section: unit.section,
            sections: unit.sections,
            version_rows_before: unit.rows_before.iter().cloned().collect(),
            version_rows_after: unit.rows_after.iter().cloned().collect(),
            statements: unit.statements.len(),
            duration_ms,
        }
    }
}

/// What a run did: as JSON, the middle of a database's report.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RunReport {
    /// The sections that ran, in order.
    pub steps: Vec<StepReport>,
    /// What is worth knowing.
    pub warnings: Vec<String>,
}

/// What a run would do.
#[derive(Clone, Debug)]
pub struct DryRun {
    /// The report of the run, without durations.
    pub report: RunReport,
    /// What would run, with its SQL.
    pub units: Vec<Unit>,
    /// Whether the database exists.
    pub database_exists: bool,
}
