//! A SQLite database, seen without rmig.

use std::path::PathBuf;

use sqlx::{Connection, Row, SqliteConnection, sqlite::SqliteConnectOptions};

/// A SQLite database, opened anew for every question.
pub struct Sqlite {
    path: PathBuf,
}

impl Sqlite {
    pub(super) fn new(path: PathBuf) -> Self {
        Self { path }
    }

    /// Runs statements; the file is created if it isn't there.
    pub fn execute(&self, sql: &str) {
        self.with(async |connection| {
            sqlx::raw_sql(sqlx::AssertSqlSafe(sql))
                .execute(connection)
                .await
                .unwrap();
        });
    }

    /// The first column of every row, which has to be text.
    pub fn texts(&self, sql: &str) -> Vec<String> {
        self.with(async |connection| {
            let rows = sqlx::query(sqlx::AssertSqlSafe(sql))
                .fetch_all(connection)
                .await
                .unwrap();
            rows.iter().map(|row| row.get(0)).collect()
        })
    }

    /// The version rows, sorted; none if there is no table yet.
    pub fn rows(&self) -> Vec<String> {
        if !self.path.exists() || !self.tables().contains(&"rmig_version".to_owned()) {
            return Vec::new();
        }
        self.texts("SELECT version_num FROM rmig_version ORDER BY 1")
    }

    /// The names of all tables, sorted.
    pub fn tables(&self) -> Vec<String> {
        self.texts("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
    }

    fn with<T>(&self, work: impl AsyncFnOnce(&mut SqliteConnection) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async {
            let options = SqliteConnectOptions::new()
                .filename(&self.path)
                .create_if_missing(true);
            let mut connection = SqliteConnection::connect_with(&options).await.unwrap();
            let done = work(&mut connection).await;
            connection.close().await.unwrap();
            done
        })
    }
}
