//! How many statements a run gives SQLite and how often it does so, to the last one: each time crosses to another thread and back.

use std::{collections::BTreeMap, sync::Arc};

use async_trait::async_trait;
use rmig_engine::{
    connection::{
        BatchDone, BatchError, Cancellation, Canceller, Connection, DatabaseError, LockAttempt,
        Value,
    },
    dialect::DatabaseObject,
};

use super::rig::{History, Rig, script};

/// A connection that counts what it is told.
struct Counted(Box<dyn Connection>, Count);

/// How much a connection was told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    statements: usize,
    calls: usize,
}

impl Count {
    fn one(&mut self) {
        self.several(1);
    }

    fn several(&mut self, statements: usize) {
        self.statements += statements;
        self.calls += 1;
    }
}

#[async_trait]
impl Connection for Counted {
    fn database_exists(&self) -> bool {
        self.0.database_exists()
    }

    fn dialect(&self) -> &'static str {
        self.0.dialect()
    }

    fn canceller(&self) -> Arc<dyn Canceller> {
        self.0.canceller()
    }

    async fn reset_session(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.reset_session().await
    }

    async fn begin(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.begin().await
    }

    async fn commit(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.commit().await
    }

    async fn rollback(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.rollback().await
    }

    fn kept_changes(&self) -> bool {
        self.0.kept_changes()
    }

    async fn execute(&mut self, sql: &str) -> Result<u64, DatabaseError> {
        self.1.one();
        self.0.execute(sql).await
    }

    async fn run_batch(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        self.1.several(statements.len());
        self.0.run_batch(statements, keep, done).await
    }

    async fn query(&mut self, sql: &str) -> Result<Vec<Vec<Value>>, DatabaseError> {
        self.1.one();
        self.0.query(sql).await
    }

    async fn table_exists(
        &mut self,
        schema: Option<&str>,
        name: &str,
    ) -> Result<bool, DatabaseError> {
        self.1.one();
        self.0.table_exists(schema, name).await
    }

    async fn try_lock(&mut self, name: &str) -> Result<LockAttempt, DatabaseError> {
        self.0.try_lock(name).await
    }

    async fn unlock(&mut self, name: &str) -> Result<(), DatabaseError> {
        self.0.unlock(name).await
    }

    async fn definition(
        &mut self,
        object: &DatabaseObject,
    ) -> Result<Option<String>, DatabaseError> {
        self.1.one();
        self.0.definition(object).await
    }

    async fn suspend_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.suspend_foreign_keys().await
    }

    async fn resume_foreign_keys(&mut self) -> Result<(), DatabaseError> {
        self.1.one();
        self.0.resume_foreign_keys().await
    }

    async fn foreign_key_violations(
        &mut self,
    ) -> Result<BTreeMap<(String, String), u64>, DatabaseError> {
        self.1.one();
        self.0.foreign_key_violations().await
    }

    async fn reconnect(&mut self) -> Result<(), DatabaseError> {
        self.0.reconnect().await
    }

    async fn close(self: Box<Self>) -> Result<(), DatabaseError> {
        self.0.close().await
    }
}

/// What an upgrade, one that finds nothing to do, and `current` tell it.
async fn count(revisions: usize) -> [Count; 3] {
    let rig = Rig::new();
    let history = History::new((0..revisions).map(|number| {
        script(
            &format!("CREATE TABLE t{number} (id INTEGER);"),
            &format!("DROP TABLE t{number};"),
        )
    }));
    let mut connection = Counted(rig.connect_to_run().await, Count::default());
    let mut counts = [Count::default(); 3];
    let cancellation = Cancellation::default();
    for count in counts.iter_mut().take(2) {
        let done = rig.run_on(&mut connection, &history, &cancellation);
        done.await.unwrap();
        *count = std::mem::take(&mut connection.1);
    }
    let dialect = rig.dialect();
    let runner = rig.runner(dialect.as_ref());
    runner.version_rows(&mut connection).await.unwrap();
    runner.unfinished(&mut connection).await.unwrap();
    counts[2] = connection.1;
    counts
}

#[tokio::test]
async fn a_run_tells_sqlite_no_more_than_recorded() {
    const FEW: usize = 3;
    const MORE: usize = 8;
    let ([few, few_rest @ ..], [more, more_rest @ ..]) = (count(FEW).await, count(MORE).await);
    assert_eq!(few_rest, more_rest);
    let split = |few: usize, more: usize| {
        assert_eq!((more - few) % (MORE - FEW), 0);
        let each = (more - few) / (MORE - FEW);
        (each, few - FEW * each)
    };
    // Of an upgrade what each revision takes, which has one statement, and what the rest takes.
    assert_eq!(split(few.statements, more.statements), (6, 11));
    assert_eq!(split(few.calls, more.calls), (2, 8));
    let [no_op, look] = few_rest.map(|count| (count.statements, count.calls));
    assert_eq!((no_op, look), ((6, 6), (4, 4)));
}
