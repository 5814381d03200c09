//! Makes a schema of flat rows.

mod tables;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{EnumValueRow, Inspected, Rows};
use crate::schema::{EnumType, MetaData, Name, NamingConvention};
use tables::Tables;

/// Makes a schema of flat rows, whatever order they come in.
///
/// Tables, sequences and enumerations stand in the order of their schemas and names; what belongs to a
/// table, views and triggers stand in the order of their positions, then of their names.
///
/// ```
/// use rmig_engine::{
///     inspect::{ColumnRow, Rows, TableName, TableRow, assemble},
///     schema::{Column, DataType},
/// };
///
/// let table = TableName::new(None, "account");
/// let column = |position, name| ColumnRow {
///     table: table.clone(),
///     position,
///     column: Column::new(name, DataType::Integer),
/// };
/// let rows = Rows {
///     columns: vec![column(1, "age"), column(0, "id")],
///     tables: vec![TableRow { table: table.clone(), ..TableRow::default() }],
///     ..Rows::default()
/// };
/// let inspected = assemble(rows);
/// assert_eq!(inspected.metadata.tables[0].columns[0].name, "id");
/// assert!(inspected.not_understood.is_empty());
/// ```
#[must_use]
pub fn assemble(rows: Rows) -> Inspected {
    let mut tables = Tables::new(rows.tables, rows.not_understood);
    tables.add_columns(rows.columns);
    tables.add_constraints(rows.constraints, rows.constraint_columns);
    tables.add_indexes(rows.indexes, rows.index_columns);
    let (tables, mut not_understood) = tables.finish();
    not_understood.sort();

    let mut sequences = rows.sequences;
    sequences.sort_by(|a, b| (&a.schema, &a.name).cmp(&(&b.schema, &b.name)));
    let mut views = rows.views;
    views.sort_by(|a, b| {
        let key =
            |row: &super::ViewRow| (row.position, row.view.schema.clone(), row.view.name.clone());
        key(a).cmp(&key(b))
    });
    let mut triggers = rows.triggers;
    triggers.sort_by(|a, b| {
        let key = |row: &super::TriggerRow| {
            (
                row.position,
                row.trigger.schema.clone(),
                row.trigger.name.clone(),
            )
        };
        key(a).cmp(&key(b))
    });
    Inspected {
        metadata: MetaData {
            tables,
            sequences,
            enum_types: enum_types(rows.enum_values),
            views: views.into_iter().map(|row| row.view).collect(),
            triggers: triggers.into_iter().map(|row| row.trigger).collect(),
            naming_convention: NamingConvention::default(),
        },
        not_understood,
    }
}

fn enum_types(rows: Vec<EnumValueRow>) -> Vec<EnumType> {
    let mut types: BTreeMap<_, BTreeMap<i64, String>> = BTreeMap::new();
    for row in rows {
        let values = types.entry((row.schema, row.name)).or_default();
        values.insert(row.position, row.value);
    }
    let enum_type = |((schema, name), values): ((_, String), BTreeMap<i64, String>)| EnumType {
        values: values.into_values().collect(),
        name: Name::Final(name),
        schema,
        ..EnumType::default()
    };
    types.into_iter().map(enum_type).collect()
}
