//! The journal `rmig_journal`: one row per section ever run, never deleted.

mod entry;
mod position;
mod reading;
mod table;

pub use entry::{Action, Amendment, Entry, EntryDetails, Moment, Outcome, Record};
pub(crate) use position::Position;
pub(crate) use table::BEATING;
pub use table::Journal;
