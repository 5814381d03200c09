//! Gives up the statement at hand, over a second connection.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use rmig_engine::connection::Canceller;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, mysql::MySqlConnectOptions};

/// Sends `KILL QUERY`, as the same user on the same way to the server.
///
/// Nobody is told if it fails: the statement then simply goes on, and the run waits for it.
#[derive(Clone)]
pub(super) struct KillQuery {
    options: MySqlConnectOptions,
    connection_id: u64,
    patience: Duration,
}

impl KillQuery {
    /// Gives up statements of the connection that the server calls `connection_id`.
    pub(super) fn new(
        options: MySqlConnectOptions,
        connection_id: u64,
        patience: Duration,
    ) -> Self {
        Self {
            options,
            connection_id,
            patience,
        }
    }

    /// The way to the server.
    pub(super) fn way(&self) -> &MySqlConnectOptions {
        &self.options
    }

    async fn kill(&self) -> Result<(), sqlx::Error> {
        let mut connection = self.options.connect().await?;
        let sql = format!("KILL QUERY {}", self.connection_id);
        sqlx::raw_sql(AssertSqlSafe(sql))
            .execute(&mut connection)
            .await?;
        connection.close().await
    }
}

/// Without the options: sqlx's `Debug` shows the password.
impl fmt::Debug for KillQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KillQuery")
            .field("connection_id", &self.connection_id)
            .finish_non_exhaustive()
    }
}

#[async_trait]
impl Canceller for KillQuery {
    async fn cancel(&self) {
        let _ = tokio::time::timeout(self.patience, self.kill()).await;
    }
}
