//! What a repair does when another run comes in between.

use std::{
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use async_trait::async_trait;
use rmig_engine::{
    connection::Cancellation,
    runner::{Clock, Repair, Runner, Silent},
};
use rmig_test_support::ScratchDatabase;

use super::rig::{EVERYWHERE, History, Rig, code};

/// A clock that lets another run go on with the section while the repair writes down the time.
struct Meanwhile<'a> {
    database: &'a ScratchDatabase,
    done: AtomicBool,
    slept: Mutex<Duration>,
}

#[async_trait]
impl Clock for Meanwhile<'_> {
    fn now(&self) -> jiff::Timestamp {
        if !self.done.swap(true, Ordering::SeqCst) {
            self.database.sql(
                "UPDATE rmig_journal SET claim = 1, heartbeat = heartbeat + 1, outcome = 'started'",
            );
        }
        jiff::Timestamp::UNIX_EPOCH
    }

    fn monotonic(&self) -> Duration {
        *self.slept.lock().unwrap()
    }

    async fn sleep(&self, duration: Duration) {
        *self.slept.lock().unwrap() += duration;
    }
}

#[tokio::test]
async fn a_section_is_not_settled_under_a_run_that_goes_on_with_it() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        // With the lock it couldn't come to this.
        rig.options.lock = false;
        let history = History::new([
            "-- rmig: upgrade transaction=none\nCREATE TABLE t (id INT);\nDROP TABLE nowhere;\n\
             -- rmig: downgrade\n",
        ]);
        let failed = rig.run(&history).await.unwrap_err();
        assert_eq!(code(&failed), "statement-failed");
        let dialect = rig.dialect();
        let clock = Meanwhile {
            database: &rig.database,
            done: AtomicBool::new(false),
            slept: Mutex::default(),
        };
        let runner = Runner {
            clock: &clock,
            ..rig.runner(dialect.as_ref())
        };
        let mut connection = rig.connect_to_run().await;
        let never = Cancellation::default();
        let repaired = runner
            .repair(
                connection.as_mut(),
                &history,
                "r1",
                Repair::SectionDone,
                &mut Silent,
                &never,
            )
            .await;
        let error = format!("{:?}", repaired.unwrap_err());
        assert!(error.contains("taken over by another run"), "{error}");
        assert_eq!(rig.claims().await, 1, "{server}");
        assert!(rig.version_rows().await.is_empty(), "{server}");
        let journal = rig.journal().await;
        assert_eq!(journal, ["r1|upgrade|1|1|2|started"], "{server}");
    }
}
