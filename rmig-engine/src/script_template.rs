//! New revision files: their name, their text from the user's script template, and their writing.
//!
//! Nothing here decides what the new revision's parents are; and nothing here reads a clock: the
//! moment of creation is part of [`NewRevision`].

mod file_template;
mod message;
mod new_revision;
mod publish;
mod render;
mod slug;
mod time_zone;
mod toml_text;

pub use file_template::{FileTemplate, FileTemplateError};
pub use message::{comment, header_message};
pub use new_revision::NewRevision;
pub use publish::{PublishError, publish};
pub use render::{ScriptTemplate, TemplateVariables};
pub use slug::slug;
pub use time_zone::{UnknownTimeZone, time_zone};
