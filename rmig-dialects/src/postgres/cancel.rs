//! Cancels the statement at hand over a second connection.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use rmig_engine::connection::Canceller;
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::reach::Reach;

/// How long to look for a statement that may still be on its way to the server.
const LOOKS: usize = 10;
const BETWEEN_LOOKS: Duration = Duration::from_millis(20);

/// Cancels the statement of one session.
#[derive(Debug)]
pub(super) struct Cancel {
    /// How to get to the server.
    pub reach: Reach,
    /// How long to try.
    pub timeout: Duration,
    /// The session's process.
    pub process: i64,
    /// Tells the session that it was us.
    pub cancelled: Arc<AtomicBool>,
}

#[async_trait]
impl Canceller for Cancel {
    async fn cancel(&self) {
        self.cancelled.store(true, Ordering::SeqCst);
        // Where this fails, the statement goes on to its end: there is nobody to tell.
        let _ = tokio::time::timeout(self.timeout, self.ask()).await;
    }
}

impl Cancel {
    async fn ask(&self) -> Result<(), sqlx::Error> {
        // No start-up parameter that a proxy might refuse.
        let options = self.reach.options().clone().extra_float_digits(None);
        let mut connection = options.connect().await?;
        // An idle session would ignore it. A state that isn't shown to us is taken for a busy one.
        let sql = format!(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE pid = {} AND \
             coalesce(state, '') NOT LIKE 'idle%'",
            self.process
        );
        for _ in 0..LOOKS {
            let asked = sqlx::raw_sql(AssertSqlSafe(sql.as_str()));
            if !asked.fetch_all(&mut connection).await?.is_empty() {
                break;
            }
            tokio::time::sleep(BETWEEN_LOOKS).await;
        }
        connection.close().await
    }
}
