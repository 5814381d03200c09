//! Values of rows.

use rmig_engine::connection::Value;
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
