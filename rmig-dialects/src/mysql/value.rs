//! Values by what they are.

use rmig_engine::connection::Value;
use sqlx::{Row as _, TypeInfo as _, ValueRef as _, mysql::MySqlRow};

/// The values of a row.
pub(super) fn values(row: &MySqlRow) -> Result<Vec<Value>, sqlx::Error> {
    (0..row.len()).map(|at| value(row, at)).collect()
}

/// One value; the protocol of plain statements hands on everything as text.
fn value(row: &MySqlRow, at: usize) -> Result<Value, sqlx::Error> {
    let raw = row.try_get_raw(at)?;
    if raw.is_null() {
        return Ok(Value::Null);
    }
    let kind = raw.type_info().name().to_owned();
    let bytes: &[u8] = row.try_get_unchecked(at)?;
    let text = String::from_utf8_lossy(bytes);
    let is_number = kind.contains("INT") || kind == "BOOLEAN" || kind == "YEAR";
    Ok(match text.parse() {
        Ok(number) if is_number => Value::Integer(number),
        _ => Value::Text(text.into_owned()),
    })
}
