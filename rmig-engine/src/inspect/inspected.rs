//! What an inspector found.

use super::{NotUnderstood, TableName};
use crate::schema::MetaData;

/// What an inspector found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inspected {
    /// What was understood.
    pub metadata: MetaData,
    /// What wasn't, or not in full: nothing may be rebuilt that stands here.
    pub not_understood: Vec<NotUnderstood>,
}

impl Inspected {
    /// What wasn't understood of a table and what belongs to it.
    pub fn not_understood_of(&self, table: &TableName) -> impl Iterator<Item = &NotUnderstood> {
        let table = table.clone();
        self.not_understood
            .iter()
            .filter(move |one| one.table.as_ref() == Some(&table))
    }
}
