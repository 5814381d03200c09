//! The runner: takes a database from its version rows to others, one transaction unit at a time.
//!
//! It knows neither the revision graph nor the files: a [`Planner`] tells it what to run. Every unit
//! compares the version rows and the journal with what the plan began from before it changes
//! anything, so that no section runs twice, whoever else runs.

mod borrowed;
mod claim;
mod claimed;
mod clock;
mod edited;
mod error;
mod heart;
mod intent;
mod invalid_index;
mod lock;
mod look;
mod lost;
mod message;
mod observer;
mod offline;
mod one_transaction;
mod options;
mod planner;
mod prepare;
mod repair;
mod report;
mod run;
mod session;
mod stamp;
mod stopped;
mod transactional;
mod unfinished;
mod unit;
mod units;
mod write;

pub use clock::Clock;
pub use error::{RunError, RunFailure};
pub use look::VersionRows;
pub use observer::{RunObserver, Silent};
pub use offline::OfflineScript;
pub use options::{EditedScripts, RunOptions};
pub use planner::{PlanError, PlannedRevision, PlannedStamp, Planner, Script, StampPlanner};
pub use repair::{Repair, RepairReport};
pub use report::{DryRun, RunReport, StepReport};
pub use unit::Unit;

use crate::dialect::{Dialect, Dialects};

/// Runs plans on databases of one dialect.
///
/// The connection is handed to each call, so that its owner can close it and report what that says.
#[derive(Clone, Copy)]
pub struct Runner<'a> {
    /// All dialects: their names may stand in sections, and their rules cut them.
    pub dialects: &'a Dialects,
    /// The dialect of the database.
    pub dialect: &'a dyn Dialect,
    /// How to run.
    pub options: &'a RunOptions,
    /// What time it is.
    pub clock: &'a dyn Clock,
}
