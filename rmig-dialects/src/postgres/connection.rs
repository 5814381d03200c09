//! One connection to a PostgreSQL database.
//!
//! `BEGIN` and `COMMIT` go to the server as plain statements, so sqlx doesn't know of the
//! transaction; nobody else gets at the driver's connection. Everything is sent in the simple
//! protocol, so that no statement is prepared. When the connection is dropped, the server rolls back
//! what is open, once the statement at hand is done: [`Connection::canceller`] ends it earlier.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, atomic::AtomicBool},
};

use async_trait::async_trait;
use rmig_engine::{
    connection::{
        BatchDone, BatchError, Borrowed, Canceller, Connection, DatabaseError, ErrorKind,
        InvalidIndex, LockAttempt, Opener, Value,
    },
    dialect::{DatabaseObject, Dialect as _},
};
use sqlx::Connection as _;

use super::{
    PostgresDialect,
    again::Again,
    cancel::{Cancel, Whose},
    definition,
    dialect::BEGIN,
    lock,
    pooled::Pooled,
    profile::Shape,
    reach::Reach,
};

/// One connection to a PostgreSQL database.
#[derive(Debug)]
pub struct PostgresConnection {
    pub(super) inner: sqlx::PgConnection,
    pub(super) reach: Reach,
    pub(super) shape: Shape,
    pub(super) session: Session,
    /// The run locks that this session has.
    pub(super) held: BTreeSet<String>,
    /// Whether the statement at hand was cancelled by our own canceller.
    pub(super) cancelled: Arc<AtomicBool>,
    /// Whether a message went out whose answers were not all read, for their reader was dropped.
    pub(super) unread: bool,
    /// Whether nothing more can be sent.
    pub(super) lost: bool,
    /// Whether nothing has been sent since it was opened and set up.
    pub(super) fresh: bool,
    /// How to do with sessions that are borrowed; none where this is a session of our own.
    pub(super) pooled: Option<Pooled>,
    /// Whether a transaction is open, where sessions are borrowed.
    pub(super) in_transaction: bool,
}

/// What was learnt of the session when it began.
#[derive(Clone, Debug, Default)]
pub(super) struct Session {
    /// The server's process that serves it.
    pub process: i64,
    /// Whether the server counts bytes where it says characters: its database has no encoding.
    pub counts_bytes: bool,
}

impl PostgresConnection {
    /// Sends the profile; gives what `then`, a query, answers.
    pub(super) async fn set_profile(&mut self, then: &str) -> Result<Vec<Value>, DatabaseError> {
        let version = self.inner.server_version_num();
        self.set_up(self.shape.for_session(version), then).await
    }

    /// Sends statements that set something; gives what `then`, a query, answers.
    pub(super) async fn set_up(
        &mut self,
        statements: Vec<String>,
        then: &str,
    ) -> Result<Vec<Value>, DatabaseError> {
        let mut all: Vec<&str> = statements.iter().map(String::as_str).collect();
        all.push(then);
        let answers = self.run(&all, Some(all.len() - 1), &mut |_| ()).await;
        let answers = answers.map_err(|failed| DatabaseError {
            message: format!("the session can't be set up: {}", failed.error.message),
            span: None,
            ..failed.error
        })?;
        Ok(answers.rows.into_iter().next().unwrap_or_default())
    }

    /// Brings a session of our own back into shape, and looks whether it still is the one it was.
    async fn reset_own(&mut self) -> Result<(), DatabaseError> {
        let learnt = self.set_profile("SELECT pg_backend_pid()").await?;
        let process = learnt.first().and_then(Value::as_integer);
        if process == Some(self.session.process) {
            return Ok(());
        }
        let message = "a proxy has given this connection another session of the server";
        Err(DatabaseError::new(ErrorKind::Other, message).with_help(lock::POOLER))
    }

    /// Brings the open transaction back into shape, whatever a script has set in it.
    async fn reset_transaction(&mut self, pooled: Pooled) -> Result<(), DatabaseError> {
        let fixed = pooled.borrowed.forget.iter().chain(&pooled.set_up);
        // Too late for that one, which nothing can have changed.
        let isolation = |sql: &&String| !sql.contains("transaction_isolation");
        let statements = fixed.filter(isolation).cloned().collect();
        self.set_up(statements, "SELECT 1").await.map(drop)
    }
}

#[async_trait]
impl Connection for PostgresConnection {
    fn database_exists(&self) -> bool {
        true
    }

    fn dialect(&self) -> &'static str {
        PostgresDialect.name()
    }

    fn canceller(&self) -> Arc<dyn Canceller> {
        Arc::new(Cancel {
            reach: self.reach.clone(),
            timeout: self.shape.connect_timeout,
            whose: match &self.pooled {
                Some(pooled) => Whose::Application(pooled.application.clone()),
                None => Whose::Process(self.session.process),
            },
            cancelled: Arc::clone(&self.cancelled),
        })
    }

    fn opener(&self) -> Option<Arc<dyn Opener>> {
        Some(Arc::new(Again::of(self)))
    }

    fn borrowed(&self) -> Option<Arc<Borrowed>> {
        let pooled = self.pooled.as_ref()?;
        Some(Arc::clone(&pooled.borrowed))
    }

    fn is_fresh(&self) -> bool {
        self.fresh
    }

    async fn reset_session(&mut self) -> Result<(), DatabaseError> {
        match self.pooled.clone() {
            None => self.reset_own().await,
            Some(pooled) if self.in_transaction => self.reset_transaction(pooled).await,
            // Every transaction brings its own along.
            Some(_) => Ok(()),
        }
    }

    async fn begin(&mut self) -> Result<(), DatabaseError> {
        self.send_one(BEGIN).await.map(drop)
    }

    async fn commit(&mut self) -> Result<(), DatabaseError> {
        self.send_one("COMMIT").await.map(drop)
    }

    async fn rollback(&mut self) -> Result<(), DatabaseError> {
        if self.pooled.is_some() && !self.in_transaction && !self.unread {
            return Ok(());
        }
        // Without a transaction the server only warns.
        self.send_one("ROLLBACK").await.map(drop)
    }

    async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        let changed = self.send_one(sql).await?.changed;
        Ok(changed.iter().sum())
    }

    async fn execute_alone(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.run_alone(sql).await.map(drop)
    }

    async fn run_batch(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        let Some(last) = statements.len().checked_sub(1) else {
            return Ok(BatchDone::default());
        };
        let answers = self.run(statements, keep, done).await?;
        let count = answers.changed.len();
        if count == statements.len() {
            return Ok(answers);
        }
        // The server reads the text otherwise than it was cut.
        let message = format!(
            "the server ran {count} statements, and {} were sent",
            last + 1
        );
        let error = DatabaseError::new(ErrorKind::Other, message)
            .with_help("look for a statement that is empty, or that has a semicolon inside");
        Err(BatchError { index: last, error })
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Value>>, DatabaseError> {
        Ok(self.send_one(sql).await?.rows)
    }

    async fn table_exists(
        &mut self,
        schema: Option<&str>,
        name: &str,
    ) -> Result<bool, DatabaseError> {
        let place = match schema {
            Some(schema) => format!("n.nspname = {}", PostgresDialect.quote_text(schema)),
            None => "pg_table_is_visible(c.oid)".to_owned(),
        };
        let sql = tables(&place, name);
        Ok(!self.query(&sql).await?.is_empty())
    }

    async fn text_width(
        &mut self,
        schema: Option<&str>,
        table: &str,
        column: &str,
    ) -> Result<Option<usize>, DatabaseError> {
        let schema = schema.map_or("current_schema()".to_owned(), |schema| {
            PostgresDialect.quote_text(schema)
        });
        let sql = format!(
            "SELECT character_maximum_length FROM information_schema.columns WHERE table_schema = \
             {schema} AND table_name = {} AND column_name = {}",
            PostgresDialect.quote_text(table),
            PostgresDialect.quote_text(column)
        );
        let rows = self.query(&sql).await?;
        let width = rows.first().and_then(|row| row.first()?.as_integer());
        Ok(width.and_then(|width| usize::try_from(width).ok()))
    }

    async fn default_schema(&mut self) -> Result<Option<String>, DatabaseError> {
        let rows = self.query("SELECT current_schema()").await?;
        let name = rows.first().and_then(|row| row.first()?.as_text());
        Ok(name.map(str::to_owned))
    }

    async fn schema_of(&mut self, table: &str) -> Result<Option<String>, DatabaseError> {
        let sql = format!(
            "SELECT n.nspname::text FROM ({}) AS found JOIN pg_catalog.pg_namespace n ON n.oid = \
             found.relnamespace",
            tables("pg_table_is_visible(c.oid)", table)
        );
        match self.query(&sql).await?.first().and_then(|row| row.first()) {
            Some(Value::Text(schema)) => Ok(Some(schema.clone())),
            _ => self.default_schema().await,
        }
    }

    async fn try_lock(&mut self, name: &str) -> Result<LockAttempt, DatabaseError> {
        self.take(name).await
    }

    async fn lock_holder(&mut self, name: &str) -> Result<Option<String>, DatabaseError> {
        self.holder_of(name).await
    }

    async fn unlock(&mut self, name: &str) -> Result<(), DatabaseError> {
        self.give_back(name).await
    }

    async fn definition(
        &mut self,
        object: &DatabaseObject,
    ) -> Result<Option<String>, DatabaseError> {
        definition::of(self, object).await
    }

    async fn invalid_indexes(&mut self) -> Result<Vec<InvalidIndex>, DatabaseError> {
        definition::invalid_indexes(self).await
    }

    async fn suspend_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        Err(no_foreign_keys_off())
    }

    async fn resume_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        Err(no_foreign_keys_off())
    }

    async fn foreign_key_violations(
        &mut self,
    ) -> Result<BTreeMap<(String, String), u64>, DatabaseError> {
        Err(no_foreign_keys_off())
    }

    async fn reconnect(&mut self) -> Result<(), DatabaseError> {
        *self = Again::of(self).connect().await?;
        Ok(())
    }

    async fn close(self: Box<Self>) -> Result<(), DatabaseError> {
        if self.lost {
            return Ok(());
        }
        let closed = self.inner.close().await;
        closed.map_err(|error| DatabaseError::new(ErrorKind::Lost, error.to_string()))
    }
}

/// The query for tables of a name; a script's temporary table is none of ours.
fn tables(place: &str, name: &str) -> String {
    format!(
        "SELECT c.relnamespace FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = \
         c.relnamespace WHERE c.relkind IN ('r', 'p') AND c.relpersistence <> 't' AND c.relname = {} \
         AND {place}",
        PostgresDialect.quote_text(name)
    )
}

fn no_foreign_keys_off() -> DatabaseError {
    let message = "PostgreSQL can't do without foreign keys for a section";
    DatabaseError::new(ErrorKind::Other, message).with_help(
        "take `foreign_keys=off` out of the section; a table can be altered in place, or the \
         constraint be dropped and added again",
    )
}
