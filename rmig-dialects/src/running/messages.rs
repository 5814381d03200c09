//! How many messages a run sends, counted on the wire; and what a spawned run needs.

use rmig_engine::{
    connection::{Cancellation, Connection},
    runner::{Planner, RunObserver, Runner, StampPlanner},
};
use rmig_test_support::Server;

use super::rig::{History, Rig, SERVERS, script};

/// A table, then so many revisions of two statements each.
fn rows(count: usize) -> History {
    let first = script(
        "CREATE TABLE t (id INTEGER, word VARCHAR(20));",
        "DROP TABLE t;",
    );
    let others = (0..count).map(|number| {
        script(
            &format!("INSERT INTO t VALUES ({number}, 'a');\nUPDATE t SET word = 'b' WHERE id = {number};"),
            &format!("DELETE FROM t WHERE id = {number};"),
        )
    });
    History::new(std::iter::once(first).chain(others))
}

/// The messages so far; a good-bye may be late, and doesn't count.
fn count_messages(rig: &Rig) -> usize {
    let messages = rig.wire().messages();
    let good_bye = |kind: &str| ["Quit", "Terminate"].contains(&kind);
    messages
        .iter()
        .filter(|message| !good_bye(&message.kind))
        .count()
}

#[tokio::test]
async fn a_section_in_a_transaction_takes_two_messages() {
    for server in SERVERS {
        let mut counts = Vec::new();
        for count in [10, 20] {
            let rig = Rig::wired(server);
            let history = rows(count);
            rig.run(&history.to(1)).await.unwrap();
            for target in [count + 1, 1] {
                rig.wire().take();
                let report = rig.run(&history.to(target)).await.unwrap();
                assert_eq!(report.steps.len(), count, "{server}");
                for kind in ["Parse", "Bind", "Execute", "StmtPrepare", "StmtExecute"] {
                    assert_eq!(rig.wire().count(kind), 0, "{server}: {}", rig.wire());
                }
                counts.push(count_messages(&rig));
            }
        }
        let [up_10, down_10, up_20, down_20] = counts[..] else {
            panic!("{counts:?}");
        };
        assert_eq!((up_20 - up_10, down_20 - down_10), (20, 20), "{server}");
        // And the rest is no more than a look, the lock, a second look and a good-bye.
        assert!(up_10 < 20 + 25, "{server}: {up_10}");
    }
}

#[tokio::test]
async fn ddl_is_as_cheap_where_it_can_be_rolled_back() {
    let mut counts = Vec::new();
    for count in [10, 20] {
        let rig = Rig::wired(Server::Postgres);
        let tables = (0..count).map(|number| {
            script(
                &format!("CREATE TABLE t{number} (id INTEGER);\nCREATE INDEX ON t{number} (id);"),
                &format!("DROP TABLE t{number};"),
            )
        });
        rig.run(&History::new(tables)).await.unwrap();
        counts.push(count_messages(&rig));
    }
    assert_eq!(counts[1] - counts[0], 20);
}

/// Whoever embeds the runner wants to spawn what it does.
#[expect(dead_code, reason = "it is enough that it compiles")]
fn all_futures_are_send(
    runner: &Runner<'_>,
    connection: &mut dyn Connection,
    planner: &dyn Planner,
    stamps: &dyn StampPlanner,
    observer: &mut dyn RunObserver,
    cancellation: &Cancellation,
) {
    fn is_send<T: Send>(_: &T) {}
    is_send(&runner.run(connection, planner, observer, cancellation));
    is_send(&runner.dry_run(connection, planner));
    is_send(&runner.version_rows(connection));
    is_send(&runner.ensure_version(connection));
    is_send(&runner.stamp(connection, stamps, false, observer, cancellation));
    is_send(&runner.dry_stamp(connection, stamps, false));
}
