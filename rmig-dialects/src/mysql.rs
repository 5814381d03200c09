//! MySQL and MariaDB: one driver, two dialects.
//!
//! What the two share stands once; where they differ (the SQL mode that they come with, time-outs,
//! what MariaDB alone knows), `flavour.rs` says how. Everything here was tried on
//! MariaDB 10.11; for MySQL from 8.0 on it follows the manual.

mod adopt;
mod assignment;
mod batch;
mod cancel;
mod classify;
mod connect;
mod connection;
mod ddl;
mod definition;
mod dialect;
mod error;
mod flavour;
mod guard;
mod help;
mod lock;
mod message;
mod refuse;
mod refused;
mod scan_rules;
mod session;
mod span;
mod value;

pub use connection::MysqlConnection;
pub use ddl::MysqlDdl;
pub use dialect::MysqlDialect;
pub use scan_rules::SCAN_RULES;

#[cfg(test)]
mod tests;
