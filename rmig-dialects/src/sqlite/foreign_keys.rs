//! Counts the rows that break a foreign key.

use std::collections::BTreeMap;

use rmig_engine::connection::{Connection as _, DatabaseError, Value};

use super::SqliteConnection;

/// Counts by child and parent table.
type Violations = BTreeMap<(String, String), u64>;

/// Counts the rows of all tables that break a foreign key.
pub(super) async fn violations(
    connection: &mut SqliteConnection,
) -> Result<Violations, DatabaseError> {
    let mut violations = Violations::new();
    match of(connection, "pragma_foreign_key_check").await {
        Ok(found) => return Ok(found),
        Err(error) if mismatch(&error.message).is_some() => {}
        Err(error) => return Err(error),
    }
    // A key whose parent has no such key ends the check of all tables: table by table, then.
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    for row in connection.query(tables).await? {
        let Some(Value::Text(table)) = row.first() else {
            continue;
        };
        let literal = table.replace('\'', "''");
        match of(
            connection,
            &format!("pragma_foreign_key_check('{literal}')"),
        )
        .await
        {
            Ok(found) => violations.extend(found),
            Err(error) => {
                let Some(parent) = mismatch(&error.message) else {
                    return Err(error);
                };
                let name = table.replace('"', "\"\"");
                let sql = format!("SELECT '', '', COUNT(*) FROM \"{name}\"");
                let rows = count(&connection.query(&sql).await?).into_values().sum();
                violations.insert((table.clone(), parent.to_owned()), u64::max(rows, 1));
            }
        }
    }
    Ok(violations)
}

async fn of(connection: &mut SqliteConnection, check: &str) -> Result<Violations, DatabaseError> {
    let sql = format!("SELECT \"table\", parent, COUNT(*) FROM {check} GROUP BY \"table\", parent");
    Ok(count(&connection.query(&sql).await?))
}

fn count(rows: &[Vec<Value>]) -> Violations {
    let counted = rows.iter().filter_map(|row| match row.as_slice() {
        [
            Value::Text(child),
            Value::Text(parent),
            Value::Integer(count),
        ] => Some((
            (child.clone(), parent.clone()),
            u64::try_from(*count).unwrap_or_default(),
        )),
        _ => None,
    });
    counted.collect()
}

/// The parent in `foreign key mismatch - "child" referencing "parent"`.
fn mismatch(message: &str) -> Option<&str> {
    let rest = message.strip_prefix("foreign key mismatch - ")?;
    let (_, parent) = rest.rsplit_once(" referencing ")?;
    Some(parent.trim_matches('"'))
}
