//! The contract between the engine and a database driver.

mod batch;
mod borrowed;
mod cancel;
mod error;
mod invalid_index;
mod lock;
mod opener;
mod options;
mod row;

pub use batch::{BatchDone, BatchError};
pub use borrowed::{Borrowed, Pooler};
pub use cancel::{Cancellation, Canceller};
pub use error::{DatabaseError, ErrorKind};
pub use invalid_index::InvalidIndex;
pub use lock::LockAttempt;
pub use opener::Opener;
pub use options::{Access, ConnectOptions};
pub use row::Value;

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;

use crate::dialect::DatabaseObject;

/// One open connection, owned by whoever runs something on it.
///
/// A driver promises that a session looks the same whatever the server's or the driver's defaults
/// are, that an error carries the server's own words and no secret, and that dropping the connection
/// commits nothing.
#[async_trait]
pub trait Connection: Send {
    /// Whether the database exists. One that doesn't (a missing file, opened to look) reads as empty.
    fn database_exists(&self) -> bool;

    /// The name of the dialect that the server turned out to speak: a MariaDB answers to `mysql:` too.
    fn dialect(&self) -> &'static str;

    /// What cancels the statement at hand, from outside.
    fn canceller(&self) -> Arc<dyn Canceller>;

    /// What opens connections beside this one; none where a second one could do nothing while this
    /// one is at work.
    fn opener(&self) -> Option<Arc<dyn Opener>> {
        None
    }

    /// How to do with sessions that are borrowed for one transaction at a time; none where this
    /// connection has a session of its own, which keeps what is set in it.
    fn borrowed(&self) -> Option<Arc<Borrowed>> {
        None
    }

    /// Whether nothing has been sent since the session was opened and set up.
    fn is_fresh(&self) -> bool {
        false
    }

    /// Brings the session's settings back to where they were after connecting; those of the
    /// transaction, where sessions are [borrowed](Self::borrowed).
    async fn reset_session(&mut self) -> Result<(), DatabaseError>;

    /// Begins a transaction that is going to write.
    async fn begin(&mut self) -> Result<(), DatabaseError>;

    /// Commits the transaction.
    async fn commit(&mut self) -> Result<(), DatabaseError>;

    /// Rolls the transaction back; also where the server has already done so itself.
    async fn rollback(&mut self) -> Result<(), DatabaseError>;

    /// Whether the last rollback left changes behind, to tables that know no transactions.
    fn kept_changes(&self) -> bool {
        false
    }

    /// Runs one statement as it is written; gives the number of rows that it changed.
    async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError>;

    /// As [`execute`](Self::execute), a statement of a script that may refuse to run in a
    /// transaction, or together with others.
    async fn execute_alone(&mut self, sql: &str) -> Result<(), DatabaseError> {
        self.execute(sql).await.map(drop)
    }

    /// Says that behind the next statement that [runs alone](Self::execute_alone) the
    /// [definition](Self::definition) of this object is asked for: both may go in one message.
    fn foresee(&mut self, _object: &DatabaseObject) {}

    /// Runs statements in order, in one message where the protocol has such a thing, until one fails.
    ///
    /// Of what queries among them answer, only the rows of the statement at index `keep` are held.
    /// `done` is told how many are done whenever that is known. Transaction control may be among them;
    /// after an error inside a transaction, [`rollback`](Self::rollback) has to be called.
    async fn run_batch(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError>;

    /// Runs one query and reads all its rows.
    async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Value>>, DatabaseError>;

    /// Reads `columns`, names divided by commas, of a table and condition that may lead to many rows, in
    /// whatever way is quickest; their order is none.
    async fn query_many(
        &mut self,
        columns: &str,
        from: &str,
    ) -> Result<Vec<Vec<Value>>, DatabaseError> {
        self.query(&format!("SELECT {columns} FROM {from}")).await
    }

    /// Whether there is a table of this name; no schema means the default one.
    async fn table_exists(
        &mut self,
        schema: Option<&str>,
        name: &str,
    ) -> Result<bool, DatabaseError>;

    /// How many characters a column of text holds; none where the database doesn't care.
    async fn text_width(
        &mut self,
        _schema: Option<&str>,
        _table: &str,
        _column: &str,
    ) -> Result<Option<usize>, DatabaseError> {
        Ok(None)
    }

    /// The schema that names without one lead to; none where that can't change during a session.
    async fn default_schema(&mut self) -> Result<Option<String>, DatabaseError> {
        Ok(None)
    }

    /// The schema in which a table is found by its name alone; where there is no such table, the one
    /// in which it would be created.
    async fn schema_of(&mut self, _table: &str) -> Result<Option<String>, DatabaseError> {
        self.default_schema().await
    }

    /// Tries once to take the run lock called `name`, for this session; it never waits.
    ///
    /// A database without such locks (SQLite) gives it always. Ends with the session at the latest.
    async fn try_lock(&mut self, name: &str) -> Result<LockAttempt, DatabaseError>;

    /// Who has the run lock, as far as the server tells; none if nobody has.
    async fn lock_holder(&mut self, _name: &str) -> Result<Option<String>, DatabaseError> {
        Ok(None)
    }

    /// Gives the run lock back.
    async fn unlock(&mut self, name: &str) -> Result<(), DatabaseError>;

    /// A text that changes with the definition of an object; none where there is no such object.
    async fn definition(
        &mut self,
        object: &DatabaseObject,
    ) -> Result<Option<String>, DatabaseError>;

    /// The indexes that the server began to build and didn't end.
    async fn invalid_indexes(&mut self) -> Result<Vec<InvalidIndex>, DatabaseError> {
        Ok(Vec::new())
    }

    /// Stops enforcing foreign keys in this session, outside of a transaction; a table can then be
    /// replaced without its children being emptied.
    async fn suspend_foreign_keys(&mut self) -> Result<(), DatabaseError>;

    /// Enforces foreign keys again, outside of a transaction.
    async fn resume_foreign_keys(&mut self) -> Result<(), DatabaseError>;

    /// How many rows break a foreign key, by child and parent table. Where the parent has no key
    /// that could be meant, all rows of the child do, and one if it has none.
    async fn foreign_key_violations(
        &mut self,
    ) -> Result<BTreeMap<(String, String), u64>, DatabaseError>;

    /// Opens the session anew after the server or the network has ended it
    /// ([`ErrorKind::Lost`]); nothing of the old one is left, its locks neither.
    async fn reconnect(&mut self) -> Result<(), DatabaseError>;

    /// Closes the connection; dropping it does so too, without saying whether it went well.
    async fn close(self: Box<Self>) -> Result<(), DatabaseError>;
}
