//! Columns that change, and what follows their names.

use super::{expression::renamed, model::Rebuilt};
use crate::{
    ddl::Unsupported,
    operation::AlterColumn,
    schema::{Column, Constraint, IndexColumn, ServerDefault},
};

impl Rebuilt<'_> {
    pub(super) fn alter_column(&mut self, alter: &AlterColumn) -> Result<(), Unsupported> {
        let Some(at) = self
            .table
            .columns
            .iter()
            .position(|one| one.name == alter.column)
        else {
            return Err(self.no_column(&alter.column));
        };
        if let Some(column) = self.table.columns.get_mut(at) {
            change(column, alter);
        }
        if let Some(new) = alter
            .new_column_name
            .as_ref()
            .filter(|new| **new != alter.column)
        {
            if self.table.column(new).is_some() {
                let why = format!("{} has a column {new} already", self.table.name);
                return Err(self.lowering.dialect.unsupported(&why, "another name"));
            }
            self.rename_column(&alter.column, new);
        }
        if alter.insert_before.is_some() || alter.insert_after.is_some() {
            let column = self.table.columns.remove(at);
            self.insert(
                column,
                alter.insert_before.as_deref(),
                alter.insert_after.as_deref(),
            )?;
        }
        Ok(())
    }

    fn rename_column(&mut self, old: &str, new: &str) {
        let quoted = self.lowering.dialect.identifier(new);
        let own_table = self.table.name.clone();
        let call = |names: &mut Vec<String>| {
            names
                .iter_mut()
                .filter(|name| *name == old)
                .for_each(|name| new.clone_into(name));
        };
        let call_in_key = |key: &mut Vec<IndexColumn>| {
            let named = key.iter_mut().filter(|one| one.element == old);
            named.for_each(|one| new.clone_into(&mut one.element));
        };
        for column in &mut self.table.columns {
            if column.name == old {
                new.clone_into(&mut column.name);
            }
            if let Some(ServerDefault::Computed(computed)) = &mut column.server_default {
                computed.sqltext = renamed(&computed.sqltext, old, &quoted);
            }
        }
        for constraint in &mut self.table.constraints {
            match constraint {
                Constraint::PrimaryKey(key) => {
                    call(&mut key.columns);
                    call_in_key(&mut key.sqlite_key);
                }
                Constraint::Unique(unique) => {
                    call(&mut unique.columns);
                    call_in_key(&mut unique.sqlite_key);
                }
                Constraint::ForeignKey(key) => {
                    call(&mut key.columns);
                    if key.referent_table.eq_ignore_ascii_case(&own_table) {
                        call(&mut key.referent_columns);
                    }
                }
                Constraint::Check(check) => check.sqltext = renamed(&check.sqltext, old, &quoted),
                Constraint::Exclude(exclude) => {
                    for element in &mut exclude.elements {
                        if element.is_expression {
                            element.element = renamed(&element.element, old, &quoted);
                        } else if element.element == old {
                            new.clone_into(&mut element.element);
                        }
                    }
                }
            }
        }
        for index in &mut self.table.indexes {
            for column in &mut index.columns {
                if let Some(columns) = &mut column.arguments {
                    for column in columns.iter_mut().filter(|column| *column == old) {
                        new.clone_into(column);
                    }
                } else if column.is_expression {
                    column.element = renamed(&column.element, old, &quoted);
                } else if column.element == old {
                    new.clone_into(&mut column.element);
                }
            }
            let options = &mut index.options;
            let predicates = [
                &mut options.sqlite_where,
                &mut options.postgresql_where,
                &mut options.mssql_where,
            ];
            for predicate in predicates.into_iter().flatten() {
                predicate.text = renamed(&predicate.text, old, &quoted);
            }
        }
        for (name, _) in self.names.iter_mut().filter(|(name, _)| name == old) {
            new.clone_into(name);
        }
    }
}

/// Changes what is said of a column, its name excepted.
fn change(column: &mut Column, alter: &AlterColumn) {
    if let Some(data_type) = &alter.type_ {
        column.data_type = data_type.clone();
    }
    if let Some(nullable) = alter.nullable {
        column.nullable = Some(nullable);
    }
    if let Some(default) = &alter.server_default {
        column.server_default.clone_from(default);
    }
    if let Some(comment) = &alter.comment {
        column.comment.clone_from(comment);
    }
    if let Some(autoincrement) = alter.autoincrement {
        column.autoincrement = Some(autoincrement);
    }
}
