//! Which packages and databases a command is about, chosen as Cargo chooses packages.

mod args;
mod cargo;
mod database;
mod names;
mod nearest;
mod package;
mod selector;

#[cfg(test)]
mod tests;

pub use args::SelectionArgs;
pub use database::Database;
pub(crate) use database::{Use, databases};
pub use package::Package;
pub(crate) use package::{one, packages};
pub(crate) use selector::{Selector, manifests};
