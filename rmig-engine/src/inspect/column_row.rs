//! A column, as a row of a catalogue.

use super::TableName;
use crate::schema::Column;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRow {
    /// The table.
    pub table: TableName,
    /// Where it stands among the table's columns; no two stand in one place.
    pub position: i64,
    /// The column, without anything that a constraint can say.
    pub column: Column,
}
