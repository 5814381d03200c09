//! Where plans come from.

use crate::{checksum::text_checksum, diagnostic::Source, plan::Direction};

/// Why there is no plan: the planner's own diagnostic, passed through.
pub type PlanError = Box<dyn miette::Diagnostic + Send + Sync + 'static>;

/// A revision's text.
#[derive(Clone, Debug)]
pub struct Script {
    /// The whole text under the name of its file.
    pub source: Source,
    /// Where its header ends, in bytes.
    pub body_offset: usize,
}

/// One revision to run.
#[derive(Clone, Debug)]
pub struct PlannedRevision {
    /// Its id.
    pub revision: String,
    /// Which of its sections run.
    pub direction: Direction,
    /// The version rows that have to stand before its first section.
    pub rows_before: Vec<String>,
    /// The version rows that stand after its last section.
    pub rows_after: Vec<String>,
    /// Its text.
    pub script: Script,
}

/// Plans an upgrade or a downgrade.
///
/// The runner asks again, with other rows, when another run was faster. A target that is relative to
/// the rows (`+1`) has to be resolved on the first call and kept.
pub trait Planner: Send + Sync {
    /// What to run, in order, on a database with these version rows (sorted).
    ///
    /// # Errors
    ///
    /// Anything that keeps the target from being reached, rows that name no known revision first.
    fn plan(&self, rows: &[String]) -> Result<Vec<PlannedRevision>, PlanError>;

    /// Whether [`plan`](Self::plan) would have anything to run, for less than it takes to plan.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), but for scripts that can't be read.
    fn has_steps(&self, rows: &[String]) -> Result<bool, PlanError> {
        Ok(!self.plan(rows)?.is_empty())
    }

    /// The revisions that these version rows say are applied, ancestors before descendants.
    ///
    /// # Errors
    ///
    /// If a row names no known revision.
    fn applied(&self, rows: &[String]) -> Result<Vec<String>, PlanError>;

    /// The text of a revision; none if there is no such text (a revision that is no `.sql` file).
    ///
    /// # Errors
    ///
    /// If its file can't be read.
    fn script(&self, revision: &str) -> Result<Option<Script>, PlanError>;

    /// The [`text_checksum`] of a revision's text; none if there is no such text. Where it is known
    /// already, nothing need be read for it.
    ///
    /// # Errors
    ///
    /// As [`script`](Self::script).
    fn script_checksum(&self, revision: &str) -> Result<Option<String>, PlanError> {
        let script = self.script(revision)?;
        Ok(script.map(|script| text_checksum(script.source.text())))
    }
}

/// One destination of a stamp.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PlannedStamp {
    /// The revision; none is `base`.
    pub revision: Option<String>,
    /// The version rows before.
    pub rows_before: Vec<String>,
    /// The version rows after.
    pub rows_after: Vec<String>,
}

/// Plans a stamp.
pub trait StampPlanner: Send + Sync {
    /// The changes of a database with these version rows (sorted), in order; none if nothing is to
    /// be changed. With `purge` the rows are none, whatever the database holds.
    ///
    /// # Errors
    ///
    /// Anything that keeps the destinations from being stamped.
    fn stamp(&self, rows: &[String]) -> Result<Vec<PlannedStamp>, PlanError>;
}
