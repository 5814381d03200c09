//! How an object is defined, as the server writes it, without what changes by itself.

use rmig_engine::{
    connection::{Connection as _, DatabaseError, ErrorKind, Value},
    dialect::{DatabaseObject, ObjectKind},
};

use super::{
    MysqlConnection,
    dialect::{quote_identifier, quote_text},
    error,
    flavour::Flavour,
    session::Session,
};

/// Puts the script's SQL mode aside, in which the server may write definitions otherwise. MariaDB
/// does so with `SET STATEMENT`, which spares two answers.
const ASIDE: &str = "SET @rmig_sql_mode = @@SESSION.sql_mode, SESSION sql_mode = ''";

/// Takes it up again.
const BACK: &str = "SET SESSION sql_mode = @rmig_sql_mode";

/// A text that changes with the definition of an object; none where there is no such object.
pub(super) async fn definition(
    connection: &mut MysqlConnection,
    object: &DatabaseObject,
) -> Result<Option<String>, DatabaseError> {
    if let Some(sql) = show(&connection.session, object) {
        let rows = shown(connection, &sql).await?;
        return Ok(rows.and_then(|rows| read(object.kind, &rows)));
    }
    match object.kind {
        ObjectKind::Routine => routines(connection, object).await,
        ObjectKind::Index => indexes(connection, object).await,
        // There are none.
        _ => Ok(None),
    }
}

/// The statement by which MariaDB shows an object in whatever SQL mode, if a single one does.
pub(super) fn statement(session: &Session, object: &DatabaseObject) -> Option<String> {
    let sql = show(session, object)?;
    (session.flavour == Flavour::MariaDb).then(|| in_no_mode(&sql))
}

/// MariaDB can have another SQL mode for one statement.
fn in_no_mode(sql: &str) -> String {
    format!("SET STATEMENT sql_mode = '' FOR {sql}")
}

/// The statement that shows an object, if a single one does.
fn show(session: &Session, object: &DatabaseObject) -> Option<String> {
    let full = full_name(session, object);
    Some(match object.kind {
        ObjectKind::Table => format!("SHOW CREATE TABLE {full}"),
        ObjectKind::View => format!("SHOW CREATE VIEW {full}"),
        ObjectKind::Trigger => format!("SHOW CREATE TRIGGER {full}"),
        ObjectKind::Event => format!("SHOW CREATE EVENT {full}"),
        ObjectKind::Sequence => format!("SHOW CREATE SEQUENCE {full}"),
        ObjectKind::Schema => {
            let name = quote_identifier(&object.name);
            format!("SHOW CREATE DATABASE {name}")
        }
        ObjectKind::Routine | ObjectKind::Index | ObjectKind::Type => return None,
    })
}

fn full_name(session: &Session, object: &DatabaseObject) -> String {
    let schema = object.schema.as_deref().unwrap_or(&session.database);
    format!(
        "{}.{}",
        quote_identifier(schema),
        quote_identifier(&object.name)
    )
}

/// A procedure and a function may share a name.
async fn routines(
    connection: &mut MysqlConnection,
    object: &DatabaseObject,
) -> Result<Option<String>, DatabaseError> {
    let full = full_name(&connection.session, object);
    let mut texts = Vec::new();
    for kind in ["PROCEDURE", "FUNCTION"] {
        let rows = shown(connection, &format!("SHOW CREATE {kind} {full}")).await?;
        texts.extend(rows.and_then(|rows| read(object.kind, &rows)));
    }
    Ok((!texts.is_empty()).then(|| texts.join("\n")))
}

/// Indexes are named within their table; here all of one name.
async fn indexes(
    connection: &mut MysqlConnection,
    object: &DatabaseObject,
) -> Result<Option<String>, DatabaseError> {
    let database = &connection.session.database;
    let schema = object.schema.as_deref().unwrap_or(database);
    let sql = format!(
        "SELECT TABLE_NAME, NON_UNIQUE, INDEX_TYPE, SEQ_IN_INDEX, COLUMN_NAME, COLLATION, SUB_PART, \
         INDEX_COMMENT FROM information_schema.STATISTICS WHERE INDEX_SCHEMA = {} AND \
         INDEX_NAME = {} ORDER BY TABLE_NAME, SEQ_IN_INDEX",
        quote_text(schema),
        quote_text(&object.name)
    );
    let rows = connection.query(&sql).await?;
    let lines: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}

/// What a `SHOW CREATE …` answers; none where there is nothing to show.
async fn shown(
    connection: &mut MysqlConnection,
    sql: &str,
) -> Result<Option<Vec<Vec<Value>>>, DatabaseError> {
    let shown = match connection.session.flavour {
        Flavour::MariaDb => connection.query(&in_no_mode(sql)).await,
        Flavour::Mysql => between_modes(connection, sql).await,
    };
    match shown {
        Ok(rows) => Ok(Some(rows)),
        Err(error) if error::is_missing(&error) => Ok(None),
        Err(error) => Err(error),
    }
}

/// The columns of a `SHOW CREATE …` that define something.
pub(super) fn read(kind: ObjectKind, rows: &[Vec<Value>]) -> Option<String> {
    // The first columns: name, then for what runs later its SQL mode, then the statement. Behind it
    // stand character sets, and when a trigger was made.
    let texts = rows.first()?.iter().skip(1).take(3);
    let texts = texts.map(|value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Null => String::new(),
    });
    let text = texts.collect::<Vec<_>>().join("\n");
    Some(match kind {
        ObjectKind::Table => without_counter(&text),
        _ => text,
    })
}

/// Asks MySQL, which can't have another SQL mode for a single statement.
async fn between_modes(
    connection: &mut MysqlConnection,
    sql: &str,
) -> Result<Vec<Vec<Value>>, DatabaseError> {
    let shown = connection
        .run_batch(&[ASIDE, sql, BACK], Some(1), &mut |_| ())
        .await;
    match shown {
        Ok(answers) => Ok(answers.rows),
        Err(failed) => {
            if failed.index == 1 && failed.error.kind != ErrorKind::Lost {
                connection.execute(BACK).await?;
            }
            Err(failed.error)
        }
    }
}

/// A table's definition without the number that its next row is going to get.
fn without_counter(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    // The options stand behind the last line that begins with a parenthesis.
    let options = text.rfind("\n)").unwrap_or(0);
    let (columns, options) = text.split_at(options);
    kept.push_str(columns);
    match options.split_once(" AUTO_INCREMENT=") {
        Some((before, counter)) => {
            kept.push_str(before);
            kept.push_str(counter.trim_start_matches(|c: char| c.is_ascii_digit()));
        }
        None => kept.push_str(options),
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_table_s_own_counter_goes() {
        let table = |counter: &str| {
            format!(
                "CREATE TABLE `t` (\n  `a` int COMMENT ' AUTO_INCREMENT=7'\n) ENGINE=InnoDB{counter} X=1"
            )
        };
        assert_eq!(without_counter(&table(" AUTO_INCREMENT=42")), table(""));
        assert_eq!(without_counter(&table("")), table(""));
        assert_eq!(without_counter("CREATE VIEW v"), "CREATE VIEW v");
    }
}
