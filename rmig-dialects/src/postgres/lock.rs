//! The run lock: an advisory lock of the session.

use rmig_engine::connection::{DatabaseError, ErrorKind, LockAttempt, Value};
use sha2::{Digest as _, Sha256};

use super::PostgresConnection;

/// What to do about a proxy that nobody has noticed.
pub(super) const POOLER: &str = "a proxy hands out sessions for one transaction each: set \
                                 `pooler = \"transaction\"`, or connect to the server itself";

/// The first of these numbers that the key is made of; another one would be another lock.
const VERSION: &str = "rmig lock 1:";

/// The lock's number. Advisory locks belong to a database, so its name needn't be in it.
fn key(name: &str) -> i64 {
    let digest = Sha256::digest(format!("{VERSION}{name}"));
    let first = digest.first_chunk::<8>().copied().unwrap_or_default();
    i64::from_be_bytes(first)
}

/// The expression that takes the lock for a transaction. It excludes a session's and other way round.
pub(super) fn for_transaction(name: &str) -> String {
    format!("pg_catalog.pg_try_advisory_xact_lock({})", key(name))
}

impl PostgresConnection {
    /// Tries once to take the lock. Waiting inside a statement would hold a snapshot, and
    /// `CREATE INDEX CONCURRENTLY` waits for snapshots.
    pub(super) async fn take(&mut self, name: &str) -> Result<LockAttempt, DatabaseError> {
        // The server counts how often a session has taken a lock.
        if self.held.contains(name) {
            return Ok(LockAttempt::Taken);
        }
        let key = key(name);
        let taken = self
            .truth(&format!("SELECT pg_try_advisory_lock({key})"))
            .await?;
        if taken {
            self.held.insert(name.to_owned());
            return Ok(LockAttempt::Taken);
        }
        // Who has it is good to know, and no reason to fail.
        let by = self.holder(key).await.unwrap_or_default();
        Ok(LockAttempt::Held { by })
    }

    /// Gives the lock back.
    pub(super) async fn give_back(&mut self, name: &str) -> Result<(), DatabaseError> {
        self.held.remove(name);
        let freed = self
            .truth(&format!("SELECT pg_advisory_unlock({})", key(name)))
            .await?;
        if freed {
            return Ok(());
        }
        let message = "the run lock wasn't this session's any more";
        Err(
            DatabaseError::new(ErrorKind::Other, message).with_help(format!(
                "a script has freed all advisory locks, or {POOLER}"
            )),
        )
    }

    async fn truth(&mut self, sql: &str) -> Result<bool, DatabaseError> {
        let rows = self.send_one(sql).await?.rows;
        Ok(rows.first().and_then(|row| row.first()) == Some(&Value::Integer(1)))
    }

    /// Who has the lock.
    pub(super) async fn holder_of(&mut self, name: &str) -> Result<Option<String>, DatabaseError> {
        self.holder(key(name)).await
    }

    async fn holder(&mut self, key: i64) -> Result<Option<String>, DatabaseError> {
        let number = key.cast_unsigned();
        let sql = format!(
            "SELECT l.pid, nullif(a.application_name, ''), a.usename, host(a.client_addr), \
             to_char(a.backend_start AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI') FROM pg_locks l \
             LEFT JOIN pg_stat_activity a USING (pid) WHERE l.locktype = 'advisory' AND l.granted \
             AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database()) \
             AND l.classid::bigint = {} AND l.objid::bigint = {} AND l.objsubid = 1",
            number >> 32,
            number & 0xffff_ffff
        );
        let rows = self.send_one(&sql).await?.rows;
        Ok(rows.first().and_then(|row| describe(row)))
    }
}

/// Who a session is: `"cargo-rmig" of user app from 10.0.0.7, connected since … (process 4711)`.
fn describe(row: &[Value]) -> Option<String> {
    let [process, application, user, address, since] = row else {
        return None;
    };
    let process = process.as_integer()?;
    let part = |value: &Value, before: &str, after: &str| {
        let text = value.as_text();
        text.map_or(String::new(), |text| format!("{before}{text}{after}"))
    };
    let name = match application.as_text() {
        Some(name) => format!("{name:?}"),
        None => "a session".to_owned(),
    };
    Some(format!(
        "{name}{}{}{} (process {process})",
        part(user, " of user ", ""),
        part(address, " from ", ""),
        part(since, ", connected since ", " UTC"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_name_never_changes() {
        assert_eq!(key("rmig_version"), KNOWN);
        assert_ne!(key("rmig_version2"), KNOWN);
    }

    /// Another version of rmig has to find the same lock.
    const KNOWN: i64 = 4892000239330125781;
}
