//! One connection to a SQLite database.
//!
//! `BEGIN` and `COMMIT` go to SQLite as plain statements, so sqlx doesn't know of the transaction;
//! nobody else gets at the driver's connection, and SQLite itself refuses a `BEGIN` in a transaction.
//! When the connection is dropped, SQLite closes the file and thereby rolls back.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use async_trait::async_trait;
use rmig_engine::{
    connection::{
        Access, BatchDone, BatchError, Canceller, Connection, DatabaseError, ErrorKind,
        LockAttempt, Value,
    },
    dialect::{DatabaseObject, Dialect as _, ObjectKind},
};
use sqlx::{AssertSqlSafe, Connection as _};

use super::{SqliteDialect, error::from_sqlx, foreign_keys, value};
use crate::batch_text::BatchText;

/// How many steps of SQLite's machine lie between two looks at whether to cancel.
const STEPS_BETWEEN_LOOKS: i32 = 1000;

/// One connection to a SQLite database.
#[derive(Debug)]
pub struct SqliteConnection {
    inner: sqlx::SqliteConnection,
    exists: bool,
    access: Access,
    cancelled: Arc<AtomicBool>,
    /// Whether nothing has been sent since it was opened and set up.
    pub(super) fresh: bool,
}

/// Tells SQLite's progress handler to stop.
struct Interrupt(Arc<AtomicBool>);

#[async_trait]
impl Canceller for Interrupt {
    async fn cancel(&self) {
        self.0.store(true, Ordering::SeqCst);
    }
}

impl SqliteConnection {
    /// Takes over a connection and brings its session into shape.
    pub(super) async fn new(
        mut inner: sqlx::SqliteConnection,
        exists: bool,
        access: Access,
    ) -> Result<Self, DatabaseError> {
        let cancelled = Arc::new(AtomicBool::new(false));
        let seen = Arc::clone(&cancelled);
        let mut handle = inner
            .lock_handle()
            .await
            .map_err(|error| from_sqlx(error, ""))?;
        handle.set_progress_handler(STEPS_BETWEEN_LOOKS, move || !seen.load(Ordering::SeqCst));
        drop(handle);
        let mut connection = Self {
            inner,
            exists,
            access,
            cancelled,
            fresh: false,
        };
        connection.set_profile().await?;
        Ok(connection)
    }

    /// Sets everything that can be set without reading the database.
    async fn set_profile(&mut self) -> Result<(), DatabaseError> {
        // Not `mode=ro`: what a killed program left behind must still be recovered.
        let looks = i32::from(self.access == Access::Look);
        let profile = SqliteDialect.session_profile().join("; ");
        let profile = format!("PRAGMA query_only = {looks}; {profile}");
        self.run(&profile).await.map(drop)
    }

    /// The driver's connection.
    pub(super) fn inner(&mut self) -> &mut sqlx::SqliteConnection {
        self.fresh = false;
        &mut self.inner
    }

    async fn run(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        let result = sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(self.inner())
            .await;
        result
            .map(|done| done.rows_affected())
            .map_err(|error| from_sqlx(error, sql))
    }
}

#[async_trait]
impl Connection for SqliteConnection {
    fn database_exists(&self) -> bool {
        self.exists
    }

    fn dialect(&self) -> &'static str {
        SqliteDialect.name()
    }

    fn canceller(&self) -> Arc<dyn Canceller> {
        Arc::new(Interrupt(Arc::clone(&self.cancelled)))
    }

    fn is_fresh(&self) -> bool {
        self.fresh
    }

    async fn reset_session(&mut self) -> Result<(), DatabaseError> {
        self.set_profile().await?;
        match self.run("PRAGMA synchronous = FULL").await {
            // A script can't have changed it there either.
            Err(error) if error.message.contains("inside a transaction") => Ok(()),
            other => other.map(drop),
        }
    }

    async fn begin(&mut self) -> Result<(), DatabaseError> {
        self.run("BEGIN IMMEDIATE").await.map(drop)
    }

    async fn commit(&mut self) -> Result<(), DatabaseError> {
        self.run("COMMIT").await.map(drop)
    }

    async fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.cancelled.store(false, Ordering::SeqCst);
        match self.run("ROLLBACK").await {
            // SQLite rolls back by itself after some errors.
            Err(error) if error.message.contains("no transaction is active") => Ok(()),
            other => other.map(drop),
        }
    }

    async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        let changed = self.send_one(sql).await?.changed;
        Ok(changed.iter().sum())
    }

    async fn run_batch(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        if statements.is_empty() {
            return Ok(BatchDone::default());
        }
        self.send(&BatchText::join(statements), keep, done).await
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Value>>, DatabaseError> {
        Ok(self.send_one(sql).await?.rows)
    }

    async fn query_many(
        &mut self,
        columns: &str,
        from: &str,
    ) -> Result<Vec<Vec<Value>>, DatabaseError> {
        // Every row costs a way from the driver's thread to this one; one that holds all of them
        // costs it once.
        let sql = format!("SELECT json_group_array(json_array({columns})) FROM {from}");
        let rows = self.query(&sql).await?;
        let text = rows.first().and_then(|row| row.first()?.as_text());
        value::rows_of(text.unwrap_or_default())
            .ok_or_else(|| DatabaseError::new(ErrorKind::Other, "SQLite's answer makes no sense"))
    }

    async fn table_exists(
        &mut self,
        schema: Option<&str>,
        name: &str,
    ) -> Result<bool, DatabaseError> {
        let quote = |text: &str| text.replace('\'', "''");
        let schema = schema.map_or("main".to_owned(), |schema| schema.replace('"', "\"\""));
        // Names of tables are the same in upper and lower case.
        let sql = format!(
            "SELECT COUNT(*) FROM \"{schema}\".sqlite_master \
             WHERE type = 'table' AND lower(name) = lower('{}')",
            quote(name)
        );
        let rows = self.query(&sql).await?;
        Ok(rows.first().and_then(|row| row.first()) != Some(&Value::Integer(0)))
    }

    async fn try_lock(&mut self, _: &str) -> Result<LockAttempt, DatabaseError> {
        Ok(LockAttempt::Taken)
    }

    async fn unlock(&mut self, _: &str) -> Result<(), DatabaseError> {
        Ok(())
    }

    async fn definition(
        &mut self,
        object: &DatabaseObject,
    ) -> Result<Option<String>, DatabaseError> {
        let quote = |text: &str| SqliteDialect.quote_text(text);
        let schema = SqliteDialect.quote_identifier(object.schema.as_deref().unwrap_or("main"));
        let (name, kind) = (quote(&object.name), quote(object.kind.as_str()));
        // A table's definition includes its indexes and triggers.
        let also = match object.kind {
            ObjectKind::Table => format!(" OR lower(tbl_name) = lower({name})"),
            _ => String::new(),
        };
        let sql = format!(
            "SELECT group_concat(type || ' ' || name || ' ' || coalesce(sql, ''), char(10)) FROM \
             (SELECT * FROM {schema}.sqlite_master WHERE (type = {kind} AND lower(name) = \
             lower({name})){also} ORDER BY type, name)"
        );
        let rows = self.query(&sql).await?;
        Ok(rows
            .first()
            .and_then(|row| Some(row.first()?.as_text()?.to_owned())))
    }

    async fn suspend_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        self.run("PRAGMA foreign_keys = OFF").await?;
        // Else renaming the new table breaks views and triggers that speak of it.
        self.run("PRAGMA legacy_alter_table = ON").await.map(drop)
    }

    async fn resume_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        self.reset_session().await
    }

    async fn foreign_key_violations(
        &mut self,
    ) -> Result<BTreeMap<(String, String), u64>, DatabaseError> {
        foreign_keys::violations(self).await
    }

    async fn reconnect(&mut self) -> Result<(), DatabaseError> {
        // A file doesn't go away.
        Ok(())
    }

    async fn close(self: Box<Self>) -> Result<(), DatabaseError> {
        self.inner
            .close()
            .await
            .map_err(|error| from_sqlx(error, ""))
    }
}
