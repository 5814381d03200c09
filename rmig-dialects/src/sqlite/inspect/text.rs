//! Reads the `CREATE TABLE` and `CREATE INDEX` statements that SQLite keeps.
//!
//! They have been through SQLite's own parser, so what makes no sense isn't looked for: only what
//! can't be told apart otherwise is refused.

mod column;
mod constraint;
mod element;
mod foreign_key;
mod index;
mod schema_name;
mod table;
mod tokens;

pub(super) use index::IndexText;
pub(super) use schema_name::in_schema;
pub(super) use table::TableText;
pub(super) use tokens::Unreadable;

#[cfg(test)]
mod tests;
