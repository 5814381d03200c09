//! SQLite: its own catalogue, and every value as a literal.

use super::{Journal, table::Table};
use crate::session::Session;

pub fn read(session: &mut Session, journal: Journal<'_>) -> (String, Vec<Table>) {
    let mut definitions = String::new();
    let mut tables = Vec::new();
    let objects = session.rows(
        "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema ORDER BY type, name",
    );
    for object in objects {
        let [kind, name, table, sql] = object.as_slice() else {
            unreachable!("the query has four columns");
        };
        if !journal.has(table) || name == "sqlite_sequence" {
            continue;
        }
        definitions.push_str(&format!("{kind} {name} on {table}: {sql}\n"));
        if kind == "table" {
            tables.push(rows(session, name));
        }
    }
    (definitions, tables)
}

fn rows(session: &mut Session, name: &str) -> Table {
    let quoted = |name: &str| format!("\"{}\"", name.replace('"', "\"\""));
    let text = name.replace('\'', "''");
    let columns: Vec<String> = session
        .rows(&format!(
            "SELECT name FROM pragma_table_xinfo('{text}') WHERE hidden <> 1 ORDER BY cid"
        ))
        .into_iter()
        .flatten()
        .collect();
    let literals: Vec<String> = columns
        .iter()
        .map(|column| {
            let column = quoted(column);
            // NULL stays NULL, and so does the difference between 1 and '1'.
            format!("CASE WHEN {column} IS NOT NULL THEN quote({column}) END")
        })
        .collect();
    let query = format!("SELECT {} FROM {}", literals.join(", "), quoted(name));
    Table {
        name: name.to_owned(),
        rows: session.cells(&query),
        columns,
    }
}
