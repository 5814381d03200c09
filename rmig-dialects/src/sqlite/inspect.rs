//! Reads what a SQLite database holds.
//!
//! The pragmas tell which tables, columns, keys and indexes there are; names, checks, conflict
//! clauses and everything else stand in the `CREATE` statements alone, as SQLite keeps them. Where
//! the two differ, the pragmas count, and the table is reported as not understood.

mod catalogue;
mod check;
mod data_type;
mod facts;
mod from_pragmas;
mod index;
mod inspector;
mod queries;
mod rows;
mod text;

pub use data_type::data_type;
pub use inspector::SqliteInspector;

#[cfg(test)]
mod tests;
