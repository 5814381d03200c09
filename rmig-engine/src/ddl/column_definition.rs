//! A column as it stands in `CREATE TABLE` or `ADD COLUMN`.

use crate::schema::{Check, Column, ForeignKey, PrimaryKey};

/// A column with everything that is decided about it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnDefinition {
    /// The column; its constraints are said by the other fields.
    pub column: Column,
    /// Whether it may be NULL.
    pub nullable: bool,
    /// Whether it belongs to the primary key.
    pub in_key: bool,
    /// Whether the database numbers the rows in it.
    pub autoincrement: bool,
    /// The primary key that is written with it, with its final name.
    pub inline_key: Option<PrimaryKey>,
    /// The checks that are written with it, with final names.
    pub checks: Vec<Check>,
    /// The foreign key that is written with it.
    pub references: Option<ForeignKey>,
    /// Whether it is said of a column that may be NULL, too: it stands in the place of another.
    pub says_null: bool,
    /// Whether its comment is written with it.
    pub comment: bool,
}
