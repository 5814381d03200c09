//! A linear history, a database and a runner.

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    time::{Duration, Instant},
};

use async_trait::async_trait;
use miette::Diagnostic as _;
use rmig_engine::{
    connection::{
        Access, Cancellation, ConnectOptions, Connection, DatabaseError, LockAttempt, Value,
    },
    database_url::DatabaseUrl,
    diagnostic::{Finding, Source},
    dialect::{Dialect, Dialects},
    plan::Direction,
    registry::Registry,
    runner::{
        Clock, PlanError, PlannedRevision, PlannedStamp, Planner, RunFailure, RunOptions,
        RunReport, Runner, Script, Silent, StampPlanner,
    },
};
use rmig_test_support::{Journal, MessageCounter, ScratchDatabase, Server};

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

/// Revisions `r1`, `r2` …, one after the other, and how many of them are to be applied.
#[derive(Clone, Debug)]
pub struct History {
    pub scripts: Vec<String>,
    pub target: usize,
    /// Other names than `r1`, `r2` …
    pub names: Vec<String>,
}

impl History {
    pub fn new<S: Into<String>>(scripts: impl IntoIterator<Item = S>) -> Self {
        let scripts: Vec<String> = scripts.into_iter().map(Into::into).collect();
        Self {
            target: scripts.len(),
            scripts,
            names: Vec::new(),
        }
    }

    pub fn to(&self, target: usize) -> Self {
        Self {
            target,
            ..self.clone()
        }
    }

    fn applied_count(&self, rows: &[String]) -> Result<usize, PlanError> {
        let Some(row) = rows.first() else {
            return Ok(0);
        };
        let named = self.names.iter().position(|name| name == row);
        let number = match named {
            Some(index) => Some(index + 1),
            None => row.strip_prefix('r').and_then(|number| number.parse().ok()),
        };
        let known = number.filter(|number| *number <= self.scripts.len());
        known.ok_or_else(|| Finding::new("unknown-revision", format!("no revision {row}")).into())
    }

    fn rows(&self, count: usize) -> Vec<String> {
        if count == 0 {
            Vec::new()
        } else {
            vec![self.name(count)]
        }
    }

    fn name(&self, number: usize) -> String {
        let name = self.names.get(number - 1).cloned();
        name.unwrap_or_else(|| format!("r{number}"))
    }

    fn script(&self, number: usize) -> Script {
        let text = self.scripts[number - 1].clone();
        let header = text.find("-- rmig:").unwrap_or(0);
        let path = format!("versions/r{number}.sql");
        Script {
            source: Source::new(Path::new(&path), text),
            body_offset: header,
        }
    }
}

impl Planner for History {
    fn plan(&self, rows: &[String]) -> Result<Vec<PlannedRevision>, PlanError> {
        let from = self.applied_count(rows)?;
        let step = |number: usize, direction: Direction| {
            let (low, high) = (self.rows(number - 1), self.rows(number));
            let (rows_before, rows_after) = match direction {
                Direction::Upgrade => (low, high),
                Direction::Downgrade => (high, low),
            };
            let revision = self.name(number);
            PlannedRevision {
                revision,
                direction,
                rows_before,
                rows_after,
                script: self.script(number),
            }
        };
        Ok(if from <= self.target {
            (from + 1..=self.target)
                .map(|number| step(number, Direction::Upgrade))
                .collect()
        } else {
            (self.target + 1..=from)
                .rev()
                .map(|number| step(number, Direction::Downgrade))
                .collect()
        })
    }

    fn applied(&self, rows: &[String]) -> Result<Vec<String>, PlanError> {
        Ok((1..=self.applied_count(rows)?)
            .map(|number| self.name(number))
            .collect())
    }

    fn script(&self, revision: &str) -> Result<Option<Script>, PlanError> {
        Ok(Some(
            self.script(self.applied_count(&[revision.to_owned()])?),
        ))
    }
}

/// Stamps one revision.
pub struct StampAt(pub &'static str);

impl StampPlanner for StampAt {
    fn stamp(&self, rows: &[String]) -> Result<Vec<PlannedStamp>, PlanError> {
        Ok(vec![PlannedStamp {
            revision: Some(self.0.to_owned()),
            rows_before: rows.to_vec(),
            rows_after: vec![self.0.to_owned()],
        }])
    }
}

/// Has no plan, which a run says only once it has the lock.
struct NoPlan;

impl Planner for NoPlan {
    fn plan(&self, _: &[String]) -> Result<Vec<PlannedRevision>, PlanError> {
        Err(Finding::new("no-plan", "there is no plan").into())
    }

    fn applied(&self, _: &[String]) -> Result<Vec<String>, PlanError> {
        Ok(Vec::new())
    }

    fn script(&self, _: &str) -> Result<Option<Script>, PlanError> {
        Ok(None)
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
        let url = match &self.wire {
            Some(wire) => DatabaseUrl::parse(&wire.url()).unwrap(),
            None => self.url(),
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

    /// Runs a statement as a stranger would.
    pub async fn execute(&self, sql: &str) {
        let mut connection = self.connect(Access::Change).await.unwrap();
        connection.execute(sql).await.unwrap();
        connection.close().await.unwrap();
    }

    /// The rows of a query, their values joined with `|`.
    pub async fn query(&self, sql: &str) -> Vec<String> {
        let mut connection = self.looker().await;
        let rows = connection.query(sql).await.unwrap();
        self.put_back(connection).await;
        let show = |value: &Value| match value {
            Value::Null => "NULL".to_owned(),
            Value::Integer(number) => number.to_string(),
            Value::Text(text) => text.clone(),
        };
        rows.iter()
            .map(|row| row.iter().map(show).collect::<Vec<_>>().join("|"))
            .collect()
    }

    /// A connection that looks; with a server, the same one again, since each one is dear.
    async fn looker(&self) -> Box<dyn Connection> {
        let kept = self.looker.lock().unwrap().take();
        match kept {
            Some(connection) => connection,
            None => self.connect(Access::Look).await.unwrap(),
        }
    }

    async fn put_back(&self, connection: Box<dyn Connection>) {
        if self.database.server() == Server::Sqlite {
            connection.close().await.unwrap();
        } else {
            *self.looker.lock().unwrap() = Some(connection);
        }
    }

    /// The names of the user's tables.
    pub async fn tables(&self) -> Vec<String> {
        self.query(match self.database.server() {
            Server::Sqlite => {
                "SELECT name FROM sqlite_master WHERE type = 'table' \
                     AND name NOT IN ('rmig_version', 'rmig_journal') ORDER BY name"
            }
            Server::Postgres => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = 'public' \
                     AND table_name NOT IN ('rmig_version', 'rmig_journal') ORDER BY 1"
            }
            Server::Mysql => {
                "SELECT table_name FROM information_schema.tables WHERE table_schema = \
                     DATABASE() AND table_name NOT IN ('rmig_version', 'rmig_journal') ORDER BY 1"
            }
        })
        .await
    }

    /// The journal, a line each: revision, direction, section, statements done and in all, outcome.
    pub async fn journal(&self) -> Vec<String> {
        self.query(
            "SELECT revision, direction, section, statements_done, statements, outcome \
             FROM rmig_journal ORDER BY id",
        )
        .await
    }

    /// How many sections hold the claim.
    pub async fn claims(&self) -> usize {
        self.query("SELECT id FROM rmig_journal WHERE claim IS NOT NULL")
            .await
            .len()
    }

    /// Everything in the database but who did what when; the journal's rows in their order.
    pub fn text(&self) -> String {
        self.database
            .schema_text(Journal::Without(&["actor", "host", "intent"]))
    }

    /// As [`journal`](Self::journal), where there may be none yet.
    pub async fn journal_if_any(&self) -> Vec<String> {
        let mut connection = self.looker().await;
        let exists = connection.table_exists(None, "rmig_journal").await.unwrap();
        self.put_back(connection).await;
        match exists {
            true => self.journal().await,
            false => Vec::new(),
        }
    }

    /// Whether another run could have the run lock now.
    pub async fn lock_is_free(&self) -> bool {
        let mut options = self.options.clone();
        options.wait_for_lock = Duration::ZERO;
        let dialect = self.dialect();
        let runner = Runner {
            options: &options,
            ..self.runner(dialect.as_ref())
        };
        let mut connection = self.connect(Access::Change).await.unwrap();
        let never = Cancellation::default();
        let ran = runner
            .run(connection.as_mut(), &NoPlan, &mut Silent, &never)
            .await;
        let code = code(&ran.unwrap_err());
        connection.close().await.unwrap();
        match code.as_str() {
            "locked" => false,
            // Where something is unfinished, that is said first.
            "no-plan" | "unfinished-revision" => true,
            other => panic!("{other}"),
        }
    }

    /// Holds the run lock, as another run does.
    pub async fn hold_lock(&self) -> Box<dyn Connection> {
        let mut connection = self.connect(Access::Change).await.unwrap();
        let name = self.lock_name(connection.as_mut()).await;
        let attempt = connection.try_lock(&name).await.unwrap();
        assert_eq!(attempt, LockAttempt::Taken);
        connection
    }

    /// As [`hold_lock`](Self::hold_lock), over the wire that can be cut.
    pub async fn hold_lock_through_wire(&self) -> Box<dyn Connection> {
        let mut connection = self.connect_to_run().await;
        let name = self.lock_name(connection.as_mut()).await;
        let attempt = connection.try_lock(&name).await.unwrap();
        assert_eq!(attempt, LockAttempt::Taken);
        connection
    }

    /// Gives the run lock back.
    pub async fn let_go(&self, connection: &mut dyn Connection) {
        let name = self.lock_name(connection).await;
        connection.unlock(&name).await.unwrap();
    }

    async fn lock_name(&self, connection: &mut dyn Connection) -> String {
        let table = &self.options.version_table.name;
        match connection.default_schema().await.unwrap() {
            Some(schema) => format!("rmig:{schema}.{table}"),
            None => format!("rmig:{table}"),
        }
    }

    /// Whether somebody is writing into a SQLite file.
    pub async fn is_being_written(&self) -> bool {
        let mut connection = self.connect_hastily().await;
        let begun = connection.begin().await;
        drop(connection.rollback().await);
        connection.close().await.unwrap();
        begun.is_err()
    }

    /// Empties a server's database, which is quicker than a new one.
    pub async fn clear(&self) {
        let mut connection = self.connect(Access::Change).await.unwrap();
        let names = match self.database.server() {
            Server::Sqlite => panic!("take another file"),
            Server::Postgres => {
                let sql = "DROP SCHEMA public CASCADE";
                connection.execute(sql).await.unwrap();
                connection.execute("CREATE SCHEMA public").await.unwrap();
                Vec::new()
            }
            Server::Mysql => {
                let sql = "SELECT table_name FROM information_schema.tables \
                           WHERE table_schema = DATABASE()";
                connection.query(sql).await.unwrap()
            }
        };
        for name in names.iter().flatten().filter_map(Value::as_text) {
            let sql = format!("DROP TABLE {name}");
            connection.execute(&sql).await.unwrap();
        }
        connection.close().await.unwrap();
    }

    pub async fn assert_lock_is_free(&self) {
        assert!(self.lock_is_free().await, "the lock isn't free");
    }

    pub async fn version_rows(&self) -> Vec<String> {
        self.query("SELECT version_num FROM rmig_version ORDER BY 1")
            .await
    }
}

/// A script of one upgrade and one downgrade section.
pub fn script(upgrade: &str, downgrade: &str) -> String {
    format!(
        "-- A change.\n--\n-- revision = \"x\"\n\n-- rmig: upgrade\n{upgrade}\n\n-- rmig: downgrade\n{downgrade}\n"
    )
}

/// Two revisions that create tables.
pub fn two_tables() -> History {
    History::new([
        script("CREATE TABLE a (id INTEGER PRIMARY KEY);", "DROP TABLE a;"),
        script(
            "CREATE TABLE b (id INTEGER);\nINSERT INTO b VALUES (1), (2);",
            "DROP TABLE b",
        ),
    ])
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
