//! Constraints and indexes that columns say, as those of the table.

use super::super::table::column_index;
use crate::schema::{Constraint, PrimaryKey, Table, Unique};

/// The table with everything that its columns say about constraints and indexes said by itself,
/// checks of types excepted: those go with the type.
pub(super) fn spelt_out(table: &Table) -> Table {
    let mut spelt = table.clone();
    let mut constraints = Vec::new();
    let keys: Vec<String> = table.key_columns().into_iter().map(str::to_owned).collect();
    for column in &mut spelt.columns {
        if table.primary_key().is_some() || !column.primary_key {
            // A key of the table makes its columns NOT NULL, also once it is gone.
            let in_key = keys.contains(&column.name);
            column.nullable = column.nullable.or(in_key.then_some(false));
        }
        if column.unique && !column.index {
            constraints.push(Constraint::Unique(Unique {
                columns: vec![column.name.clone()],
                sqlite_on_conflict: column.sqlite_on_conflict_unique.take(),
                ..Unique::default()
            }));
        }
        if column.index {
            spelt.indexes.push(column_index(column));
        }
        if let Some(mut key) = column.foreign_key.take() {
            key.columns = vec![column.name.clone()];
            constraints.push(Constraint::ForeignKey(key));
        }
        if let Some(check) = column.check.take() {
            constraints.push(Constraint::Check(check));
        }
        (column.unique, column.index) = (false, false);
    }
    if spelt.primary_key().is_none() && !keys.is_empty() {
        let key = PrimaryKey {
            columns: keys,
            ..PrimaryKey::default()
        };
        spelt.constraints.insert(0, Constraint::PrimaryKey(key));
    }
    for column in &mut spelt.columns {
        if column.primary_key {
            column.nullable = column.nullable.or(Some(false));
            column.primary_key = false;
        }
    }
    spelt.constraints.extend(constraints);
    spelt
}
