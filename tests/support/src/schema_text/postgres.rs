//! PostgreSQL: `pg_dump` for what is defined, the catalogue for the rows.

use std::process::Command;

use super::{Journal, journal::TABLE, table::Table};
use crate::{scratch::ScratchDatabase, session::Session};

pub fn read(
    database: &ScratchDatabase,
    session: &mut Session,
    journal: Journal<'_>,
) -> (String, Vec<Table>) {
    (definitions(database, journal), tables(session, journal))
}

fn definitions(database: &ScratchDatabase, journal: Journal<'_>) -> String {
    let mut command = Command::new("pg_dump");
    command.arg("--schema-only");
    if !journal.has(TABLE) {
        command.arg(format!("--exclude-table=*.{TABLE}"));
    }
    database.log_in_to_postgres(&mut command);
    let output = command.output().unwrap_or_else(|error| {
        panic!("pg_dump: {error}; `cargo xtask test` installs it on Debian")
    });
    assert!(
        output.status.success(),
        "pg_dump: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8_lossy(&output.stdout);
    // The key of \restrict is another one in every dump.
    let kept = text
        .lines()
        .filter(|line| !line.starts_with("\\restrict ") && !line.starts_with("\\unrestrict "));
    kept.map(|line| format!("{line}\n")).collect()
}

fn tables(session: &mut Session, journal: Journal<'_>) -> Vec<Table> {
    let found = session.rows(
        "SELECT n.nspname, c.relname, quote_ident(n.nspname) || '.' || quote_ident(c.relname) \
         FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
         WHERE c.relkind IN ('r', 'm') AND n.nspname <> 'information_schema' AND n.nspname !~ '^pg_' \
         ORDER BY n.nspname COLLATE \"C\", c.relname COLLATE \"C\"",
    );
    let kept = found.iter().filter(|table| journal.has(&table[1]));
    kept.map(|table| rows(session, &format!("{}.{}", table[0], table[1]), &table[2]))
        .collect()
}

fn rows(session: &mut Session, name: &str, quoted: &str) -> Table {
    let text = quoted.replace('\'', "''");
    let columns = session.rows(&format!(
        "SELECT attname, quote_ident(attname) || '::text' FROM pg_attribute \
         WHERE attrelid = '{text}'::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum"
    ));
    let casts: Vec<&str> = columns.iter().map(|column| column[1].as_str()).collect();
    let query = format!("SELECT {} FROM {quoted}", casts.join(", "));
    Table {
        name: name.to_owned(),
        rows: session.cells(&query),
        columns: columns.iter().map(|column| column[0].clone()).collect(),
    }
}
