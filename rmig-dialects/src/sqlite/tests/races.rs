//! Several runs at once, and runs that are cut off.

use std::time::Duration;

use miette::Diagnostic;
use rmig_engine::{
    connection::{Access, Cancellation},
    runner::Silent,
};

use crate::running::rig::{History, Rig, script};

/// Tables that would show a section that ran twice.
fn counting(revisions: usize) -> History {
    let first = script("CREATE TABLE log (n INTEGER);", "");
    let others = (2..=revisions).map(|number| {
        format!(
            "-- rmig: upgrade\nINSERT INTO log VALUES ({number});\n\
             -- rmig: upgrade\nINSERT INTO log VALUES (-{number});\n-- rmig: downgrade\n"
        )
    });
    History::new(std::iter::once(first).chain(others))
}

fn sendable<T>(future: impl Future<Output = T> + Send) -> impl Future<Output = T> + Send {
    future
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runs_at_once_run_every_section_once() {
    let mut rig = Rig::new();
    rig.options.settle = Duration::from_secs(5);
    let history = counting(25);
    // Whoever embeds the runner wants to spawn it.
    let (one, other) = tokio::join!(sendable(rig.run(&history)), sendable(rig.run(&history)));
    let (one, other) = (one.unwrap(), other.unwrap());
    assert_eq!(one.steps.len() + other.steps.len(), 49);
    let log = rig.query("SELECT n FROM log ORDER BY abs(n), n DESC").await;
    let expected: Vec<String> = (2..=25)
        .flat_map(|n| [n.to_string(), format!("-{n}")])
        .collect();
    assert_eq!(log, expected);
    assert_eq!(rig.version_rows().await, ["r25"]);
    assert_eq!(
        rig.query("SELECT COUNT(*), COUNT(DISTINCT revision || section) FROM rmig_journal")
            .await,
        ["49|49"]
    );
}

#[tokio::test]
async fn a_run_that_is_dropped_leaves_the_truth() {
    let rig = Rig::new();
    let slow = "CREATE TABLE t (a);\nINSERT INTO t WITH RECURSIVE c (n) AS \
                (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < 1000000000) SELECT count(*) FROM c;";
    let history = History::new([script("CREATE TABLE a (x);", ""), script(slow, "")]);
    let cancellation = Cancellation::default();
    let dialect = rig.dialect();
    let runner = rig.runner(dialect.as_ref());
    let mut connection = rig.connect(Access::Change).await.unwrap();
    let canceller = connection.canceller();
    let mut silent = Silent;
    let run = runner.run(connection.as_mut(), &history, &mut silent, &cancellation);
    assert!(
        tokio::time::timeout(Duration::from_millis(200), run)
            .await
            .is_err()
    );
    canceller.cancel().await;
    drop(connection);
    assert_eq!(rig.version_rows().await, ["r1"]);
    assert_eq!(rig.tables().await, ["a"]);
    assert_eq!(
        rig.query("SELECT revision, outcome FROM rmig_journal")
            .await,
        ["r1|done"]
    );
}

#[tokio::test]
async fn a_run_that_is_cancelled_stops_and_rolls_back() {
    let rig = Rig::new();
    let slow = "CREATE TABLE t (a);\nINSERT INTO t WITH RECURSIVE c (n) AS \
                (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c;";
    let history = History::new([script("CREATE TABLE a (x);", ""), script(slow, "")]);
    let cancellation = Cancellation::default();
    let stop = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        cancellation.request();
    };
    let (result, ()) = tokio::join!(rig.run_with(&history, &cancellation), stop);
    let failure = result.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "interrupted");
    assert_eq!(failure.report.steps.len(), 1);
    assert_eq!(rig.version_rows().await, ["r1"]);
    assert_eq!(rig.tables().await, ["a"]);
}

#[tokio::test]
async fn a_lock_that_stays_is_an_error() {
    let rig = Rig::new();
    rig.run(&counting(1)).await.unwrap();
    let mut other = rig.connect(Access::Change).await.unwrap();
    other.begin().await.unwrap();
    let url = format!("sqlite:{}", rig.path().display());
    let url = rmig_engine::database_url::DatabaseUrl::parse(&url).unwrap();
    let mut options = rmig_engine::connection::ConnectOptions::new(Access::Change);
    options.lock_timeout = Duration::from_millis(50);
    let dialect = rig.dialect();
    let mut connection = dialect.connect(&url, &options).await.unwrap();
    let runner = rig.runner(dialect.as_ref());
    let (history, never) = (counting(2), Cancellation::default());
    let failure = runner
        .run(connection.as_mut(), &history, &mut Silent, &never)
        .await
        .unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "database-busy");
    other.rollback().await.unwrap();
    rig.run(&counting(2)).await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_runs_at_once_share_sections_without_transactions_too() {
    let mut rig = Rig::new();
    rig.options.settle = Duration::from_secs(5);
    let first = script("CREATE TABLE log (n INTEGER);", "");
    let others = (2..=15).map(|number| {
        format!(
            "-- rmig: upgrade transaction=none\nINSERT INTO log VALUES ({number});\n\
             INSERT INTO log VALUES (-{number});\n-- rmig: downgrade\n"
        )
    });
    let history = History::new(std::iter::once(first).chain(others));
    let (one, other) = tokio::join!(rig.run(&history), rig.run(&history));
    assert_eq!(one.unwrap().steps.len() + other.unwrap().steps.len(), 15);
    let log = rig
        .query("SELECT COUNT(*), COUNT(DISTINCT n) FROM log")
        .await;
    assert_eq!(log, ["28|28"]);
    assert_eq!(rig.version_rows().await, ["r15"]);
    let journal = "SELECT COUNT(*) FROM rmig_journal WHERE outcome = 'done' AND claim IS NULL";
    assert_eq!(rig.query(journal).await, ["15"]);
}

#[tokio::test]
async fn a_section_without_a_transaction_that_is_cancelled_says_how_far_it_came() {
    let mut rig = Rig::new();
    let text = |last: &str| {
        format!(
            "-- rmig: upgrade transaction=none\nCREATE TABLE a (x);\nINSERT INTO a {last};\n\
             -- rmig: downgrade\n"
        )
    };
    let forever =
        "WITH RECURSIVE c (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n FROM c";
    let cancellation = Cancellation::default();
    let stop = async {
        tokio::time::sleep(Duration::from_millis(200)).await;
        cancellation.request();
    };
    let history = History::new([text(forever)]);
    let (result, ()) = tokio::join!(rig.run_with(&history, &cancellation), stop);
    let failure = result.unwrap_err();
    assert_eq!(failure.code().unwrap().to_string(), "interrupted");
    assert!(
        failure.to_string().contains("1 of 2 statements are done"),
        "{failure}"
    );
    let journal = rig
        .query("SELECT statements_done, outcome, claim FROM rmig_journal")
        .await;
    assert_eq!(journal, ["1|failed|NULL"]);
    rig.options.resume = true;
    rig.run(&History::new([text("VALUES (1)")])).await.unwrap();
    assert_eq!(rig.query("SELECT x FROM a").await, ["1"]);
}
