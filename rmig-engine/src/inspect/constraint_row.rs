//! A constraint and its columns, as rows of a catalogue.

use super::TableName;
use crate::schema::Constraint;

/// A constraint of any kind.
///
/// It brings its columns along, or they come one by one as [`ConstraintColumnRow`]s.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintRow {
    /// The table.
    pub table: TableName,
    /// Where it stands among the table's constraints; no two stand in one place.
    pub position: i64,
    /// The constraint.
    pub constraint: Constraint,
}

/// A column of a primary key, a unique constraint or a foreign key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ConstraintColumnRow {
    /// The table.
    pub table: TableName,
    /// The position of the constraint.
    pub constraint: i64,
    /// Where it stands among the constraint's columns.
    pub position: i64,
    /// Its name.
    pub column: String,
    /// The column that it refers to, in a foreign key that names one.
    pub referent: Option<String>,
}
