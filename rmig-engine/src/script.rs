//! Scripts: the files that revisions stand in, and the directory that holds them.

mod directory;
mod discover;
mod header;
mod header_shortcut;
mod header_text;
mod problems;
mod read;
mod single_head;
mod view;

pub use directory::{Locations, Script, ScriptDirectory};
pub use header::{Header, Spanned};
pub use header_text::ScriptFormat;
pub(crate) use header_text::is_header_line;
pub use view::RevisionView;
