//! Who wants to know how a run comes along.

use super::{StepReport, Unit};

/// Is told what happens while it happens.
pub trait RunObserver: Send {
    /// A section is about to run.
    fn section_started(&mut self, _unit: &Unit) {}

    /// So many of its statements are done.
    fn statement_done(&mut self, _unit: &Unit, _done: usize) {}

    /// A section ran and is committed.
    fn section_finished(&mut self, _step: &StepReport) {}

    /// Another run was faster with the section; the plan is made anew.
    fn plan_changed(&mut self) {}

    /// Another run has the lock; ours waits for it.
    fn waiting_for_lock(&mut self, _by: Option<&str>) {}

    /// A transaction was rolled back because of another connection's lock, and is tried again.
    fn retrying(&mut self, _unit: &Unit, _because: &str) {}

    /// Something that isn't wrong but worth knowing.
    fn warning(&mut self, _text: &str) {}
}

/// Doesn't want to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl RunObserver for Silent {}
