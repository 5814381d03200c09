//! A database of its own, and connections to it.

use rmig_engine::{
    connection::{Access, BatchDone, BatchError, ConnectOptions, Connection, DatabaseError, Value},
    database_url::DatabaseUrl,
    dialect::Dialect as _,
};
pub use rmig_test_support::ScratchDatabase;

use crate::postgres::PostgresDialect;

/// Connects to `url` with `options`.
pub async fn try_connect(
    url: &str,
    options: &ConnectOptions,
) -> Result<Box<dyn Connection>, DatabaseError> {
    let url = DatabaseUrl::parse(url).unwrap();
    PostgresDialect.connect(&url, options).await
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
    match try_connect(url, &ConnectOptions::new(Access::Change)).await {
        Ok(_) => panic!("{url} lets us in"),
        Err(error) => error,
    }
}

/// Runs a batch that keeps the rows of its last statement, and gives also what was told meanwhile.
pub async fn batch(
    connection: &mut dyn Connection,
    statements: &[&str],
) -> (Result<BatchDone, BatchError>, Vec<usize>) {
    let mut told = Vec::new();
    let keep = statements.len().checked_sub(1);
    let done = connection
        .run_batch(statements, keep, &mut |count| told.push(count))
        .await;
    (done, told)
}

/// The index of the statement that failed, the part of it that is meant, and the message.
pub async fn failing(
    connection: &mut dyn Connection,
    statements: &[&str],
) -> (usize, Option<String>, String) {
    let failed = batch(connection, statements).await.0.unwrap_err();
    connection.rollback().await.unwrap();
    let sql = statements[failed.index];
    let part = failed.error.span.map(|span| sql[span].to_owned());
    (failed.index, part, failed.error.message)
}

/// One value.
pub async fn one(connection: &mut dyn Connection, sql: &str) -> Value {
    let rows = connection.query(sql).await.unwrap();
    rows[0][0].clone()
}

/// One value that is a text.
pub async fn text(connection: &mut dyn Connection, sql: &str) -> String {
    one(connection, sql).await.as_text().unwrap().to_owned()
}

/// A role of a test's own; it goes with this value.
pub struct Role<'a> {
    database: &'a ScratchDatabase,
    pub name: String,
}

impl<'a> Role<'a> {
    /// A role with the password `pass%wörd`, and no right to anything.
    pub fn new(database: &'a ScratchDatabase, attributes: &str) -> Self {
        let name = format!("{}_role", database.name());
        database.sql(&format!(
            "CREATE ROLE {name} LOGIN PASSWORD 'pass%wörd' {attributes}"
        ));
        Self { database, name }
    }

    /// The URL with which the role enters its database.
    pub fn url(&self) -> String {
        let address = self.database.address();
        address.with_user(&self.name, "pass%wörd").url()
    }
}

impl Drop for Role<'_> {
    fn drop(&mut self) {
        let name = &self.name;
        self.database
            .sql(&format!("DROP OWNED BY {name}; DROP ROLE {name}"));
    }
}
