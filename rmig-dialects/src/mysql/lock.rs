//! The run lock: `GET_LOCK` under a name that tells databases apart.

use rmig_engine::connection::{Connection as _, DatabaseError, ErrorKind, LockAttempt, Value};
use sha2::{Digest as _, Sha256};

use super::{MysqlConnection, dialect::quote_text};

/// How many characters the server takes for a lock's name.
const MAX_NAME: usize = 64;

/// How many characters of the hash stand in a lock's name.
const HASH: usize = 32;

/// Tries once to take the lock; doesn't wait.
pub(super) async fn try_lock(
    connection: &mut MysqlConnection,
    name: &str,
) -> Result<LockAttempt, DatabaseError> {
    let lock = quote_text(&lock_name(&connection.session.database, name));
    let taken = ask(connection, &format!("SELECT GET_LOCK({lock}, 0)")).await?;
    match taken {
        Some(1) => Ok(LockAttempt::Taken),
        Some(_) => Ok(LockAttempt::Held {
            by: holder(connection, &lock).await,
        }),
        None => Err(failed("the server can't give the run lock (GET_LOCK)")),
    }
}

/// Gives the lock back.
pub(super) async fn unlock(
    connection: &mut MysqlConnection,
    name: &str,
) -> Result<(), DatabaseError> {
    let lock = quote_text(&lock_name(&connection.session.database, name));
    match ask(connection, &format!("SELECT RELEASE_LOCK({lock})")).await? {
        Some(1) => Ok(()),
        _ => Err(failed("the run lock wasn't ours any more")),
    }
}

/// The lock's name on the server, where it is shared by all databases: readable at its beginning,
/// told apart by its end. Version 1; a change of it would let two versions of rmig run at once.
fn lock_name(database: &str, name: &str) -> String {
    // Some servers don't tell names in upper and lower case apart; a lock too many does no harm.
    let database = database.to_lowercase();
    let mut hash = Sha256::new();
    for part in ["rmig lock v1", &database, name] {
        hash.update(part.len().to_be_bytes());
        hash.update(part);
    }
    let hash: String = hash
        .finalize()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .take(HASH / 2)
        .collect();
    let room = MAX_NAME - HASH - "rmig::".len();
    let readable: String = database.chars().take(room).collect();
    format!("rmig:{readable}:{hash}")
}

/// Who has the lock, as far as the server tells.
async fn holder(connection: &mut MysqlConnection, lock: &str) -> Option<String> {
    let used = ask(connection, &format!("SELECT IS_USED_LOCK({lock})")).await;
    let id = used.ok()??;
    // Without the privilege PROCESS, only connections of the same user are to be seen.
    let sql = format!("SELECT USER, HOST FROM information_schema.PROCESSLIST WHERE ID = {id}");
    let rows = connection.query(&sql).await.unwrap_or_default();
    let text = |at: usize| rows.first()?.get(at).and_then(Value::as_text);
    Some(match (text(0), text(1)) {
        (Some(user), Some(host)) => format!("user {user} from {host} (connection {id})"),
        _ => format!("connection {id}"),
    })
}

/// One number; none for NULL.
async fn ask(connection: &mut MysqlConnection, sql: &str) -> Result<Option<i64>, DatabaseError> {
    let rows = connection.query(sql).await?;
    Ok(rows.first().and_then(|row| row.first()?.as_integer()))
}

fn failed(message: &str) -> DatabaseError {
    DatabaseError::new(ErrorKind::Other, message)
        .with_help("run the command again; the server's log may say more")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lock_is_named_after_its_database_and_fits() {
        let name = lock_name("Shop", "run");
        assert_eq!(name, "rmig:shop:c295c86cb1cf09b5d83c371aa7ecd123");
        assert_ne!(name, lock_name("shop2", "run"));
        assert_ne!(name, lock_name("Shop", "run2"));
        assert_ne!(lock_name("ab", "c"), lock_name("a", "bc"));
        let long = lock_name(&"ü".repeat(64), "run");
        assert_eq!(long.chars().count(), MAX_NAME);
    }
}
