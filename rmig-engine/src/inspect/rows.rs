//! All rows that an inspector made of a catalogue's answers.

use super::{
    ColumnRow, ConstraintColumnRow, ConstraintRow, EnumValueRow, IndexColumnRow, IndexRow,
    NotUnderstood, TableRow, TriggerRow, ViewRow,
};
use crate::schema::Sequence;

/// All rows that an inspector made of a catalogue's answers, in any order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rows {
    /// The tables.
    pub tables: Vec<TableRow>,
    /// Their columns.
    pub columns: Vec<ColumnRow>,
    /// Their constraints.
    pub constraints: Vec<ConstraintRow>,
    /// The columns of those constraints that didn't bring them along.
    pub constraint_columns: Vec<ConstraintColumnRow>,
    /// Their indexes.
    pub indexes: Vec<IndexRow>,
    /// The columns of those indexes that didn't bring them along.
    pub index_columns: Vec<IndexColumnRow>,
    /// The views.
    pub views: Vec<ViewRow>,
    /// The triggers.
    pub triggers: Vec<TriggerRow>,
    /// The sequences that belong to no column.
    pub sequences: Vec<Sequence>,
    /// The values of the enumerations that are types of their own.
    pub enum_values: Vec<EnumValueRow>,
    /// What the inspector couldn't make rows of.
    pub not_understood: Vec<NotUnderstood>,
}
