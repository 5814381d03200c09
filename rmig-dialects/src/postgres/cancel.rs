//! Cancels the statement at hand over a second connection.

use std::{
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use rmig_engine::{connection::Canceller, dialect::Dialect as _};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::{PostgresDialect, reach::Reach};

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
    /// Which session it is.
    pub whose: Whose,
    /// Tells the session that it was us.
    pub cancelled: Arc<AtomicBool>,
}

/// How the server knows the session.
#[derive(Debug)]
pub(super) enum Whose {
    /// By the process that serves it.
    Process(i64),
    /// By the name that nobody else has: which session it is changes from transaction to transaction.
    Application(String),
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
        let which = match &self.whose {
            Whose::Process(process) => format!("pid = {process}"),
            Whose::Application(name) => {
                format!("application_name = {}", PostgresDialect.quote_text(name))
            }
        };
        let sql = format!(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE {which} AND \
             pid <> pg_backend_pid() AND coalesce(state, '') NOT LIKE 'idle%'"
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
