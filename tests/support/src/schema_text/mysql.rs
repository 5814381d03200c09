//! MySQL and MariaDB: what `SHOW CREATE` says, and all rows.

use super::{Journal, table::Table};
use crate::{scratch::ScratchDatabase, session::Session};

pub fn read(
    database: &ScratchDatabase,
    session: &mut Session,
    journal: Journal<'_>,
) -> (String, Vec<Table>) {
    let mut definitions = show(session, "DATABASE", &database.name(), 2);
    let mut tables = Vec::new();
    for table in names(
        session,
        "table_name",
        "tables",
        "table_schema",
        "table_type = 'BASE TABLE'",
    ) {
        if journal.has(&table) {
            definitions.push_str(&without_counter(&show(session, "TABLE", &table, 2)));
            tables.push(rows(session, &table));
        }
    }
    // The last column of a trigger's answer is when it was made.
    for (kind, column, place, schema, condition, columns) in [
        ("VIEW", "table_name", "views", "table_schema", "TRUE", 4),
        (
            "TRIGGER",
            "trigger_name",
            "triggers",
            "trigger_schema",
            "TRUE",
            6,
        ),
        (
            "PROCEDURE",
            "routine_name",
            "routines",
            "routine_schema",
            "routine_type = 'PROCEDURE'",
            6,
        ),
        (
            "FUNCTION",
            "routine_name",
            "routines",
            "routine_schema",
            "routine_type = 'FUNCTION'",
            6,
        ),
        ("EVENT", "event_name", "events", "event_schema", "TRUE", 7),
    ] {
        for name in names(session, column, place, schema, condition) {
            definitions.push_str(&show(session, kind, &name, columns));
        }
    }
    // Two databases that hold the same have different names.
    (definitions.replace(&database.name(), "$database"), tables)
}

fn names(
    session: &mut Session,
    column: &str,
    place: &str,
    schema: &str,
    condition: &str,
) -> Vec<String> {
    let query = format!(
        "SELECT {column} FROM information_schema.{place} \
         WHERE {schema} = database() AND {condition} ORDER BY BINARY {column}"
    );
    session.rows(&query).into_iter().flatten().collect()
}

fn show(session: &mut Session, kind: &str, name: &str, columns: usize) -> String {
    let rows = session.rows(&format!("SHOW CREATE {kind} {}", quoted(name)));
    let texts = rows.iter().flat_map(|row| row.iter().take(columns));
    let lines = texts.map(|text| format!("{text}\n"));
    format!("{kind} {}", lines.collect::<String>())
}

/// The next value of `AUTO_INCREMENT` is left out.
fn without_counter(definition: &str) -> String {
    let Some((before, after)) = definition.rsplit_once(" AUTO_INCREMENT=") else {
        return definition.to_owned();
    };
    format!(
        "{before}{}",
        after.trim_start_matches(|c: char| c.is_ascii_digit())
    )
}

fn rows(session: &mut Session, name: &str) -> Table {
    let text = name.replace('\\', "\\\\").replace('\'', "''");
    let columns: Vec<String> = session
        .rows(&format!(
            "SELECT column_name FROM information_schema.columns \
             WHERE table_schema = database() AND table_name = '{text}' ORDER BY ordinal_position"
        ))
        .into_iter()
        .flatten()
        .collect();
    let list: Vec<String> = columns.iter().map(|column| quoted(column)).collect();
    let query = format!("SELECT {} FROM {}", list.join(", "), quoted(name));
    Table {
        name: name.to_owned(),
        rows: session.cells(&query),
        columns,
    }
}

fn quoted(name: &str) -> String {
    format!("`{}`", name.replace('`', "``"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_table_s_own_counter_goes() {
        let table = "CREATE TABLE `t` (\n `id` int COMMENT ' AUTO_INCREMENT=1'\n) ENGINE=InnoDB";
        let counted = format!("{table} AUTO_INCREMENT=31 DEFAULT CHARSET=utf8mb4");
        assert_eq!(
            without_counter(&counted),
            format!("{table} DEFAULT CHARSET=utf8mb4")
        );
    }
}
