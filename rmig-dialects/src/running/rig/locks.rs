//! The run lock, from outside of a run.

use std::time::Duration;

use rmig_engine::{
    connection::{Access, Cancellation, Connection, LockAttempt},
    runner::{Runner, Silent},
};

use super::{Rig, code, history::NoPlan};

impl Rig {
    /// Whether another run could have the run lock now.
    pub async fn lock_is_free(&self) -> bool {
        let mut options = self.options.clone();
        options.wait_for_lock = Duration::ZERO;
        let dialect = self.dialect();
        let runner = Runner {
            options: &options,
            ..self.runner(dialect.as_ref())
        };
        let mut connection = self.connect(Access::Change).await.unwrap();
        let never = Cancellation::default();
        let ran = runner
            .run(connection.as_mut(), &NoPlan, &mut Silent, &never)
            .await;
        let code = code(&ran.unwrap_err());
        connection.close().await.unwrap();
        match code.as_str() {
            "locked" => false,
            // Where something is unfinished, that is said first.
            "no-plan" | "unfinished-revision" => true,
            other => panic!("{other}"),
        }
    }

    /// Holds the run lock, as another run does.
    pub async fn hold_lock(&self) -> Box<dyn Connection> {
        let mut connection = self.connect(Access::Change).await.unwrap();
        let name = self.lock_name(connection.as_mut()).await;
        let attempt = connection.try_lock(&name).await.unwrap();
        assert_eq!(attempt, LockAttempt::Taken);
        connection
    }

    /// As [`hold_lock`](Self::hold_lock), over the wire that can be cut.
    pub async fn hold_lock_through_wire(&self) -> Box<dyn Connection> {
        let mut connection = self.connect_to_run().await;
        let name = self.lock_name(connection.as_mut()).await;
        let attempt = connection.try_lock(&name).await.unwrap();
        assert_eq!(attempt, LockAttempt::Taken);
        connection
    }

    /// Gives the run lock back.
    pub async fn let_go(&self, connection: &mut dyn Connection) {
        let name = self.lock_name(connection).await;
        connection.unlock(&name).await.unwrap();
    }

    async fn lock_name(&self, connection: &mut dyn Connection) -> String {
        let table = &self.options.version_table.name;
        match connection.default_schema().await.unwrap() {
            Some(schema) => format!("rmig:{schema}.{table}"),
            None => format!("rmig:{table}"),
        }
    }

    pub async fn assert_lock_is_free(&self) {
        assert!(self.lock_is_free().await, "the lock isn't free");
    }
}
