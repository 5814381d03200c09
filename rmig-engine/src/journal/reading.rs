//! Reading the journal.

use super::{Entry, EntryDetails, Journal, table::NAME};
use crate::{
    connection::{Connection, DatabaseError, ErrorKind, Value},
    dialect::Dialect,
};

impl Journal {
    /// All rows, the oldest first.
    pub(crate) async fn entries(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Vec<Entry>, DatabaseError> {
        let table = self.quoted(dialect);
        let from = format!("{table} WHERE {}", self.ours(dialect));
        let rows = connection.query_many(Entry::COLUMNS, &from).await?;
        let mut entries = read(&rows, Entry::read)?;
        entries.sort_unstable_by_key(|entry| entry.id);
        Ok(entries)
    }

    /// What else the rows with these numbers say, the oldest first.
    pub(crate) async fn details(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
        ids: &[i64],
    ) -> Result<Vec<EntryDetails>, DatabaseError> {
        let ids: Vec<String> = ids.iter().map(i64::to_string).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let (table, columns) = (self.quoted(dialect), EntryDetails::COLUMNS);
        let ids = ids.join(", ");
        let sql = format!("SELECT {columns} FROM {table} WHERE id IN ({ids}) ORDER BY id");
        read(&connection.query(&sql).await?, EntryDetails::read)
    }

    /// How many statements of the claimed section are done; none if there is no such section.
    pub(crate) async fn statements_done(
        &self,
        connection: &mut dyn Connection,
        dialect: &dyn Dialect,
    ) -> Result<Option<i64>, DatabaseError> {
        let table = self.quoted(dialect);
        let claimed = self.claimed(dialect);
        let sql = format!("SELECT statements_done FROM {table} WHERE {claimed}");
        let rows = connection.query(&sql).await?;
        Ok(rows.first().and_then(|row| row.first()?.as_integer()))
    }
}

/// Reads rows that begin with their number.
fn read<T>(
    rows: &[Vec<Value>],
    read_one: impl Fn(&[Value]) -> Option<T>,
) -> Result<Vec<T>, DatabaseError> {
    let read = rows.iter().map(|row| {
        read_one(row).ok_or_else(|| {
            let id = row.first().and_then(Value::as_integer).unwrap_or_default();
            let message = format!("row {id} of {NAME} can't be read");
            DatabaseError::new(ErrorKind::Other, message)
                .with_help("a newer version of the tool may have written it; update yours")
        })
    });
    read.collect()
}
