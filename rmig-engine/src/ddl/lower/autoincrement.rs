//! Which column numbers the rows of a table.

use crate::schema::{Column, Constraint, DataType, Table};

/// The column of the primary key in which the database numbers the rows, as SQLAlchemy finds it: the
/// only one, if it is a whole number without a default or a foreign key, or says so; among several,
/// the one that says so.
pub(super) fn autoincrement_column(table: &Table) -> Option<&str> {
    let key = table.key_columns();
    let columns = key.iter().filter_map(|name| table.column(name));
    let found = match key.len() {
        1 => columns
            .into_iter()
            .find(|column| match column.autoincrement {
                Some(says) => says,
                None => is_whole(&column.data_type) && !has_value(column) && !refers(table, column),
            }),
        _ => columns
            .into_iter()
            .find(|column| column.autoincrement == Some(true)),
    };
    found.map(|column| column.name.as_str())
}

/// Why no rows can be numbered in a column that says so, if that is the case.
pub(super) fn wrong_autoincrement(column: &Column, in_key: bool) -> Option<&'static str> {
    let default = column.server_default.as_ref();
    let identity = default.is_some_and(|default| default.identity().is_some());
    match column.autoincrement {
        Some(false) if identity => {
            Some("an identity numbers the rows, and `autoincrement` says that nothing does")
        }
        Some(true) if in_key && !may_number(&column.data_type) => {
            Some("only whole numbers can number the rows")
        }
        _ => None,
    }
}

/// Whether a type holds whole numbers, or says nothing about it.
fn may_number(data_type: &DataType) -> bool {
    match data_type {
        DataType::Numeric { scale, .. } => *scale == Some(0),
        DataType::Native(native) => match native.name.as_str() {
            "NUMERIC" | "DECIMAL" => native.scale == Some(0),
            _ => is_whole(data_type),
        },
        DataType::Custom { .. } => true,
        other => is_whole(other),
    }
}

fn has_value(column: &Column) -> bool {
    let default = column.server_default.as_ref();
    default.is_some_and(|default| default.identity().is_none())
}

fn refers(table: &Table, column: &Column) -> bool {
    let constraint = |constraint: &Constraint| match constraint {
        Constraint::ForeignKey(key) => key.columns.contains(&column.name),
        _ => false,
    };
    column.foreign_key.is_some() || table.constraints.iter().any(constraint)
}

fn is_whole(data_type: &DataType) -> bool {
    match data_type {
        DataType::Integer | DataType::SmallInteger | DataType::BigInteger => true,
        DataType::Native(native) => matches!(
            native.name.as_str(),
            "INTEGER" | "INT" | "BIGINT" | "SMALLINT" | "TINYINT" | "MEDIUMINT"
        ),
        _ => false,
    }
}
