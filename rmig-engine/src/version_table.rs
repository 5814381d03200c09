//! The version table: one row per applied revision that nothing applied stands on.

use std::collections::BTreeSet;

use crate::{
    connection::{Connection, DatabaseError, ErrorKind, Value},
    diagnostic::Finding,
    dialect::Dialect,
};

/// Where the version rows are kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionTable {
    /// The schema of the table; none means the default one.
    pub schema: Option<String>,
    /// The table's name; `alembic_version` takes over a database from Alembic.
    pub name: String,
    /// Whether the table gets a primary key, called `<name>_pkc`, when it is created.
    pub primary_key: bool,
}

impl Default for VersionTable {
    fn default() -> Self {
        Self {
            schema: None,
            name: "rmig_version".to_owned(),
            primary_key: true,
        }
    }
}

/// One change of the version rows; each has to change exactly one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RowChange {
    /// A row goes.
    Delete(String),
    /// A row is replaced by another.
    Update(String, String),
    /// A row comes.
    Insert(String),
}

impl VersionTable {
    /// The table's name in SQL.
    #[must_use]
    pub fn quoted(&self, dialect: &dyn Dialect) -> String {
        qualified(dialect, self.schema.as_deref(), &self.name)
    }

    /// The part of the name that a database of `dialect` wouldn't take as it is: it would refuse it, or
    /// cut it and look for another table.
    ///
    /// # Errors
    ///
    /// What is wrong, and whether it is the schema's name.
    pub fn check(&self, dialect: &dyn Dialect) -> Result<(), (bool, Finding)> {
        let limit = dialect.capabilities().identifier_limit;
        let names = [
            (true, self.schema.as_deref()),
            (false, Some(self.name.as_str())),
        ];
        let named = names
            .into_iter()
            .filter_map(|(is_schema, name)| Some((is_schema, name?)));
        for (is_schema, name) in named {
            if !limit.allows(name) {
                let message = format!("{} takes no such name", dialect.name());
                let finding = Finding::new("invalid-setting", message)
                    .help(format!("a name there has at most {limit}"));
                return Err((is_schema, finding));
            }
        }
        Ok(())
    }

    /// `CREATE TABLE`, if there is none yet.
    #[must_use]
    pub fn create_sql(&self, dialect: &dyn Dialect) -> String {
        let constraint = format!("{}_pkc", self.name);
        let constraint = match dialect.capabilities().identifier_limit.allows(&constraint) {
            _ if !self.primary_key => String::new(),
            true => {
                let name = dialect.quote_identifier(&constraint);
                format!(", CONSTRAINT {name} PRIMARY KEY (version_num)")
            }
            // Cut, it might be the table's own name.
            false => ", PRIMARY KEY (version_num)".to_owned(),
        };
        format!(
            "CREATE TABLE IF NOT EXISTS {} (version_num VARCHAR(255) NOT NULL{constraint}){}",
            self.quoted(dialect),
            dialect.table_options()
        )
    }

    /// Reads all version rows, sorted.
    #[must_use]
    pub fn select_sql(&self, dialect: &dyn Dialect) -> String {
        format!(
            "SELECT version_num FROM {} ORDER BY version_num",
            self.quoted(dialect)
        )
    }

    /// The statement that makes a change.
    #[must_use]
    pub fn change_sql(&self, dialect: &dyn Dialect, change: &RowChange) -> String {
        let table = self.quoted(dialect);
        match change {
            RowChange::Delete(row) => {
                format!(
                    "DELETE FROM {table} WHERE version_num = {}",
                    dialect.quote_text(row)
                )
            }
            RowChange::Update(row, new) => format!(
                "UPDATE {table} SET version_num = {} WHERE version_num = {}",
                dialect.quote_text(new),
                dialect.quote_text(row)
            ),
            RowChange::Insert(row) => {
                format!(
                    "INSERT INTO {table} (version_num) VALUES ({})",
                    dialect.quote_text(row)
                )
            }
        }
    }

    /// The version rows, sorted, each once.
    pub(crate) async fn rows(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<BTreeSet<String>, DatabaseError> {
        let rows = connection.query(&self.select_sql(dialect)).await?;
        Ok(rows
            .into_iter()
            .filter_map(|row| match row.into_iter().next() {
                Some(Value::Text(text)) => Some(text),
                Some(Value::Integer(number)) => Some(number.to_string()),
                Some(Value::Null) | None => None,
            })
            .collect())
    }

    /// The condition that the table holds exactly these rows, each once.
    #[must_use]
    pub fn holds(&self, dialect: &dyn Dialect, rows: &BTreeSet<String>) -> String {
        let table = self.quoted(dialect);
        let list: Vec<String> = rows.iter().map(|row| dialect.quote_text(row)).collect();
        let these = match list.as_slice() {
            [] => return format!("NOT EXISTS (SELECT 1 FROM {table})"),
            [one] => format!("MIN(version_num) = {one}"),
            several => format!(
                "COUNT(DISTINCT CASE WHEN version_num IN ({}) THEN version_num END) = {}",
                several.join(", "),
                several.len()
            ),
        };
        // Planning costs more than running here: one look at the table, whatever is asked.
        let count = rows.len();
        format!("EXISTS (SELECT COUNT(*) FROM {table} HAVING COUNT(*) = {count} AND {these})")
    }

    /// The answer to a change that hit more or fewer rows than one.
    pub(crate) fn miscounted(&self, row: &str, changed: u64) -> DatabaseError {
        let message = format!(
            "the version row {row:?} should have been one row of {} but is {changed}",
            self.name
        );
        let help = format!("look at the rows of {}; each must be there once", self.name);
        DatabaseError::new(ErrorKind::Other, message).with_help(help)
    }
}

impl RowChange {
    /// The row that is changed or comes.
    pub(crate) fn row(&self) -> &str {
        match self {
            Self::Delete(row) | Self::Update(row, _) | Self::Insert(row) => row,
        }
    }
}

/// The changes that turn the rows `before` into the rows `after`.
#[must_use]
pub fn changes(before: &BTreeSet<String>, after: &BTreeSet<String>) -> Vec<RowChange> {
    let mut gone = before.difference(after).cloned().collect::<Vec<_>>();
    let mut come = after.difference(before).cloned().collect::<Vec<_>>();
    let common = gone.len().min(come.len());
    // Rows go before others are replaced, so that none is ever there twice.
    let mut changes: Vec<RowChange> = gone
        .split_off(common)
        .into_iter()
        .map(RowChange::Delete)
        .collect();
    let inserts = come.split_off(common);
    changes.extend(
        gone.into_iter()
            .zip(come)
            .map(|(row, new)| RowChange::Update(row, new)),
    );
    changes.extend(inserts.into_iter().map(RowChange::Insert));
    changes
}

/// A table's name in SQL, with its schema if it has one.
pub(crate) fn qualified(dialect: &dyn Dialect, schema: Option<&str>, name: &str) -> String {
    let name = dialect.quote_identifier(name);
    match schema {
        Some(schema) => format!("{}.{name}", dialect.quote_identifier(schema)),
        None => name,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn set(rows: &str) -> BTreeSet<String> {
        rows.split_whitespace().map(str::to_owned).collect()
    }

    #[test]
    fn as_few_rows_as_possible_change() {
        let delete = |row: &str| RowChange::Delete(row.to_owned());
        let update = |row: &str, new: &str| RowChange::Update(row.to_owned(), new.to_owned());
        let insert = |row: &str| RowChange::Insert(row.to_owned());
        for (before, after, expected) in [
            ("", "a", vec![insert("a")]),
            ("a", "b", vec![update("a", "b")]),
            ("a", "", vec![delete("a")]),
            ("a b z", "m z", vec![delete("b"), update("a", "m")]),
            ("m z", "a b z", vec![update("m", "a"), insert("b")]),
            ("a", "a", vec![]),
        ] {
            assert_eq!(
                changes(&set(before), &set(after)),
                expected,
                "{before} -> {after}"
            );
        }
    }
}
