//! One connection to a MySQL or MariaDB server.
//!
//! Everything goes to the server as plain statements, `START TRANSACTION` and `COMMIT` too: nothing is
//! prepared, and sqlx doesn't know of the transaction. Nobody else gets at the driver's connection.
//! When the connection is dropped, the server rolls back and frees the lock as soon as it notices.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use rmig_engine::{
    connection::{
        BatchDone, BatchError, Canceller, Connection, DatabaseError, ErrorKind, LockAttempt, Value,
    },
    dialect::DatabaseObject,
};
use sqlx::Connection as _;

use super::{
    batch::{answers_often, bare, messages},
    cancel::KillQuery,
    connect, definition,
    dialect::{quote_identifier, quote_text},
    error, lock,
    message::{Answers, Failure, Keep, Watch, send},
    session::Session,
};
use crate::batch_text::{BatchText, SEPARATOR};

/// The warning that changes to tables without transactions couldn't be rolled back.
const NOT_ROLLED_BACK: i64 = 1196;

/// One connection to a MySQL or MariaDB server.
#[derive(Debug)]
pub struct MysqlConnection {
    inner: sqlx::MySqlConnection,
    /// How the session is brought into shape.
    pub(super) session: Session,
    /// What gives up its statements, and knows the way to the server.
    pub(super) canceller: KillQuery,
    kept_changes: bool,
    /// What is going to be asked for behind the next statement that runs alone.
    foreseen: Option<DatabaseObject>,
    /// The last answer, where it was the definition of that.
    seen: Option<(DatabaseObject, Option<String>)>,
    /// Whether nothing has been sent since it was opened and set up.
    pub(super) fresh: bool,
}

impl MysqlConnection {
    /// Takes over a connection and brings its session into shape.
    pub(super) async fn new(
        inner: sqlx::MySqlConnection,
        session: Session,
        canceller: KillQuery,
    ) -> Result<Self, DatabaseError> {
        let mut connection = Self {
            inner,
            session,
            canceller,
            kept_changes: false,
            foreseen: None,
            seen: None,
            fresh: false,
        };
        connection.reset_session().await?;
        Ok(connection)
    }

    /// The same session, as if the server were MySQL.
    #[cfg(test)]
    pub(super) fn taken_for_mysql(mut self) -> Self {
        self.session.flavour = super::flavour::Flavour::Mysql;
        self
    }

    /// Sends one message.
    async fn message(
        &mut self,
        sql: Arc<str>,
        keep: Keep,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<Answers, Failure> {
        self.fresh = false;
        (self.foreseen, self.seen) = (None, None);
        let watch = self.session.watched_timeout().map(|limit| Watch {
            limit,
            canceller: &self.canceller,
        });
        send(&mut self.inner, sql, keep, watch, done).await
    }

    /// Runs one statement.
    async fn one(&mut self, sql: &str, keep: Keep) -> Result<Answers, DatabaseError> {
        let sql = bare(sql);
        self.fits(sql)?;
        self.message(sql.into(), keep, &mut |_| ())
            .await
            .map_err(|failure| error::of_failure(failure, sql))
    }

    /// Runs statements that answer once each, in one message.
    async fn several(
        &mut self,
        statements: &[&str],
        keep: Keep,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<Answers, BatchError> {
        let count = statements.len();
        let text = BatchText::join(statements).text();
        let answered = self.message(text, keep, done).await.map_err(|failure| {
            let index = failure.done.min(count.saturating_sub(1));
            let sql = statements.get(index).copied().unwrap_or_default();
            let error = error::of_failure(failure, sql);
            BatchError { index, error }
        })?;
        if answered.changed.len() == count {
            return Ok(answered);
        }
        // Nobody could say which answer belongs to which statement.
        let answers = answered.changed.len();
        let message = format!("the server gave {answers} answers to {count} statements");
        let error = DatabaseError::new(ErrorKind::Other, message)
            .with_help("please report this, with the statements that were run");
        Err(BatchError { index: 0, error })
    }

    /// Runs a statement, and asks for the definition of `object` in the same message.
    async fn execute_and_show(
        &mut self,
        sql: &str,
        object: DatabaseObject,
        show: &str,
    ) -> Result<(), DatabaseError> {
        match self
            .several(&[sql, show], Keep::Answer(1), &mut |_| ())
            .await
        {
            Ok(answers) => {
                let definition = definition::read(object.kind, &answers.rows);
                self.seen = Some((object, definition));
            }
            Err(failed) if failed.index == 0 => return Err(failed.error),
            Err(failed) if error::is_missing(&failed.error) => self.seen = Some((object, None)),
            // Whoever asks again is told what is wrong.
            Err(_) => {}
        }
        Ok(())
    }

    /// Refuses what the server wouldn't read but answer by hanging up.
    fn fits(&self, sql: &str) -> Result<(), DatabaseError> {
        let limit = self.session.max_message;
        if sql.len() < limit {
            return Ok(());
        }
        let message = format!(
            "the statement is {} bytes long, and the server reads {limit} at most",
            sql.len()
        );
        Err(DatabaseError::new(ErrorKind::Other, message)
            .with_help("raise max_allowed_packet on the server, or cut the statement in two"))
    }
}

#[async_trait]
impl Connection for MysqlConnection {
    fn database_exists(&self) -> bool {
        true
    }

    fn dialect(&self) -> &'static str {
        self.session.flavour.name()
    }

    fn canceller(&self) -> Arc<dyn Canceller> {
        Arc::new(self.canceller.clone())
    }

    fn is_fresh(&self) -> bool {
        self.fresh
    }

    async fn reset_session(&mut self) -> Result<(), DatabaseError> {
        let statements = self.session.statements();
        let statements: Vec<&str> = statements.iter().map(String::as_str).collect();
        let reset = self.run_batch(&statements, None, &mut |_| ()).await;
        reset.map(drop).map_err(|error| error.error)
    }

    async fn begin(&mut self) -> Result<(), DatabaseError> {
        self.execute("START TRANSACTION").await.map(drop)
    }

    async fn commit(&mut self) -> Result<(), DatabaseError> {
        // Whatever completion_type says.
        self.execute("COMMIT AND NO CHAIN NO RELEASE")
            .await
            .map(drop)
    }

    async fn rollback(&mut self) -> Result<(), DatabaseError> {
        let rollback = ["ROLLBACK AND NO CHAIN NO RELEASE", "SHOW WARNINGS"];
        let warnings = self.run_batch(&rollback, Some(1), &mut |_| ()).await;
        let warnings = warnings.map_err(|failed| failed.error)?.rows;
        let is_kept = |row: &Vec<Value>| row.get(1) == Some(&Value::Integer(NOT_ROLLED_BACK));
        self.kept_changes = warnings.iter().any(is_kept);
        Ok(())
    }

    fn kept_changes(&self) -> bool {
        self.kept_changes
    }

    async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        Ok(self.one(sql, Keep::Nothing).await?.last_changed())
    }

    async fn execute_alone(&mut self, sql: &str) -> Result<(), DatabaseError> {
        let sql = bare(sql);
        let foreseen = self.foreseen.take().filter(|_| !answers_often(sql));
        let shown = foreseen.and_then(|object| {
            let show = definition::statement(&self.session, &object)?;
            let length = sql.len() + SEPARATOR.len() + show.len();
            (length < self.session.max_message).then_some((object, show))
        });
        match shown {
            Some((object, show)) => self.execute_and_show(sql, object, &show).await,
            None => self.one(sql, Keep::Nothing).await.map(drop),
        }
    }

    fn foresee(&mut self, object: &DatabaseObject) {
        self.foreseen = Some(object.clone());
    }

    async fn run_batch(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        let statements: Vec<&str> = statements.iter().map(|sql| bare(sql)).collect();
        let mut answers = BatchDone::default();
        for range in messages(&statements, self.session.max_message) {
            let first = range.start;
            let kept = keep.filter(|keep| range.contains(keep));
            match statements.get(range).unwrap_or_default() {
                &[one] => {
                    let keep = kept.map_or(Keep::Nothing, |_| Keep::Everything);
                    let answered = self.one(one, keep).await;
                    let answered = answered.map_err(|error| BatchError {
                        index: first,
                        error,
                    })?;
                    answers.changed.push(answered.last_changed());
                    answers.rows.extend(answered.rows);
                    answers.last_inserted = answers.last_inserted.or(answered.last_inserted);
                    done(first + 1);
                }
                several => {
                    let keep = kept.map_or(Keep::Nothing, |at| Keep::Answer(at - first));
                    let mut tell = |count: usize| done(first + count);
                    let answered = self.several(several, keep, &mut tell).await;
                    let answered = answered.map_err(|error| BatchError {
                        index: first + error.index,
                        ..error
                    })?;
                    answers.changed.extend(answered.changed);
                    answers.rows.extend(answered.rows);
                    answers.last_inserted = answers.last_inserted.or(answered.last_inserted);
                }
            }
        }
        Ok(answers)
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Value>>, DatabaseError> {
        Ok(self.one(sql, Keep::Everything).await?.rows)
    }

    async fn table_exists(
        &mut self,
        schema: Option<&str>,
        name: &str,
    ) -> Result<bool, DatabaseError> {
        // Asked in the way in which the table is going to be used: by the server's own rules for
        // upper and lower case, and where the user may not see it, that is what it says.
        let schema = schema.unwrap_or(&self.session.database);
        let table = format!("{}.{}", quote_identifier(schema), quote_identifier(name));
        match self.query(&format!("SELECT 1 FROM {table} LIMIT 0")).await {
            Ok(_) => Ok(true),
            Err(error) if error::is_missing(&error) => Ok(false),
            Err(error) => Err(error),
        }
    }

    async fn default_schema(&mut self) -> Result<Option<String>, DatabaseError> {
        Ok(Some(self.session.database.clone()))
    }

    async fn text_width(
        &mut self,
        schema: Option<&str>,
        table: &str,
        column: &str,
    ) -> Result<Option<usize>, DatabaseError> {
        let schema = schema.map_or("DATABASE()".to_owned(), quote_text);
        let sql = format!(
            "SELECT character_maximum_length FROM information_schema.columns WHERE table_schema = \
             {schema} AND table_name = {} AND column_name = {}",
            quote_text(table),
            quote_text(column)
        );
        let rows = self.query(&sql).await?;
        let width = rows.first().and_then(|row| row.first()?.as_integer());
        Ok(width.and_then(|width| usize::try_from(width).ok()))
    }

    async fn try_lock(&mut self, name: &str) -> Result<LockAttempt, DatabaseError> {
        lock::try_lock(self, name).await
    }

    async fn unlock(&mut self, name: &str) -> Result<(), DatabaseError> {
        lock::unlock(self, name).await
    }

    async fn definition(
        &mut self,
        object: &DatabaseObject,
    ) -> Result<Option<String>, DatabaseError> {
        match self.seen.take() {
            Some((seen, definition)) if seen == *object => Ok(definition),
            _ => definition::definition(self, object).await,
        }
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
        *self = connect::again(self).await?;
        Ok(())
    }

    async fn close(self: Box<Self>) -> Result<(), DatabaseError> {
        let closed = self.inner.close().await;
        closed.map_err(|error| error::from_sqlx(error, ""))
    }
}

fn no_foreign_keys_off() -> DatabaseError {
    let message = "MySQL and MariaDB have no use for `foreign_keys=off`";
    DatabaseError::new(ErrorKind::Other, message).with_help(
        "their ALTER TABLE works in place; leave `foreign_keys=off` to SQLite's sections",
    )
}
