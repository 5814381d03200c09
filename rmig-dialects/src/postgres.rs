//! PostgreSQL.

mod again;
mod cancel;
mod classify;
mod connect;
mod connect_error;
mod connection;
mod ddl;
mod definition;
mod dialect;
mod error;
mod help;
mod lock;
mod pooled;
mod profile;
mod reach;
mod refuse;
mod scan_rules;
mod send;
mod startup;
mod value;

pub use connection::PostgresConnection;
pub use ddl::PostgresDdl;
pub use dialect::PostgresDialect;
pub use scan_rules::SCAN_RULES;

#[cfg(test)]
mod tests;
