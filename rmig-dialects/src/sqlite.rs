//! SQLite.

mod classify;
mod connect;
mod connection;
mod ddl;
mod dialect;
mod error;
mod foreign_keys;
mod inspect;
mod refuse;
mod scan_rules;
mod send;
mod value;

pub use connection::SqliteConnection;
pub use ddl::SqliteDdl;
pub use dialect::SqliteDialect;
pub use inspect::{SqliteInspector, data_type};
pub use scan_rules::SCAN_RULES;

#[cfg(test)]
mod tests;
