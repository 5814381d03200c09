//! Values of rows.

use rmig_engine::connection::Value;
use serde_json::Value as Json;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _, sqlite::SqliteRow};

/// The values of a row, each by what it is and not by what its column was declared as.
pub(super) fn row(row: &SqliteRow) -> Result<Vec<Value>, sqlx::Error> {
    (0..row.len()).map(|at| value(row, at)).collect()
}

fn value(row: &SqliteRow, at: usize) -> Result<Value, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let kind = raw.type_info().into_owned();
    Ok(match kind.name() {
        "INTEGER" | "BOOLEAN" => Value::Integer(row.try_get_unchecked(at)?),
        "REAL" => Value::Text(row.try_get_unchecked::<f64, _>(at)?.to_string()),
        _ => Value::Text(row.try_get_unchecked(at)?),
    })
}

/// The rows in a JSON array of arrays; none if it isn't one.
pub(super) fn rows_of(json: &str) -> Option<Vec<Vec<Value>>> {
    let rows: Vec<Vec<Json>> = serde_json::from_str(json).ok()?;
    let value = |value: Json| match value {
        Json::Null => Value::Null,
        Json::String(text) => Value::Text(text),
        Json::Number(number) => match number.as_i64() {
            Some(number) => Value::Integer(number),
            None => Value::Text(number.to_string()),
        },
        other => Value::Text(other.to_string()),
    };
    let row = |row: Vec<Json>| row.into_iter().map(value).collect();
    Some(rows.into_iter().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_what_they_are() {
        let text = |text: &str| Value::Text(text.to_owned());
        let rows = rows_of(r#"[[1,"a\n\"b\"",null],[-2,"é",1.5]]"#);
        let wanted = vec![
            vec![Value::Integer(1), text("a\n\"b\""), Value::Null],
            vec![Value::Integer(-2), text("é"), text("1.5")],
        ];
        assert_eq!(rows, Some(wanted));
        assert_eq!(rows_of("[]"), Some(Vec::new()));
        assert_eq!(rows_of("{"), None);
    }
}
