//! The journal `rmig_journal`: one row per section ever run, never deleted.

mod entry;
mod table;

pub use entry::{Action, Entry, EntryDetails, Moment, Outcome, Record};
pub use table::Journal;
pub(crate) use table::{BEATING, Position};
