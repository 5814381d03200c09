//! Runs that are asked to stop while a statement takes long.

use std::time::{Duration, Instant};

use rmig_engine::connection::Cancellation;
use rmig_test_support::Server;

use super::rig::{EVERYWHERE, History, Rig, code, script, until};

/// A statement that takes far longer than any test.
pub fn slow(server: Server) -> &'static str {
    match server {
        Server::Sqlite => {
            "INSERT INTO t WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) \
             SELECT max(n) FROM c"
        }
        Server::Postgres => "INSERT INTO t SELECT 1 FROM pg_sleep(60)",
        Server::Mysql => "INSERT INTO t SELECT SLEEP(60)",
    }
}

/// How many statements that sleep the server is at in this database.
pub async fn sleeping(rig: &Rig) -> usize {
    let sql = match rig.database.server() {
        Server::Sqlite => return usize::from(rig.is_being_written().await),
        Server::Postgres => {
            "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND \
             state = 'active' AND wait_event = 'PgSleep'"
        }
        Server::Mysql => {
            "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND \
             state = 'User sleep'"
        }
    };
    rig.query(sql).await.len()
}

async fn cancel(rig: &Rig, history: &History, journal: &str) -> (super::rig::Ran, Duration) {
    let cancellation = Cancellation::default();
    let stop = async {
        until("it sleeps", async || {
            let entries = rig.journal_if_any().await;
            entries.last().is_some_and(|last| last == journal) && sleeping(rig).await == 1
        })
        .await;
        cancellation.request();
        Instant::now()
    };
    let (ran, at) = tokio::join!(rig.run_with(history, &cancellation), stop);
    (ran, at.elapsed())
}

#[tokio::test]
async fn a_section_is_rolled_back() {
    for server in EVERYWHERE {
        for together in [false, true] {
            let mut rig = Rig::on(server);
            let history = |second: &str| {
                History::new([
                    script("CREATE TABLE t (id INTEGER);", ""),
                    script(&format!("INSERT INTO t VALUES (5);\n{second};"), ""),
                ])
            };
            rig.run(&history("").to(1)).await.unwrap();
            let before = rig.text();
            rig.options.transaction_per_migration = !together;
            let (ran, took) = cancel(&rig, &history(slow(server)), "r1|upgrade|1|1|1|done").await;
            assert!(took < Duration::from_secs(2), "{server}: {took:?}");
            let failure = ran.unwrap_err();
            assert_eq!(code(&failure), "interrupted", "{server}: {failure}");
            assert!(
                failure
                    .to_string()
                    .contains("nothing of it is in the database")
            );
            assert_eq!(sleeping(&rig).await, 0, "{server}");
            rig.assert_lock_is_free().await;
            assert_eq!(rig.text(), before, "{server}");
            rig.run(&history("INSERT INTO t VALUES (6)")).await.unwrap();
            assert_eq!(rig.query("SELECT id FROM t ORDER BY id").await, ["5", "6"]);
        }
    }
}

#[tokio::test]
async fn a_section_without_a_transaction_says_how_far_it_came() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        let history = |third: &str| {
            History::new([format!(
                "-- rmig: upgrade transaction=none\nCREATE TABLE t (id INTEGER);\n\
                 INSERT INTO t VALUES (5);\n{third};\nCREATE TABLE u (id INTEGER);\n\
                 -- rmig: downgrade\n"
            )])
        };
        let (ran, took) = cancel(&rig, &history(slow(server)), "r1|upgrade|1|2|4|started").await;
        assert!(took < Duration::from_secs(2), "{server}: {took:?}");
        let failure = ran.unwrap_err();
        assert_eq!(code(&failure), "interrupted", "{server}: {failure}");
        let text = failure.to_string();
        assert!(
            text.contains("2 of 4 statements are done"),
            "{server}: {text}"
        );
        assert_eq!(rig.journal().await, ["r1|upgrade|1|2|4|failed"], "{server}");
        assert_eq!(sleeping(&rig).await, 0, "{server}");
        rig.assert_lock_is_free().await;
        rig.options.resume = true;
        rig.run(&history("INSERT INTO t VALUES (6)")).await.unwrap();
        assert_eq!(rig.query("SELECT id FROM t ORDER BY id").await, ["5", "6"]);
        assert_eq!(rig.version_rows().await, ["r1"]);
    }
}

#[tokio::test]
async fn a_run_that_waits_for_another_one_stops_waiting() {
    for server in super::rig::SERVERS {
        let rig = Rig::on(server);
        let history = super::rig::two_tables();
        let mut other = rig.hold_lock().await;
        let cancellation = Cancellation::default();
        let stop = async {
            tokio::time::sleep(Duration::from_millis(50)).await;
            cancellation.request();
            Instant::now()
        };
        let (ran, at) = tokio::join!(rig.run_with(&history, &cancellation), stop);
        assert!(at.elapsed() < Duration::from_secs(1), "{server}");
        let failure = ran.unwrap_err();
        assert_eq!(code(&failure), "interrupted", "{server}");
        assert!(failure.to_string().contains("waiting"), "{failure}");
        assert!(rig.tables().await.is_empty(), "{server}");
        rig.let_go(other.as_mut()).await;
        rig.run(&history).await.unwrap();
    }
}
