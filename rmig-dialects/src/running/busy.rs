//! Locks of other programs: a section that meets one is tried again.

use rmig_engine::{
    connection::{Access, Cancellation, ConnectOptions, Connection},
    runner::{RunFailure, RunObserver, RunReport, Unit},
};
use rmig_test_support::Server;
use std::time::Duration;

use super::rig::{EVERYWHERE, History, Rig, code, script};

/// Ends the other program's transaction once a section was tried so often.
struct Patient<'a> {
    other: &'a mut dyn Connection,
    after: usize,
    retries: usize,
}

impl RunObserver for Patient<'_> {
    fn retrying(&mut self, _: &Unit, _: &str) {
        self.retries += 1;
        if self.retries == self.after {
            let other = &mut *self.other;
            tokio::task::block_in_place(|| {
                tokio::runtime::Handle::current().block_on(other.rollback())
            })
            .unwrap();
        }
    }
}

async fn run(
    rig: &Rig,
    history: &History,
    other: &mut dyn Connection,
    after: usize,
) -> (Result<RunReport, RunFailure>, usize) {
    let mut options = ConnectOptions::new(Access::Change);
    options.lock_timeout = Duration::from_millis(50);
    let dialect = rig.dialect();
    let mut connection = dialect.connect(&rig.url(), &options).await.unwrap();
    let mut patient = Patient {
        other,
        after,
        retries: 0,
    };
    let never = Cancellation::default();
    let ran = rig
        .runner(dialect.as_ref())
        .run(connection.as_mut(), history, &mut patient, &never)
        .await;
    (ran, patient.retries)
}

/// Another program's transaction that is in the way of everything that is done to `t`.
async fn in_the_way(rig: &Rig) -> Box<dyn Connection> {
    let mut other = rig.connect(Access::Change).await.unwrap();
    other.begin().await.unwrap();
    other.execute("UPDATE t SET id = id").await.unwrap();
    other
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_section_is_tried_again_until_the_lock_is_free() {
    for server in EVERYWHERE {
        for together in [false, true] {
            let mut rig = Rig::on(server);
            let history = History::new([
                script(
                    "CREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);",
                    "",
                ),
                script("UPDATE t SET id = id + 10;", ""),
            ]);
            rig.run(&history.to(1)).await.unwrap();
            rig.options.transaction_per_migration = !together;
            let mut other = in_the_way(&rig).await;
            let (ran, retries) = run(&rig, &history, other.as_mut(), 1).await;
            assert_eq!((ran.unwrap().steps.len(), retries), (1, 1), "{server}");
            assert_eq!(rig.query("SELECT id FROM t").await, ["11"], "{server}");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn patience_ends() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        let history = History::new([
            script(
                "CREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);",
                "",
            ),
            script("UPDATE t SET id = id + 10;", ""),
        ]);
        rig.run(&history.to(1)).await.unwrap();
        rig.options.retries = 1;
        let mut other = in_the_way(&rig).await;
        let (ran, retries) = run(&rig, &history, other.as_mut(), 9).await;
        assert_eq!(code(&ran.unwrap_err()), "database-busy", "{server}");
        assert_eq!(retries, 1, "{server}");
        other.rollback().await.unwrap();
        assert_eq!(rig.query("SELECT id FROM t").await, ["1"], "{server}");
        rig.assert_lock_is_free().await;
        rig.run(&history).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_statement_without_transaction_is_tried_again_too() {
    for server in [Server::Postgres, Server::Mysql] {
        for statement in ["ALTER TABLE t ADD word VARCHAR(9)", "UPDATE t SET id = 11"] {
            let rig = Rig::on(server);
            let history = History::new([
                script(
                    "CREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);",
                    "",
                ),
                format!(
                    "-- rmig: upgrade transaction=none\nINSERT INTO t VALUES (2);\n{statement};\n\
                     -- rmig: downgrade\n"
                ),
            ]);
            rig.run(&history.to(1)).await.unwrap();
            let mut other = in_the_way(&rig).await;
            let (ran, retries) = run(&rig, &history, other.as_mut(), 1).await;
            assert_eq!((ran.unwrap().steps.len(), retries), (1, 1), "{server}");
            let journal = rig.journal().await;
            assert_eq!(journal.last().unwrap(), "r2|upgrade|1|2|2|done", "{server}");
            assert_eq!(rig.query("SELECT id FROM t").await.len(), 2, "{server}");
        }
    }
}
