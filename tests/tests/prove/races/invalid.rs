//! An index that a killed run left half built is found and named.

use std::process::{Child, Stdio};

use rmig_test_support::ScratchDatabase;
use rmig_tests::cargo_rmig::printed;

use super::{
    crowd::{Crowd, Way},
    gate::until,
    runner::Running,
};

/// A transaction of somebody else's in a table, for whose end an index has to wait.
struct Writer(Child);

impl Writer {
    fn in_table(database: &ScratchDatabase) -> Self {
        use std::io::Write as _;
        let mut client = database
            .client()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the client starts");
        let stdin = client.stdin.as_mut().expect("stdin is piped");
        let script = b"BEGIN;\nINSERT INTO t VALUES (1);\n";
        stdin.write_all(script).expect("the client reads");
        let writer = Self(client);
        until("somebody is in the table", || {
            let state = "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND \
                         state = 'idle in transaction'";
            !database.rows(state).is_empty()
        });
        writer
    }

    fn leave(mut self) {
        drop(self.0.stdin.take());
        self.0.wait().expect("the client ends");
    }
}

/// The processes that are building an index.
fn building(database: &ScratchDatabase) -> Vec<String> {
    let query = "SELECT pid FROM pg_stat_progress_create_index WHERE datname = current_database() \
                 AND index_relid <> 0";
    database.rows(query).concat()
}

#[track_caller]
fn says(crowd: &Crowd, words: &str, parts: &[&str]) {
    let text = printed(&crowd.run(words));
    for part in parts {
        assert!(
            text.contains(part),
            "{words} says nothing of {part}: {text}"
        );
    }
}

fn an_index_left_half_built_is_named(way: Way, statement: &str, index: &str) {
    let crowd = Crowd::new(way);
    let (project, database) = (&crowd.project, crowd.project.database());
    let down = "-- rmig: downgrade irreversible\n";
    let table = "-- rmig: upgrade\nCREATE TABLE t (id INT);\nCREATE TABLE ran (section TEXT);\n\
                 CREATE INDEX old ON t (id);\n";
    project.write_revision("a", &[], &format!("{table}{down}"));
    let sql = format!("{statement};\nINSERT INTO ran VALUES ('b');\n");
    let none = "-- rmig: upgrade transaction=none\n";
    project.write_revision("b", &["a"], &format!("{none}{sql}{down}"));
    let output = crowd.run("upgrade a");
    assert!(output.status.success(), "{}", printed(&output));

    let writer = Writer::in_table(database);
    let running = Running::start(&crowd, crowd.url(), "the index is being built", || {
        !building(database).is_empty()
    });
    running.kill();
    // The server goes on, for it hasn't noticed.
    says(&crowd, "current", &["a", "still building index", index]);
    if way == Way::Pgbouncer {
        let parts = ["error[unfinished-revision]", "still building index", index];
        says(&crowd, "upgrade heads --wait-for-lock 1s", &parts);
    } else {
        let parts = ["error[locked]", "\"cargo-rmig\" of user"];
        says(&crowd, "upgrade heads --wait-for-lock 1s", &parts);
    }

    for process in building(database) {
        database.sql(&format!("SELECT pg_terminate_backend({process})"));
    }
    until("nothing is built any more", || {
        building(database).is_empty()
    });
    writer.leave();
    let remedy = format!("DROP INDEX CONCURRENTLY public.{index}");
    let parts = ["revision b is unfinished", "left it invalid", &remedy];
    says(&crowd, "current", &parts);
    says(&crowd, "upgrade heads", &parts);
    if statement.starts_with("CREATE") {
        says(&crowd, "upgrade heads --resume", &parts);
    }

    database.sql(&remedy);
    crowd.all_succeed("upgrade heads --resume");
    assert_eq!(database.rows("SELECT section FROM ran"), [["b"]]);
    let invalid = "SELECT indexrelid FROM pg_index WHERE NOT indisvalid";
    assert!(database.rows(invalid).is_empty());
    assert!(!printed(&crowd.run("current")).contains("unfinished"));
}

const CREATE: &str = "CREATE INDEX CONCURRENTLY new ON t (id)";

#[test]
fn postgres() {
    an_index_left_half_built_is_named(Way::Postgres, CREATE, "new");
}

#[test]
fn pgbouncer() {
    an_index_left_half_built_is_named(Way::Pgbouncer, CREATE, "new");
}

#[test]
fn what_is_built_anew() {
    let statement = "REINDEX INDEX CONCURRENTLY old";
    an_index_left_half_built_is_named(Way::Postgres, statement, "old_ccnew");
}
