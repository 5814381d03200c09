//! A linear history, a database and a runner.

mod history;
mod locks;
mod looks;

pub use history::{History, StampAt, script, two_tables};

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use miette::Diagnostic as _;
use rmig_engine::{
    connection::{Access, Cancellation, ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    dialect::{Dialect, Dialects},
    registry::Registry,
    runner::{Clock, RunFailure, RunOptions, RunReport, Runner, Silent},
};
use rmig_test_support::{MessageCounter, ScratchDatabase, Server};

/// All kinds of databases.
pub const EVERYWHERE: [Server; 3] = [Server::Sqlite, Server::Postgres, Server::Mysql];

/// Those behind a network.
pub const SERVERS: [Server; 2] = [Server::Postgres, Server::Mysql];

pub struct TestClock(Instant);

#[async_trait]
impl Clock for TestClock {
    fn now(&self) -> jiff::Timestamp {
        jiff::Timestamp::now()
    }

    fn monotonic(&self) -> Duration {
        self.0.elapsed()
    }

    async fn sleep(&self, duration: Duration) {
        tokio::time::sleep(duration).await;
    }
}

/// A database of one test.
pub struct Rig {
    pub folder: tempfile::TempDir,
    pub database: ScratchDatabase,
    pub options: RunOptions,
    pub dialects: Dialects,
    /// What stands between runs and their server; everything else goes there straight.
    pub wire: Option<MessageCounter>,
    /// Another way for runs to the server, where no wire is.
    pub way: Option<String>,
    clock: TestClock,
    looker: Mutex<Option<Box<dyn Connection>>>,
}

impl Rig {
    /// A SQLite file.
    pub fn new() -> Self {
        Self::on(Server::Sqlite)
    }

    /// A database of that kind.
    pub fn on(server: Server) -> Self {
        let options = RunOptions {
            settle: Duration::from_millis(60),
            actor: Some("ann".to_owned()),
            host: Some("box".to_owned()),
            tool: Some("rmig 0.1".to_owned()),
            ..RunOptions::default()
        };
        let mut registry = Registry::new();
        crate::register(&mut registry).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let database = match server {
            Server::Sqlite => ScratchDatabase::sqlite(folder.path()),
            server => ScratchDatabase::new(server),
        };
        Self {
            folder,
            database,
            options,
            dialects: registry.dialects,
            wire: None,
            way: None,
            clock: TestClock(Instant::now()),
            looker: Mutex::default(),
        }
    }

    /// A database whose runs can be counted and cut.
    pub fn wired(server: Server) -> Self {
        let mut rig = Self::on(server);
        rig.wire = Some(MessageCounter::before(&rig.database));
        rig
    }

    /// A database whose runs go through PgBouncer.
    pub fn pooled() -> Self {
        let mut rig = Self::on(Server::Postgres);
        rig.way = Some(rig.database.pooled().url());
        rig
    }

    /// A database whose runs go through PgBouncer, and can be counted and cut before it.
    pub fn pooled_and_wired() -> Self {
        let mut rig = Self::on(Server::Postgres);
        rig.wire = Some(MessageCounter::before_pgbouncer(&rig.database));
        rig
    }

    /// What stands between runs and their server.
    pub fn wire(&self) -> &MessageCounter {
        self.wire.as_ref().unwrap()
    }

    pub fn path(&self) -> PathBuf {
        PathBuf::from(self.database.name())
    }

    pub fn dialect(&self) -> Arc<dyn Dialect> {
        Arc::clone(self.dialects.by_url(&self.url()).unwrap())
    }

    pub fn url(&self) -> DatabaseUrl {
        DatabaseUrl::parse(self.database.url()).unwrap()
    }

    pub async fn connect(&self, access: Access) -> Result<Box<dyn Connection>, DatabaseError> {
        self.connect_with(&ConnectOptions::new(access)).await
    }

    /// A connection for changes that waits for no lock.
    pub async fn connect_hastily(&self) -> Box<dyn Connection> {
        let mut options = ConnectOptions::new(Access::Change);
        options.lock_timeout = Duration::ZERO;
        self.connect_with(&options).await.unwrap()
    }

    async fn connect_with(
        &self,
        options: &ConnectOptions,
    ) -> Result<Box<dyn Connection>, DatabaseError> {
        self.dialect().connect(&self.url(), options).await
    }

    /// A connection as a run has it.
    pub async fn connect_to_run(&self) -> Box<dyn Connection> {
        self.try_to_connect_to_run().await.unwrap()
    }

    /// As [`connect_to_run`](Self::connect_to_run), where the wire may be cut.
    pub async fn try_to_connect_to_run(&self) -> Result<Box<dyn Connection>, DatabaseError> {
        let url = match (&self.wire, &self.way) {
            (Some(wire), _) => DatabaseUrl::parse(&wire.url()).unwrap(),
            (None, Some(way)) => DatabaseUrl::parse(way).unwrap(),
            (None, None) => self.url(),
        };
        let options = ConnectOptions::new(Access::Change);
        self.dialect().connect(&url, &options).await
    }

    pub fn runner<'a>(&'a self, dialect: &'a dyn Dialect) -> Runner<'a> {
        Runner {
            dialects: &self.dialects,
            dialect,
            options: &self.options,
            clock: &self.clock,
        }
    }

    pub async fn run(&self, history: &History) -> Result<RunReport, RunFailure> {
        self.run_with(history, &Cancellation::default()).await
    }

    pub async fn run_with(
        &self,
        history: &History,
        cancellation: &Cancellation,
    ) -> Result<RunReport, RunFailure> {
        let mut connection = self.connect_to_run().await;
        let result = self
            .run_on(connection.as_mut(), history, cancellation)
            .await;
        let closed = connection.close().await;
        // One that was cut can't say good-bye.
        if self.wire.is_none() {
            closed.unwrap();
        }
        result
    }

    pub async fn run_on(
        &self,
        connection: &mut dyn Connection,
        history: &History,
        cancellation: &Cancellation,
    ) -> Result<RunReport, RunFailure> {
        self.runner(self.dialect().as_ref())
            .run(connection, history, &mut Silent, cancellation)
            .await
    }
}

/// What a run gives.
pub type Ran = Result<RunReport, RunFailure>;

/// The code of what a run failed with.
pub fn code(failure: &RunFailure) -> String {
    failure.code().unwrap().to_string()
}

/// What a failure says is to be done.
pub fn help(failure: &RunFailure) -> String {
    failure.help().unwrap().to_string()
}

/// Asks again and again until it holds; panics after half a minute.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    let start = Instant::now();
    while !holds().await {
        assert!(start.elapsed() < Duration::from_secs(30), "never: {what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
