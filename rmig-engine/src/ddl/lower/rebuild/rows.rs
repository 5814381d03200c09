//! How rows come from the old table into the new one.

use super::{
    super::{Lowered, Lowering},
    model::Rebuilt,
};
use crate::{
    ddl::{CopyRows, DdlStatement, IdentityInsert, ObjectName},
    schema::{DataType, Table},
};

impl Lowering<'_> {
    pub(super) fn copy(
        &self,
        from: &ObjectName,
        to: &ObjectName,
        rebuilt: &Rebuilt<'_>,
        numbers: Option<String>,
        lowered: &mut Lowered,
    ) {
        let mut columns = Vec::new();
        for column in &rebuilt.table.columns {
            let default = column.server_default.as_ref();
            let computed = default.is_some_and(|default| default.computed().is_some());
            let Some(old) = rebuilt.old_name(&column.name).filter(|_| !computed) else {
                continue;
            };
            let was = rebuilt.before.column(old);
            let changes =
                was.is_some_and(|was| family(&was.data_type) != family(&column.data_type));
            let cast = changes && !matches!(column.data_type, DataType::Json);
            let cast = cast.then(|| column.data_type.clone());
            columns.push((column.name.clone(), old.to_owned(), cast));
        }
        let copy = CopyRows {
            from: from.clone(),
            to: to.clone(),
            columns,
            keep_row_numbers: self.keeps_row_numbers(rebuilt),
            abort: conflicts(&rebuilt.table),
            count: self.database.is_some() && rebuilt.was_seen,
            keep_counter: rebuilt.before.options.sqlite_autoincrement
                && rebuilt.table.options.sqlite_autoincrement,
            numbers: numbers.filter(|numbers| rebuilt.old_name(numbers).is_some()),
        };
        let says = |on: bool| {
            DdlStatement::IdentityInsert(IdentityInsert {
                table: to.clone(),
                columns: copy.numbers.iter().cloned().collect(),
                on,
            })
        };
        let own = self.dialect.capabilities().identity_insert && copy.numbers.is_some();
        let (begins, ends) = (own.then(|| says(true)), own.then(|| says(false)));
        lowered.statements.extend(begins);
        lowered.statements.push(DdlStatement::CopyRows(copy));
        lowered.statements.extend(ends);
    }

    /// Whether the numbers of rows, which no column shows, have to be copied, too.
    fn keeps_row_numbers(&self, rebuilt: &Rebuilt<'_>) -> bool {
        let hidden = |table: &Table| {
            table.options.sqlite_with_rowid != Some(false) && !shows_row_numbers(table)
        };
        let rowid = self.dialect.capabilities().rebuilds;
        rowid && rebuilt.before.options.sqlite_with_rowid != Some(false) && hidden(&rebuilt.table)
    }
}

/// Whether a column is the number of the row.
fn shows_row_numbers(table: &Table) -> bool {
    let [key] = table.key_columns()[..] else {
        return false;
    };
    if table.primary_key().is_some_and(|key| key.sqlite_not_rowid) {
        return false;
    }
    let column = table.column(key);
    column.is_some_and(|column| match &column.data_type {
        DataType::Integer => true,
        DataType::Custom { sql } => sql.eq_ignore_ascii_case("integer"),
        _ => false,
    })
}

/// Whether a constraint lets rows go that break it.
fn conflicts(table: &Table) -> bool {
    use crate::schema::Constraint;

    let of_column = |column: &crate::schema::Column| {
        column.sqlite_on_conflict_not_null.is_some()
            || column.sqlite_on_conflict_primary_key.is_some()
            || column.sqlite_on_conflict_unique.is_some()
    };
    let of_constraint = |constraint: &Constraint| match constraint {
        Constraint::PrimaryKey(key) => key.sqlite_on_conflict.is_some(),
        Constraint::Unique(unique) => unique.sqlite_on_conflict.is_some(),
        Constraint::Check(check) => check.sqlite_on_conflict.is_some(),
        Constraint::ForeignKey(_) | Constraint::Exclude(_) => false,
    };
    table.columns.iter().any(of_column) || table.constraints.iter().any(of_constraint)
}

/// What kind of values a type has: between two kinds, values are cast.
fn family(data_type: &DataType) -> &'static str {
    match data_type {
        DataType::Integer | DataType::SmallInteger | DataType::BigInteger => "integer",
        DataType::Numeric { .. } => "numeric",
        DataType::Float { .. } | DataType::Double { .. } => "float",
        DataType::Boolean(_) => "boolean",
        DataType::String(_)
        | DataType::Unicode(_)
        | DataType::Text(_)
        | DataType::UnicodeText(_)
        | DataType::Char(_)
        | DataType::Nchar(_)
        | DataType::Varchar(_)
        | DataType::Nvarchar(_)
        | DataType::Enum(_) => "text",
        DataType::Binary { .. } => "binary",
        DataType::Date => "date",
        DataType::DateTime { .. } | DataType::Timestamp { .. } => "datetime",
        DataType::Time { .. } => "time",
        DataType::Interval { .. } => "interval",
        DataType::Json => "json",
        DataType::Uuid { .. } => "uuid",
        DataType::Array { .. } => "array",
        // Nobody knows more of it: values stay as they are.
        DataType::Custom { .. } => "custom",
        DataType::Native(native) => match native.name.as_str() {
            "INTEGER" | "BIGINT" | "SMALLINT" | "TINYINT" | "MEDIUMINT" => "integer",
            "NUMERIC" | "DECIMAL" => "numeric",
            "FLOAT" | "DOUBLE" | "REAL" | "DOUBLE_PRECISION" => "float",
            "VARCHAR" | "CHAR" | "TEXT" | "LONGTEXT" | "MEDIUMTEXT" | "TINYTEXT" => "text",
            _ => "native",
        },
    }
}
