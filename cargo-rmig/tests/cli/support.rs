//! What the tests stand on: a world of their own, revisions by the line, and the databases.

mod database;
mod environment;
mod output;
mod revision;

pub use database::Sqlite;
pub use environment::TestEnvironment;
pub use output::Output;
pub use revision::{Revision, rev};
