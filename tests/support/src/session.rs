//! A connection that blocks, in tests of tokio too.

use std::{str::FromStr, thread};

use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Error, MySqlConnection, Row, ValueRef,
    mysql::{MySqlConnectOptions, MySqlRow},
    postgres::{PgConnectOptions, PgConnection, PgRow},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};

use tokio::runtime::Runtime;

use crate::server::Server;

/// A row: `None` is NULL, bytes that are no text are `0x…`.
pub type Cells = Vec<Option<String>>;

/// An open connection.
pub struct Session {
    runtime: Waiting,
    connection: Open,
}

enum Open {
    Sqlite(SqliteConnection),
    Postgres(Box<PgConnection>),
    Mysql(Box<MySqlConnection>),
}

/// Opens a connection, runs a script, and answers all rows that came.
pub fn ask(server: Server, url: &str, script: &str) -> Result<Vec<Cells>, Error> {
    let mut session = Session::open(server, url)?;
    let rows = session.ask(script);
    session.close()?;
    rows
}

impl Session {
    /// Connects.
    ///
    /// # Errors
    ///
    /// What the driver says.
    pub fn open(server: Server, url: &str) -> Result<Self, Error> {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        let runtime = Waiting(Some(runtime.expect("a runtime")));
        let connection = elsewhere(|| runtime.block_on(connect(server, url)))?;
        Ok(Self {
            runtime,
            connection,
        })
    }

    /// Runs a script and answers all rows that came.
    ///
    /// # Errors
    ///
    /// What the driver says.
    pub fn ask(&mut self, script: &str) -> Result<Vec<Cells>, Error> {
        let Self {
            runtime,
            connection,
        } = self;
        let sql = sqlx::raw_sql(AssertSqlSafe(script));
        elsewhere(|| match connection {
            Open::Sqlite(open) => {
                let rows = runtime.block_on(sql.fetch_all(open))?;
                rows.iter().map(sqlite_cells).collect()
            }
            Open::Postgres(open) => {
                let rows = runtime.block_on(sql.fetch_all(&mut **open))?;
                rows.iter().map(postgres_cells).collect()
            }
            Open::Mysql(open) => {
                let rows = runtime.block_on(sql.fetch_all(&mut **open))?;
                rows.iter().map(mysql_cells).collect()
            }
        })
    }

    /// As [`ask`](Self::ask) for what can't fail, NULL as `NULL`.
    pub fn rows(&mut self, query: &str) -> Vec<Vec<String>> {
        let null = || "NULL".to_owned();
        let text = |row: Cells| {
            row.into_iter()
                .map(|cell| cell.unwrap_or_else(null))
                .collect()
        };
        self.cells(query).into_iter().map(text).collect()
    }

    /// As [`ask`](Self::ask) for what can't fail.
    pub fn cells(&mut self, query: &str) -> Vec<Cells> {
        self.ask(query)
            .unwrap_or_else(|error| panic!("{error}\n{query}"))
    }

    /// Says good-bye.
    ///
    /// # Errors
    ///
    /// What the driver says.
    pub fn close(self) -> Result<(), Error> {
        let Self {
            runtime,
            connection,
        } = self;
        elsewhere(|| {
            runtime.block_on(async {
                match connection {
                    Open::Sqlite(open) => open.close().await,
                    Open::Postgres(open) => open.close().await,
                    Open::Mysql(open) => open.close().await,
                }
            })
        })
    }
}

/// A runtime that may be dropped where others run.
struct Waiting(Option<Runtime>);

impl Waiting {
    fn block_on<T>(&self, work: impl Future<Output = T>) -> T {
        self.0
            .as_ref()
            .expect("it is taken on drop only")
            .block_on(work)
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}

/// On another thread: a runtime can't wait inside of another one, where an async test runs.
fn elsewhere<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| scope.spawn(work).join().expect("the thread ends well"))
}

async fn connect(server: Server, url: &str) -> Result<Open, Error> {
    match server {
        Server::Sqlite => {
            // As in `sqlite3`: foreign keys are off until the script says otherwise.
            let options = SqliteConnectOptions::from_str(url)?
                .create_if_missing(true)
                .foreign_keys(false);
            Ok(Open::Sqlite(options.connect().await?))
        }
        Server::Postgres => {
            let open = PgConnectOptions::from_str(url)?.connect().await?;
            Ok(Open::Postgres(Box::new(open)))
        }
        Server::Mysql => {
            // sqlx's changes of sql_mode would end up in routines.
            let options = MySqlConnectOptions::from_str(url)?
                .pipes_as_concat(false)
                .no_engine_substitution(false)
                .timezone(None);
            Ok(Open::Mysql(Box::new(options.connect().await?)))
        }
    }
}

fn sqlite_cells(row: &SqliteRow) -> Result<Cells, Error> {
    let cell = |column: &sqlx::sqlite::SqliteColumn| {
        let bytes = row.try_get_unchecked::<Option<Vec<u8>>, _>(column.ordinal())?;
        // A number has no bytes of its own, but SQLite writes it as text.
        match row.try_get_unchecked::<Option<String>, _>(column.ordinal()) {
            Ok(text) => Ok(text),
            Err(_) => Ok(bytes.map(|bytes| text(&bytes))),
        }
    };
    row.columns().iter().map(cell).collect()
}

fn postgres_cells(row: &PgRow) -> Result<Cells, Error> {
    // The simple protocol answers everything as text.
    let cell = |column: &sqlx::postgres::PgColumn| {
        let value = row.try_get_raw(column.ordinal())?;
        if value.is_null() {
            return Ok(None);
        }
        value
            .as_bytes()
            .map(|bytes| Some(text(bytes)))
            .map_err(Error::Decode)
    };
    row.columns().iter().map(cell).collect()
}

fn mysql_cells(row: &MySqlRow) -> Result<Cells, Error> {
    let cell = |column: &sqlx::mysql::MySqlColumn| {
        let bytes = row.try_get_unchecked::<Option<Vec<u8>>, _>(column.ordinal())?;
        Ok(bytes.map(|bytes| text(&bytes)))
    };
    row.columns().iter().map(cell).collect()
}

fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes
            .iter()
            .fold("0x".to_owned(), |hex, byte| format!("{hex}{byte:02x}")),
    }
}
