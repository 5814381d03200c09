//! A table, as a row of a catalogue.

use super::TableName;
use crate::schema::TableOptions;

/// A table without what belongs to it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableRow {
    /// Its name.
    pub table: TableName,
    /// What is said about it.
    pub comment: Option<String>,
    /// What only some databases take of it.
    pub options: TableOptions,
}
