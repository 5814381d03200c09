//! Gives up the statement at hand, over a second connection.

use std::{fmt, time::Duration};

use async_trait::async_trait;
use rmig_engine::connection::Canceller;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _, mysql::MySqlConnectOptions};

/// How long to look for a statement that may still be on its way to the server.
const LOOKS: usize = 10;
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Sends `KILL QUERY`, as the same user on the same way to the server.
///
/// Nobody is told if it fails: the statement then simply goes on, and the run waits for it.
#[derive(Clone)]
pub(super) struct KillQuery {
    /// How to get to the server.
    pub options: MySqlConnectOptions,
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

    async fn kill(&self) -> Result<(), sqlx::Error> {
        let mut connection = self.options.connect().await?;
        let id = self.connection_id;
        // A connection that is at nothing would only forget of it.
        let busy = format!(
            "SELECT 1 FROM information_schema.PROCESSLIST WHERE ID = {id} AND COMMAND <> 'Sleep'"
        );
        for _ in 0..LOOKS {
            let looked = sqlx::raw_sql(AssertSqlSafe(busy.as_str()));
            let rows = looked.fetch_all(&mut connection).await;
            // Where nothing can be seen, it is taken for busy.
            if !rows.is_ok_and(|rows| rows.is_empty()) {
                let kill = AssertSqlSafe(format!("KILL QUERY {id}"));
                sqlx::raw_sql(kill).execute(&mut connection).await?;
                break;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
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
