//! What every command that opens a database shares: dialects, connection, runner and signals.

mod clock;
mod observer;
mod offline;
mod report;
mod signals;

pub(crate) use observer::StatusObserver;
pub(crate) use offline::{Offline, OfflineArgs};
pub(crate) use report::{DatabaseRun, Did};
use rmig_engine::{
    connection::{
        Access, Cancellation, ConnectOptions, Connection, DatabaseError, ErrorKind, Pooler,
    },
    diagnostic::Finding,
    dialect::{Dialect, Dialects, UnknownScheme},
    runner::{RunError, RunOptions, Runner, VersionRows},
    version_table::VersionTable,
};
use signals::Signals;
use tokio::runtime::Runtime;

use self::clock::RunClock;
use crate::{CommandError, Context, Database, Exit, registry::registry};

/// Runs things on databases, one after the other.
pub(crate) struct Databases<'a> {
    context: &'a Context,
    runtime: Runtime,
    dialects: Dialects,
    signals: Signals,
}

/// One open database, for as long as a command uses it.
pub(crate) struct Opened<'a> {
    pub(crate) runner: Runner<'a>,
    pub(crate) connection: &'a mut dyn Connection,
    pub(crate) cancellation: &'a Cancellation,
}

impl<'a> Databases<'a> {
    /// # Errors
    ///
    /// The system gives no thread or no signal handler.
    pub(crate) fn new(context: &'a Context) -> Result<Self, CommandError> {
        // One thread: with more of them, an answer would wake one that wakes this one.
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| CommandError::io(&error))?;
        let signals = Signals::watch(&runtime).map_err(|error| CommandError::io(&error))?;
        Ok(Self {
            context,
            runtime,
            dialects: registry()?.dialects,
            signals,
        })
    }

    /// Opens a database, does `work` on it and closes it.
    ///
    /// # Errors
    ///
    /// The database can't be reached, or `work` fails; a signal decides the exit code.
    pub(crate) fn with<T>(
        &self,
        database: &Database,
        access: Access,
        adjust: impl FnOnce(&mut RunOptions),
        work: impl AsyncFnOnce(Opened<'_>) -> Result<T, CommandError>,
    ) -> Result<T, CommandError> {
        let url = database.url()?;
        let found = self.dialects.by_url(&url);
        let dialect = found
            .map_err(|error| unknown_scheme(database, &error))?
            .as_ref();
        let mut options = options(self.context, database);
        check_version_table(database, &options.version_table, dialect)?;
        adjust(&mut options);
        let clock = RunClock::new(self.context);
        let connect = connect_options(database, access);
        let done = self.runtime.block_on(async {
            let mut connection = dialect
                .connect(&url, &connect)
                .await
                .map_err(|error| not_opened(database, error))?;
            let cancellation = self.signals.cancellation();
            // A MariaDB answers to `mysql:` too, and its sections are others.
            let spoken = self.dialects.by_name(connection.dialect());
            let opened = Opened {
                runner: Runner {
                    dialects: &self.dialects,
                    dialect: spoken.map_or(dialect, AsRef::as_ref),
                    options: &options,
                    clock: &clock,
                },
                connection: connection.as_mut(),
                cancellation,
            };
            let done = work(opened).await;
            let closed: Result<(), DatabaseError> = connection.close().await;
            done.and_then(|done| closed.map(|()| done).map_err(CommandError::from))
        });
        done.map_err(|error| match self.signals.exit() {
            Some(exit) => error.with_exit(exit),
            None if url.scheme() == "sqlite" => error.naming(&url.to_string()),
            None => error,
        })
    }

    /// As [`version_rows`](Self::version_rows), with how far a revision came that a run is at, or left
    /// unfinished.
    ///
    /// # Errors
    ///
    /// As [`with`](Self::with).
    pub(crate) fn version_rows_and_unfinished(
        &self,
        database: &Database,
    ) -> Result<(VersionRows, Option<Finding>), CommandError> {
        self.with(
            database,
            Access::Look,
            |_| {},
            async |opened| {
                let rows = opened.runner.version_rows(opened.connection).await;
                let rows = rows.map_err(failed)?;
                let unfinished = opened.runner.unfinished(opened.connection).await;
                Ok((rows, unfinished.map_err(failed)?))
            },
        )
    }

    /// What the version table of a database holds; nothing is created or changed.
    ///
    /// # Errors
    ///
    /// As [`with`](Self::with).
    pub(crate) fn version_rows(&self, database: &Database) -> Result<VersionRows, CommandError> {
        self.with(
            database,
            Access::Look,
            |_| {},
            async |opened| {
                let rows = opened.runner.version_rows(opened.connection).await;
                rows.map_err(failed)
            },
        )
    }
}

/// How to run on a database, as its settings say.
fn options(context: &Context, database: &Database) -> RunOptions {
    let settings = &database.package.settings;
    let version_table = VersionTable {
        schema: settings
            .version_table_schema
            .as_ref()
            .map(|schema| schema.value.clone()),
        name: settings.version_table.value.clone(),
        primary_key: settings.version_table_pk.value,
    };
    RunOptions {
        database: database.name.clone(),
        databases: settings
            .databases
            .iter()
            .map(|one| one.name.clone())
            .collect(),
        version_table,
        transaction_per_migration: settings.transaction_per_migration.value,
        lock: settings.lock.value,
        wait_for_lock: settings.wait_for_lock.value,
        actor: ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| context.variable(name)),
        host: context.host_name(),
        tool: Some(concat!("cargo-rmig ", env!("CARGO_PKG_VERSION")).to_owned()),
        ..RunOptions::default()
    }
}

/// How to open a database, as its settings say.
fn connect_options(database: &Database, access: Access) -> ConnectOptions {
    let settings = &database.package.settings;
    let statement_timeout = settings.statement_timeout.value;
    ConnectOptions {
        base: Some(settings.directory().to_owned()),
        lock_timeout: settings.lock_timeout.value,
        statement_timeout: (!statement_timeout.is_zero()).then_some(statement_timeout),
        application: "cargo-rmig".to_owned(),
        pooler: settings
            .pooler
            .as_ref()
            .map_or(Pooler::Unknown, |pooler| pooler.value),
        ..ConnectOptions::new(access)
    }
}

/// Refuses a version table whose name the database wouldn't take as it is.
fn check_version_table(
    database: &Database,
    table: &VersionTable,
    dialect: &dyn Dialect,
) -> Result<(), Finding> {
    let settings = &database.package.settings;
    table.check(dialect).map_err(
        |(is_schema, finding)| match &settings.version_table_schema {
            Some(schema) if is_schema => schema.locate(finding, ""),
            _ => settings.version_table.locate(finding, ""),
        },
    )
}

/// A URL for which there is no driver, where the settings say it.
fn unknown_scheme(database: &Database, error: &UnknownScheme) -> Finding {
    let finding = Finding::new("unknown-database-scheme", error.to_string());
    let help = miette::Diagnostic::help(error).map(|help| help.to_string());
    database.locate(finding.maybe_help(help), "this URL")
}

/// A database that can't be opened; if it is for its URL, where the settings say that.
fn not_opened(database: &Database, error: DatabaseError) -> CommandError {
    if error.kind != ErrorKind::Url {
        return error.into();
    }
    let finding = Finding::new("invalid-url", error.message).maybe_help(error.help);
    database.locate(finding, "this URL").into()
}

/// What a run failed with, as the command's error.
pub(crate) fn failed(error: RunError) -> CommandError {
    match error {
        // All of them are going to be shown, so that the first needn't tell how many follow.
        RunError::Refused(findings) => findings.into(),
        error @ RunError::Interrupted(_) => CommandError::from(error).with_exit(Exit::Interrupted),
        error => error.into(),
    }
}
