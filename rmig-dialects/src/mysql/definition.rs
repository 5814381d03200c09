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
    let database = connection.session.database.clone();
    let schema = object.schema.as_deref().unwrap_or(&database);
    let full = format!(
        "{}.{}",
        quote_identifier(schema),
        quote_identifier(&object.name)
    );
    let sql = match object.kind {
        ObjectKind::Table => format!("SHOW CREATE TABLE {full}"),
        ObjectKind::View => format!("SHOW CREATE VIEW {full}"),
        ObjectKind::Trigger => format!("SHOW CREATE TRIGGER {full}"),
        ObjectKind::Event => format!("SHOW CREATE EVENT {full}"),
        ObjectKind::Sequence => format!("SHOW CREATE SEQUENCE {full}"),
        ObjectKind::Schema => {
            let name = quote_identifier(&object.name);
            format!("SHOW CREATE DATABASE {name}")
        }
        ObjectKind::Routine => return routines(connection, &full).await,
        ObjectKind::Index => return indexes(connection, schema, &object.name).await,
        // There are none.
        ObjectKind::Type => return Ok(None),
    };
    let text = show(connection, &sql).await?;
    Ok(text.map(|text| match object.kind {
        ObjectKind::Table => without_counter(&text),
        _ => text,
    }))
}

/// A procedure and a function may share a name.
async fn routines(
    connection: &mut MysqlConnection,
    full: &str,
) -> Result<Option<String>, DatabaseError> {
    let mut texts = Vec::new();
    for kind in ["PROCEDURE", "FUNCTION"] {
        texts.extend(show(connection, &format!("SHOW CREATE {kind} {full}")).await?);
    }
    Ok((!texts.is_empty()).then(|| texts.join("\n")))
}

/// Indexes are named within their table; here all of one name.
async fn indexes(
    connection: &mut MysqlConnection,
    schema: &str,
    name: &str,
) -> Result<Option<String>, DatabaseError> {
    let sql = format!(
        "SELECT TABLE_NAME, NON_UNIQUE, INDEX_TYPE, SEQ_IN_INDEX, COLUMN_NAME, COLLATION, SUB_PART, \
         INDEX_COMMENT FROM information_schema.STATISTICS WHERE INDEX_SCHEMA = {} AND \
         INDEX_NAME = {} ORDER BY TABLE_NAME, SEQ_IN_INDEX",
        quote_text(schema),
        quote_text(name)
    );
    let rows = connection.query(&sql).await?;
    let lines: Vec<String> = rows.iter().map(|row| format!("{row:?}")).collect();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}

/// The columns of `SHOW CREATE …` that define something; none where there is nothing.
async fn show(
    connection: &mut MysqlConnection,
    sql: &str,
) -> Result<Option<String>, DatabaseError> {
    let shown = match connection.session.flavour {
        Flavour::MariaDb => {
            let sql = format!("SET STATEMENT sql_mode = '' FOR {sql}");
            connection.query(&sql).await
        }
        Flavour::Mysql => between_modes(connection, sql).await,
    };
    let rows = match shown {
        Ok(rows) => rows,
        Err(error) if error::is_missing(&error) => return Ok(None),
        Err(error) => return Err(error),
    };
    // The first columns: name, then for what runs later its SQL mode, then the statement. Behind it
    // stand character sets, and when a trigger was made.
    let row = rows.first().map(Vec::as_slice).unwrap_or_default();
    let texts = row.iter().skip(1).take(3).map(|value| match value {
        Value::Text(text) => text.clone(),
        Value::Integer(number) => number.to_string(),
        Value::Null => String::new(),
    });
    Ok(Some(texts.collect::<Vec<_>>().join("\n")))
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
