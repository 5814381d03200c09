//! The verbs that write revisions: a new revision, and the merge of several.
//!
//! They take values and answer with values; who asked, and how the answer is shown, is none of their
//! business. No database is looked at.

mod author;
mod dependencies;
mod draft;
mod error;
mod merge;
mod names;
mod parents;
mod revision;
mod script_text;
mod version_location;
mod written;

#[cfg(test)]
mod tests;

pub use author::{Author, AuthorEvent, AuthorHook};
pub use error::RevisionError;
pub use merge::{MergeRequest, merge};
pub use revision::{RevisionRequest, revision};
pub use script_text::SCRIPT_TEMPLATE;
pub use written::Written;
