//! What a SQLite file holds.

use std::path::Path;

use sqlx::{AssertSqlSafe, Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

/// A file that is there or is made.
pub struct Sqlite {
    runtime: tokio::runtime::Runtime,
    connection: SqliteConnection,
}

impl Sqlite {
    pub fn open(path: &Path) -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .expect("a runtime");
        let options = SqliteConnectOptions::new()
            .filename(path)
            .create_if_missing(true)
            .foreign_keys(false);
        let connection = runtime
            .block_on(SqliteConnection::connect_with(&options))
            .expect("SQLite opens the file");
        Self {
            runtime,
            connection,
        }
    }

    /// Runs a script.
    pub fn execute(&mut self, script: &str) {
        let run = sqlx::raw_sql(AssertSqlSafe(script)).execute(&mut self.connection);
        self.runtime.block_on(run).expect("the script runs");
    }

    /// All rows of a query whose columns are all text.
    pub fn rows(&mut self, query: &str) -> Vec<Vec<String>> {
        let fetch = sqlx::raw_sql(AssertSqlSafe(query)).fetch_all(&mut self.connection);
        let rows = self.runtime.block_on(fetch).expect("the query runs");
        let texts =
            |row: &sqlx::sqlite::SqliteRow| (0..row.len()).map(|column| row.get(column)).collect();
        rows.iter().map(texts).collect()
    }
}
