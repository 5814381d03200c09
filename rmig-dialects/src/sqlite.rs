//! SQLite.

mod connect;
mod connection;
mod dialect;
mod error;
mod foreign_keys;
mod refuse;

pub use connection::SqliteConnection;
pub use dialect::SqliteDialect;

#[cfg(test)]
mod tests;
