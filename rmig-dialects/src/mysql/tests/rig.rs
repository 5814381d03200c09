//! A database of its own, and connections to it.

use rmig_engine::{
    connection::{Access, BatchDone, BatchError, ConnectOptions, Connection, DatabaseError, Value},
    database_url::DatabaseUrl,
    dialect::Dialect as _,
};
pub use rmig_test_support::ScratchDatabase;

use crate::mysql::{MysqlConnection, MysqlDialect, connect};

/// Connects to `url` with `options`.
pub async fn try_connect(
    url: &str,
    options: &ConnectOptions,
) -> Result<Box<dyn Connection>, DatabaseError> {
    let url = DatabaseUrl::parse(url).unwrap();
    MysqlDialect::mysql().connect(&url, options).await
}

/// Connects to change.
pub async fn connect(database: &ScratchDatabase) -> Box<dyn Connection> {
    connect_with(database, &ConnectOptions::new(Access::Change)).await
}

/// Connects with `options`.
pub async fn connect_with(
    database: &ScratchDatabase,
    options: &ConnectOptions,
) -> Box<dyn Connection> {
    try_connect(database.url(), options).await.unwrap()
}

/// Why a connection with `url` isn't made.
pub async fn refused(url: &str) -> DatabaseError {
    let options = ConnectOptions::new(Access::Change);
    match try_connect(url, &options).await {
        Ok(_) => panic!("{url} lets us in"),
        Err(error) => error,
    }
}

/// Runs a batch and gives also what was told while it ran.
pub async fn batch(
    connection: &mut dyn Connection,
    statements: &[&str],
) -> (Result<BatchDone, BatchError>, Vec<usize>) {
    let mut told = Vec::new();
    let done = connection
        .run_batch(statements, statements.len().checked_sub(1), &mut |count| {
            told.push(count);
        })
        .await;
    (done, told)
}

/// The part of a statement that an error points at.
pub fn pointed<'a>(error: &DatabaseError, sql: &'a str) -> Option<&'a str> {
    sql.get(error.span.clone()?)
}

/// One value.
pub async fn one(connection: &mut dyn Connection, sql: &str) -> Value {
    let rows = connection.query(sql).await.unwrap();
    rows[0][0].clone()
}

/// A number as a value.
pub fn number(number: i64) -> Value {
    Value::Integer(number)
}

/// A text as a value.
pub fn text(text: &str) -> Value {
    Value::Text(text.to_owned())
}

/// A connection that takes its MariaDB for a MySQL, as far as that goes: what MySQL alone knows is
/// left out.
pub async fn as_if_mysql(database: &ScratchDatabase, options: &ConnectOptions) -> MysqlConnection {
    let url = DatabaseUrl::parse(database.url()).unwrap();
    let mut connection = connect::connect(&url, options).await.unwrap();
    let unwatched = "SET SESSION max_statement_time = 0";
    connection.execute(unwatched).await.unwrap();
    connection.taken_for_mysql()
}
