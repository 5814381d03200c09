//! One connection for one question, on a thread of its own, so that tests of tokio may ask too.

use std::{str::FromStr, thread};

use sqlx::{
    AssertSqlSafe, Column, ConnectOptions, Connection, Error, MySqlConnection, Row, ValueRef,
    mysql::{MySqlConnectOptions, MySqlRow},
    postgres::{PgConnectOptions, PgConnection, PgRow},
    sqlite::{SqliteConnectOptions, SqliteConnection, SqliteRow},
};

use crate::server::Server;

/// A row: `None` is NULL, bytes that are no text are `0x…`.
pub type Cells = Vec<Option<String>>;

/// Runs a script and answers all rows that came.
pub fn ask(server: Server, url: &str, script: &str) -> Result<Vec<Cells>, Error> {
    thread::scope(|scope| {
        let asking = scope.spawn(|| {
            let runtime = tokio::runtime::Builder::new_current_thread()
                .enable_all()
                .build()
                .expect("a runtime");
            runtime.block_on(async {
                match server {
                    Server::Sqlite => sqlite(url, script).await,
                    Server::Postgres => postgres(url, script).await,
                    Server::Mysql => mysql(url, script).await,
                }
            })
        });
        asking.join().expect("the asking thread ends well")
    })
}

async fn sqlite(url: &str, script: &str) -> Result<Vec<Cells>, Error> {
    // As in `sqlite3`: foreign keys are off until the script says otherwise.
    let options = SqliteConnectOptions::from_str(url)?
        .create_if_missing(true)
        .foreign_keys(false);
    let mut connection: SqliteConnection = options.connect().await?;
    let rows = sqlx::raw_sql(AssertSqlSafe(script))
        .fetch_all(&mut connection)
        .await?;
    let cells = rows.iter().map(sqlite_cells).collect();
    connection.close().await?;
    cells
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

async fn postgres(url: &str, script: &str) -> Result<Vec<Cells>, Error> {
    let mut connection: PgConnection = PgConnectOptions::from_str(url)?.connect().await?;
    let rows = sqlx::raw_sql(AssertSqlSafe(script))
        .fetch_all(&mut connection)
        .await?;
    let cells = rows.iter().map(postgres_cells).collect();
    connection.close().await?;
    cells
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

async fn mysql(url: &str, script: &str) -> Result<Vec<Cells>, Error> {
    // sqlx's changes of sql_mode would end up in routines.
    let options = MySqlConnectOptions::from_str(url)?
        .pipes_as_concat(false)
        .no_engine_substitution(false)
        .timezone(None);
    let mut connection: MySqlConnection = options.connect().await?;
    let rows = sqlx::raw_sql(AssertSqlSafe(script))
        .fetch_all(&mut connection)
        .await?;
    let cells = rows.iter().map(mysql_cells).collect();
    connection.close().await?;
    cells
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
