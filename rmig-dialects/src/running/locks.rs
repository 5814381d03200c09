//! The run lock: who waits, for whom, and how long.

use std::time::Duration;

use rmig_engine::{connection::Cancellation, runner::RunObserver};

use super::rig::{EVERYWHERE, History, Rig, SERVERS, code, help, script, two_tables, until};

/// Remembers whether it was said that the run waits, and for whom.
#[derive(Default)]
struct Waiting(Vec<Option<String>>);

impl RunObserver for Waiting {
    fn waiting_for_lock(&mut self, by: Option<&str>) {
        self.0.push(by.map(str::to_owned));
    }
}

#[tokio::test]
async fn one_that_waited_goes_on() {
    for server in SERVERS {
        let rig = Rig::on(server);
        let history = two_tables();
        let mut other = rig.hold_lock().await;
        let mut waiting = Waiting::default();
        let dialect = rig.dialect();
        let runner = rig.runner(dialect.as_ref());
        let mut connection = rig.connect_to_run().await;
        let never = Cancellation::default();
        let run = runner.run(connection.as_mut(), &history, &mut waiting, &never);
        let release = async {
            tokio::time::sleep(Duration::from_millis(400)).await;
            assert!(rig.tables().await.is_empty(), "{server}: it didn't wait");
            rig.let_go(other.as_mut()).await;
        };
        let (ran, ()) = tokio::join!(run, release);
        assert_eq!(ran.unwrap().steps.len(), 2, "{server}");
        let by = waiting.0.first().cloned().flatten().unwrap();
        assert!(
            by.contains("127.0.0.1") || by.contains("localhost"),
            "{server}: {by}"
        );
        // Another one finds nothing to do, and takes no lock for it.
        let mut other = rig.hold_lock().await;
        assert!(
            rig.run(&history).await.unwrap().steps.is_empty(),
            "{server}"
        );
        rig.let_go(other.as_mut()).await;
    }
}

#[tokio::test]
async fn who_waited_long_enough_says_for_whom() {
    for server in SERVERS {
        let mut rig = Rig::on(server);
        rig.options.wait_for_lock = Duration::from_millis(100);
        let mut other = rig.hold_lock().await;
        let failure = rig.run(&two_tables()).await.unwrap_err();
        assert_eq!(code(&failure), "locked", "{server}");
        let text = failure.to_string();
        let names = match server {
            rmig_test_support::Server::Postgres => "\"rmig\" of user",
            _ => "user ",
        };
        assert!(text.contains(names), "{server}: {text}");
        assert!(!text.contains("secret"), "{server}: {text}");
        assert!(help(&failure).contains("--wait-for-lock"), "{server}");
        assert!(rig.tables().await.is_empty(), "{server}");
        rig.let_go(other.as_mut()).await;
    }
}

#[tokio::test]
async fn the_lock_of_a_dead_one_is_free() {
    for server in SERVERS {
        let rig = Rig::wired(server);
        let other = rig.hold_lock_through_wire().await;
        let kill = async {
            tokio::time::sleep(Duration::from_millis(200)).await;
            assert!(rig.tables().await.is_empty(), "{server}: it didn't wait");
            rig.wire().cut();
        };
        let mut connection = rig
            .connect(rmig_engine::connection::Access::Change)
            .await
            .unwrap();
        let (history, never) = (two_tables(), Cancellation::default());
        let (ran, ()) = tokio::join!(rig.run_on(connection.as_mut(), &history, &never), kill);
        assert_eq!(ran.unwrap().steps.len(), 2, "{server}");
        drop(other);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_index_is_built_concurrently_while_others_wait() {
    let rig = Rig::on(rmig_test_support::Server::Postgres);
    let first = script(
        "CREATE TABLE t AS SELECT generate_series(1, 1000) AS n;",
        "",
    );
    let others = (0..4).map(|number| {
        format!(
            "-- rmig: upgrade transaction=none\nCREATE INDEX CONCURRENTLY i{number} ON t (n);\n\
             -- rmig: downgrade\n"
        )
    });
    let history = History::new(std::iter::once(first).chain(others));
    let runs = tokio::join!(rig.run(&history), rig.run(&history), rig.run(&history));
    let steps = [runs.0, runs.1, runs.2].map(|run| run.unwrap().steps.len());
    assert_eq!(steps.iter().sum::<usize>(), 5, "{steps:?}");
    let indexes = "SELECT count(*) FROM pg_index WHERE indrelid = 't'::regclass AND indisvalid";
    assert_eq!(rig.query(indexes).await, ["4"]);
}

#[tokio::test]
async fn an_end_without_an_answer_frees_it() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let mut connection = rig.connect_to_run().await;
        let bad = History::new([script("nonsense;", "")]);
        rig.run_on(connection.as_mut(), &bad, &Cancellation::default())
            .await
            .unwrap_err();
        rig.assert_lock_is_free().await;
        drop(connection);
        // One that is dropped without a word, too.
        if server != rmig_test_support::Server::Sqlite {
            let other = rig.hold_lock().await;
            drop(other);
            until("the lock is free", async || rig.lock_is_free().await).await;
        }
    }
}
