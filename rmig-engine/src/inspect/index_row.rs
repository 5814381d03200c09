//! An index and its columns, as rows of a catalogue.

use super::TableName;
use crate::schema::{Index, IndexColumn};

/// An index that belongs to no constraint.
///
/// It brings its columns along, or they come one by one as [`IndexColumnRow`]s.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IndexRow {
    /// The table.
    pub table: TableName,
    /// Where it stands among the table's indexes: which was there first, where the catalogue tells.
    pub position: i64,
    /// The index.
    pub index: Index,
}

/// A column or an expression of an index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumnRow {
    /// The table.
    pub table: TableName,
    /// The name of the index.
    pub index: String,
    /// Where it stands among the index's columns.
    pub position: i64,
    /// The column or expression.
    pub column: IndexColumn,
}
