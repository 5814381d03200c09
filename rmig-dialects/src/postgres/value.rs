//! From the texts that PostgreSQL answers with to values.

use rmig_engine::connection::Value;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _, postgres::PgRow};

/// The values of a row.
pub(super) fn row(row: &PgRow) -> Result<Vec<Value>, sqlx::Error> {
    (0..row.len()).map(|at| value(row, at)).collect()
}

/// One value by its type: whole numbers, truth values as 1 and 0, all others as they are written.
fn value(row: &PgRow, at: usize) -> Result<Value, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let text = raw.as_str().map_err(sqlx::Error::Decode)?;
    Ok(match raw.type_info().name() {
        "BOOL" => Value::Integer(i64::from(text == "t")),
        "INT2" | "INT4" | "INT8" => match text.parse() {
            Ok(number) => Value::Integer(number),
            Err(_) => Value::Text(text.to_owned()),
        },
        _ => Value::Text(text.to_owned()),
    })
}
