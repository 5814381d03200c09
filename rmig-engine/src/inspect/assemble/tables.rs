//! Puts what belongs to tables into them.

use std::collections::BTreeMap;

use crate::{
    inspect::{
        ColumnRow, ConstraintColumnRow, ConstraintRow, IndexColumnRow, IndexRow, InspectedKind,
        NotUnderstood, Obstacle, TableName, TableRow,
    },
    schema::{Constraint, Table},
};

/// The tables so far, and what couldn't be put into them.
pub(super) struct Tables {
    tables: BTreeMap<TableName, Table>,
    not_understood: Vec<NotUnderstood>,
}

impl Tables {
    /// Tables without anything that belongs to them.
    pub(super) fn new(rows: Vec<TableRow>, not_understood: Vec<NotUnderstood>) -> Self {
        let table = |row: TableRow| {
            let table = Table {
                name: row.table.name.clone(),
                schema: row.table.schema.clone(),
                comment: row.comment,
                options: row.options,
                ..Table::default()
            };
            (row.table, table)
        };
        Self {
            tables: rows.into_iter().map(table).collect(),
            not_understood,
        }
    }

    /// The tables, and what couldn't be put into them.
    pub(super) fn finish(self) -> (Vec<Table>, Vec<NotUnderstood>) {
        (self.tables.into_values().collect(), self.not_understood)
    }

    /// Columns, in the order of their positions.
    pub(super) fn add_columns(&mut self, mut rows: Vec<ColumnRow>) {
        rows.sort_by(|a, b| (a.position, &a.column.name).cmp(&(b.position, &b.column.name)));
        for row in rows {
            match self.tables.get_mut(&row.table) {
                Some(table) => table.columns.push(row.column),
                None => self.stray(InspectedKind::Column, &row.column.name, row.table),
            }
        }
    }

    /// Constraints with their columns, in the order of their positions.
    pub(super) fn add_constraints(
        &mut self,
        mut rows: Vec<ConstraintRow>,
        mut columns: Vec<ConstraintColumnRow>,
    ) {
        columns.sort_by_key(|row| row.position);
        let mut by_constraint: BTreeMap<(TableName, i64), Vec<ConstraintColumnRow>> =
            BTreeMap::new();
        for column in columns {
            let key = (column.table.clone(), column.constraint);
            by_constraint.entry(key).or_default().push(column);
        }
        rows.sort_by(|a, b| {
            let key = |row: &ConstraintRow| (row.position, row.constraint.name().clone());
            key(a).cmp(&key(b))
        });
        for mut row in rows {
            let key = (row.table, row.position);
            for column in by_constraint.remove(&key).unwrap_or_default() {
                add_column(&mut row.constraint, column);
            }
            match self.tables.get_mut(&key.0) {
                Some(table) => table.constraints.push(row.constraint),
                None => {
                    let name = row.constraint.name().written().unwrap_or_default();
                    self.stray(InspectedKind::Constraint, name, key.0);
                }
            }
        }
        for column in by_constraint.into_values().flatten() {
            self.missing(
                InspectedKind::Column,
                &column.column,
                column.table,
                format!("its constraint {}", column.constraint),
            );
        }
    }

    /// Indexes with their columns, in the order of their positions.
    pub(super) fn add_indexes(
        &mut self,
        mut rows: Vec<IndexRow>,
        mut columns: Vec<IndexColumnRow>,
    ) {
        columns.sort_by_key(|row| row.position);
        let mut by_index: BTreeMap<(TableName, String), Vec<IndexColumnRow>> = BTreeMap::new();
        for column in columns {
            let key = (column.table.clone(), column.index.clone());
            by_index.entry(key).or_default().push(column);
        }
        rows.sort_by(|a, b| (a.position, &a.index.name).cmp(&(b.position, &b.index.name)));
        for mut row in rows {
            let name = row.index.name.written().unwrap_or_default().to_owned();
            let key = (row.table, name);
            let own = by_index.remove(&key).unwrap_or_default();
            row.index
                .columns
                .extend(own.into_iter().map(|one| one.column));
            match self.tables.get_mut(&key.0) {
                Some(table) => table.indexes.push(row.index),
                None => self.stray(InspectedKind::Index, &key.1, key.0),
            }
        }
        for column in by_index.into_values().flatten() {
            let what = format!("its index {:?}", column.index);
            self.missing(
                InspectedKind::Column,
                &column.column.element,
                column.table,
                what,
            );
        }
    }

    /// Something of a table that has no row.
    fn stray(&mut self, kind: InspectedKind, name: &str, table: TableName) {
        let what = format!("its table {:?}", table.to_string());
        self.missing(kind, name, table, what);
    }

    fn missing(&mut self, kind: InspectedKind, name: &str, table: TableName, what: String) {
        self.not_understood.push(NotUnderstood {
            kind,
            schema: table.schema.clone(),
            name: name.to_owned(),
            table: Some(table),
            text: None,
            obstacle: Obstacle::Missing(what),
        });
    }
}

fn add_column(constraint: &mut Constraint, row: ConstraintColumnRow) {
    match constraint {
        Constraint::PrimaryKey(key) => key.columns.push(row.column),
        Constraint::Unique(unique) => unique.columns.push(row.column),
        Constraint::ForeignKey(key) => {
            key.columns.push(row.column);
            key.referent_columns.extend(row.referent);
        }
        // Their columns stand in their texts.
        Constraint::Check(_) | Constraint::Exclude(_) => {}
    }
}
