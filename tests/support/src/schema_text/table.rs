//! The rows of one table.

use super::journal::{Journal, TABLE};
use crate::session::Cells;

/// A table's rows, on their way into a text.
pub struct Table {
    /// Its name, with the schema where there are several.
    pub name: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// All rows.
    pub rows: Vec<Cells>,
}

impl Table {
    /// A line for each row.
    pub fn text(mut self, journal: Journal<'_>) -> String {
        let is_journal = self.name.rsplit('.').next() == Some(TABLE);
        if is_journal {
            let id = self.columns.iter().position(|column| column == "id");
            self.rows.sort_by_key(|row| {
                let id = id.and_then(|id| row.get(id)?.as_deref());
                id.and_then(|id| id.parse::<i64>().ok())
            });
        }
        let mut lines: Vec<String> = self
            .rows
            .iter()
            .map(|row| {
                let cells = self
                    .columns
                    .iter()
                    .zip(row)
                    .map(|(column, cell)| match cell {
                        None => format!("{column}=NULL"),
                        Some(_) if is_journal && journal.hides(column) => format!("{column}=*"),
                        Some(value) => format!("{column}={value:?}"),
                    });
                cells.collect::<Vec<_>>().join(" ")
            })
            .collect();
        if !is_journal {
            lines.sort();
        }
        let rows = |line: &String| format!("{}: {line}\n", self.name);
        lines.iter().map(rows).collect()
    }
}
