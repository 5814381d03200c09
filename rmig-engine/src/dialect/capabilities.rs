//! Facts about a kind of database.

use super::IdentifierLimit;

/// What the runner asks of a kind of database, each fact spelt out by every dialect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether statements that change the schema can be rolled back.
    pub transactional_ddl: bool,
    /// Whether sessions can hold a lock that keeps other runs waiting; without it, every section is
    /// a write that others wait for.
    pub run_lock: bool,
    /// Whether temporary tables and variables of a session can be taken away without ending it.
    pub whole_reset: bool,
    /// Whether the database's own client ends statements at the first semicolon, also inside of a
    /// routine, unless it is told another delimiter.
    pub client_delimiter: bool,
    /// Whether foreign keys can be switched off for a section, see
    /// [`Connection::suspend_foreign_keys`](crate::connection::Connection::suspend_foreign_keys).
    pub foreign_keys_off: bool,
    /// How long the name of a table or schema may be.
    pub identifier_limit: IdentifierLimit,
}
