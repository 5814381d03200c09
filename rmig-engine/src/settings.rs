//! Settings: what `[package.metadata.rmig]` and `[workspace.metadata.rmig]` say, checked and merged.
//!
//! Nothing here reads the environment or the command line: variables come in through [`Variables`],
//! flags through [`Overrides`]. Only the manifest and those of its ancestor directories are read.

mod check;
mod database;
mod duration;
mod file_template;
mod from_raw;
mod hook;
mod keys;
mod layer;
mod load;
mod manifest;
mod mask;
mod merge;
mod origin;
mod overrides;
mod pooler;
mod raw;
mod section;
mod setting;
mod url_template;
mod variables;
mod workspace;

#[cfg(test)]
mod tests;

pub use check::Settings;
pub use database::{DatabaseSettings, UrlSource};
pub use duration::{InvalidDuration, parse_duration};
pub use hook::{HookOption, HookSettings};
pub use keys::{KEYS, LATER_KEYS};
pub use load::load;
pub use manifest::Manifest;
pub use origin::{Origin, Place};
pub use overrides::Overrides;
pub use setting::Setting;
pub use url_template::UrlTemplate;
pub use variables::{NoVariables, Variable, Variables};
pub use workspace::{WorkspaceTable, workspace_of};
