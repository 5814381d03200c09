//! Several runs at once on one empty database.

use std::{sync::Arc, thread, time::Duration};

use rmig_engine::runner::{RunFailure, RunReport};
use rmig_test_support::Server;

use super::rig::{EVERYWHERE, History, Rig, code, script};

/// A table, then revisions that would show a section that ran twice.
fn counting(count: usize, keys: &str, second: impl Fn(usize) -> String) -> History {
    let first = script("CREATE TABLE log (n INTEGER);", "DROP TABLE log;");
    let others = (2..=count).map(|number| {
        format!(
            "-- rmig: upgrade\nINSERT INTO log VALUES ({number});\n\
             -- rmig: upgrade{keys}\n{}\nINSERT INTO log VALUES (-{number});\n\
             -- rmig: downgrade\nDELETE FROM log WHERE n IN ({number}, -{number});\n",
            second(number)
        )
    });
    History::new(std::iter::once(first).chain(others))
}

/// Runs as many times at once, each on a thread and a connection of its own.
fn at_once(rig: &Rig, history: &History, runs: usize) -> Vec<Result<RunReport, RunFailure>> {
    thread::scope(|scope| {
        let barrier = Arc::new(std::sync::Barrier::new(runs));
        let threads: Vec<_> = (0..runs)
            .map(|_| {
                let barrier = Arc::clone(&barrier);
                scope.spawn(move || {
                    let runtime = tokio::runtime::Builder::new_current_thread()
                        .enable_all()
                        .build()
                        .unwrap();
                    barrier.wait();
                    runtime.block_on(rig.run(history))
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| thread.join().unwrap())
            .collect()
    })
}

/// All end well, and each section ran once.
async fn share(rig: &Rig, history: &History, runs: usize, sections: usize) {
    let server = rig.database.server();
    let reports = at_once(rig, history, runs);
    let steps: usize = reports
        .into_iter()
        .map(|report| match report {
            Ok(report) => report.steps.len(),
            Err(failure) => panic!(
                "{server}: {} {failure}: {:?}",
                code(&failure),
                miette::Diagnostic::help(&failure).map(|help| help.to_string())
            ),
        })
        .sum();
    assert_eq!(steps, sections, "{server}");
    let count = history.scripts.len();
    let mut expected: Vec<i64> = (2..=count as i64).flat_map(|n| [n, -n]).collect();
    expected.sort_unstable();
    let log: Vec<i64> = rig
        .query("SELECT n FROM log ORDER BY n")
        .await
        .iter()
        .map(|row| row.parse().unwrap())
        .collect();
    assert_eq!(log, expected, "{server}");
    assert_eq!(rig.version_rows().await, [format!("r{count}")], "{server}");
    let journal = rig.journal().await;
    assert_eq!(journal.len(), sections, "{server}: {journal:#?}");
    assert!(
        journal.iter().all(|line| line.ends_with("|done")),
        "{server}: {journal:#?}"
    );
    assert_eq!(rig.claims().await, 0, "{server}");
}

fn nothing(_: usize) -> String {
    String::new()
}

#[tokio::test]
async fn with_the_lock_every_section_runs_once() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        rig.options.settle = Duration::from_secs(5);
        share(&rig, &counting(6, "", nothing), 2, 11).await;
        let mut rig = Rig::on(server);
        rig.options.settle = Duration::from_secs(5);
        share(&rig, &counting(6, "", nothing), 8, 11).await;
    }
}

#[tokio::test]
async fn comparing_alone_is_enough() {
    for server in EVERYWHERE {
        for primary_key in [true, false] {
            let mut rig = Rig::on(server);
            rig.options.lock = false;
            rig.options.settle = Duration::from_secs(5);
            rig.options.version_table.primary_key = primary_key;
            share(&rig, &counting(6, "", nothing), 8, 11).await;
        }
    }
}

#[tokio::test]
async fn sections_without_a_transaction_are_shared_too() {
    for server in EVERYWHERE {
        for lock in [true, false] {
            let mut rig = Rig::on(server);
            rig.options.lock = lock;
            rig.options.settle = Duration::from_secs(5);
            let history = counting(5, " transaction=none", nothing);
            share(&rig, &history, 4, 9).await;
        }
    }
}

#[tokio::test]
async fn ddl_that_cannot_be_rolled_back_is_shared_too() {
    for lock in [true, false] {
        let mut rig = Rig::on(Server::Mysql);
        rig.options.lock = lock;
        rig.options.settle = Duration::from_secs(5);
        let history = counting(5, "", |n| format!("CREATE TABLE t{n} (id INTEGER);"));
        share(&rig, &history, 4, 9).await;
    }
}

#[tokio::test]
async fn one_transaction_for_all_is_run_once() {
    for server in [Server::Sqlite, Server::Postgres] {
        for lock in [true, false] {
            let mut rig = Rig::on(server);
            rig.options.transaction_per_migration = false;
            rig.options.lock = lock;
            share(&rig, &counting(5, "", nothing), 4, 9).await;
        }
    }
    // DDL keeps MariaDB from it; rows don't.
    for lock in [true, false] {
        let mut rig = Rig::on(Server::Mysql);
        rig.options.lock = lock;
        rig.run(&counting(5, "", nothing).to(1)).await.unwrap();
        rig.execute("DELETE FROM rmig_journal").await;
        rig.options.transaction_per_migration = false;
        share(&rig, &counting(5, "", nothing), 4, 8).await;
    }
}

#[tokio::test]
async fn up_and_down_at_once_come_to_an_end() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        rig.options.settle = Duration::from_secs(5);
        let history = counting(6, "", nothing);
        rig.run(&history.to(3)).await.unwrap();
        let down = history.to(1);
        let (up, down) = thread::scope(|scope| {
            let up = scope.spawn(|| at_once(&rig, &history, 2));
            let down = scope.spawn(|| at_once(&rig, &down, 2));
            (up.join().unwrap(), down.join().unwrap())
        });
        for run in up.into_iter().chain(down) {
            run.unwrap();
        }
        let rows = rig.version_rows().await;
        assert!(rows == ["r6"] || rows == ["r1"], "{server}: {rows:?}");
        let left = rig
            .query("SELECT COUNT(*), COUNT(DISTINCT n) FROM log")
            .await;
        let expected = if rows == ["r6"] { "10|10" } else { "0|0" };
        assert_eq!(left, [expected], "{server}");
    }
}
