//! Whoever has the lock is killed, hangs, or is cut off in the middle of a section: the others go on,
//! or say what they know of it.

use std::time::{Duration, Instant};

use rmig_test_support::{MessageCounter, Server};
use rmig_tests::cargo_rmig::printed;

use super::{
    crowd::{Crowd, Way},
    gate::{self, Gate},
    runner::Running,
};

/// Each of these stops at the gate in the middle of `b`.
fn crowd_before_a_gate(way: Way, options: &str) -> Crowd {
    let crowd = Crowd::new(way);
    let database = crowd.project.database();
    let (down, wait) = (
        "-- rmig: downgrade irreversible\n",
        gate::statement(database),
    );
    let revisions: [(&str, &[&str], String); 3] = [
        (
            "a",
            &[],
            "CREATE TABLE ran (section VARCHAR(9));\nCREATE TABLE gate (id INT);".to_owned(),
        ),
        (
            "b",
            &["a"],
            format!("INSERT INTO ran VALUES ('b');\n{wait};"),
        ),
        ("c", &["b"], "INSERT INTO ran VALUES ('c');".to_owned()),
    ];
    for (revision, parents, sql) in revisions {
        let options = if revision == "b" { options } else { "" };
        let text = format!("-- rmig: upgrade{options}\n{sql}\n{down}");
        crowd.project.write_revision(revision, parents, &text);
    }
    let output = crowd.run("upgrade a");
    assert!(output.status.success(), "{}", printed(&output));
    crowd
}

fn at_the_gate(crowd: &Crowd, url: &str) -> Running {
    Running::start(crowd, url, "the holder is at the gate", || {
        gate::is_waited_at(crowd.project.database())
    })
}

/// What another run says that waits for a second.
fn refused(crowd: &Crowd) -> String {
    let start = Instant::now();
    let mut command = crowd.command("upgrade heads --wait-for-lock 1s");
    let output = command.env("RMIG_LOCK_TIMEOUT", "1s").output();
    let output = output.expect("the program starts");
    assert!(!output.status.success(), "{}", printed(&output));
    let waited = start.elapsed();
    assert!(waited < Duration::from_secs(30), "waited {waited:?}");
    printed(&output)
}

/// Who has it, as far as the server tells.
fn names_the_holder(crowd: &Crowd, text: &str) {
    let (code, who) = match crowd.project.database().server() {
        Server::Sqlite => ("database-busy", "database is locked"),
        Server::Postgres => ("locked", "\"cargo-rmig"),
        Server::Mysql => ("locked", "connection "),
    };
    assert!(text.contains(&format!("error[{code}]")), "{text}");
    assert!(text.contains(who), "{text}");
}

#[track_caller]
fn all_is_done(crowd: &Crowd) {
    let database = crowd.project.database();
    let ran = database.rows("SELECT section FROM ran ORDER BY section");
    assert_eq!(ran.concat(), ["b", "c"], "{:?}", crowd.journal());
    let rows = database.rows("SELECT version_num FROM rmig_version");
    assert_eq!(rows.concat(), ["c"]);
    let done: Vec<String> = crowd
        .journal()
        .into_iter()
        .map(|row| row.concat())
        .collect();
    assert_eq!(done, ["aupgrade1done", "bupgrade1done", "cupgrade1done"]);
}

const PATIENTLY: &str = "upgrade heads --wait-for-lock 60s";

fn one_is_killed(way: Way) {
    let crowd = crowd_before_a_gate(way, "");
    let gate = Gate::close(crowd.project.database());
    at_the_gate(&crowd, crowd.url()).kill();
    if matches!(way, Way::Postgres | Way::Pgbouncer) {
        // The server is still at the statement, and hasn't noticed.
        names_the_holder(&crowd, &refused(&crowd));
    }
    gate.open();
    crowd.all_succeed(PATIENTLY);
    all_is_done(&crowd);
}

fn one_hangs(way: Way) {
    let crowd = crowd_before_a_gate(way, "");
    let gate = Gate::close(crowd.project.database());
    let holder = at_the_gate(&crowd, crowd.url());
    holder.stop();
    gate.open();
    names_the_holder(&crowd, &refused(&crowd));
    holder.signal("CONT");
    let output = holder.end();
    assert!(output.status.success(), "{}", printed(&output));
    crowd.all_succeed(PATIENTLY);
    all_is_done(&crowd);
}

/// A wire before the server, or before PgBouncer.
fn wire(crowd: &Crowd, way: Way) -> MessageCounter {
    let database = crowd.project.database();
    match way {
        Way::Pgbouncer => MessageCounter::before_pgbouncer(database),
        _ => MessageCounter::before(database),
    }
}

fn one_is_cut_off(way: Way) {
    let crowd = crowd_before_a_gate(way, "");
    let wire = wire(&crowd, way);
    let gate = Gate::close(crowd.project.database());
    let holder = at_the_gate(&crowd, &wire.url());
    wire.cut();
    gate.open();
    crowd.all_succeed(PATIENTLY);
    let output = holder.end();
    let text = printed(&output);
    // It goes on where another one has done meanwhile what it was at.
    let is_told = output.status.success() || text.contains("error[connection-lost]");
    assert!(is_told, "{text}");
    all_is_done(&crowd);
}

fn one_hears_nothing(way: Way) {
    let crowd = crowd_before_a_gate(way, "");
    let wire = wire(&crowd, way);
    let gate = Gate::close(crowd.project.database());
    let holder = at_the_gate(&crowd, &wire.url());
    wire.freeze();
    gate.open();
    names_the_holder(&crowd, &refused(&crowd));
    wire.thaw();
    let output = holder.end();
    assert!(output.status.success(), "{}", printed(&output));
    all_is_done(&crowd);
}

/// A section without a transaction leaves its claim behind, and whoever resumes it gets there once.
fn one_leaves_its_claim(way: Way) {
    let crowd = crowd_before_a_gate(way, " transaction=none");
    let gate = Gate::close(crowd.project.database());
    at_the_gate(&crowd, crowd.url()).kill();
    gate.open();
    let output = crowd.run(PATIENTLY);
    let text = printed(&output);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("error[unfinished-revision]"), "{text}");
    // The server had the whole message, which went to its end when the gate opened.
    let parts = [
        "its section 1 of 1",
        "2 statements done",
        "on rig",
        "--resume",
    ];
    for part in parts {
        assert!(text.contains(part), "{text}");
    }
    crowd.all_succeed(&format!("{PATIENTLY} --resume"));
    all_is_done(&crowd);
}

/// Nobody takes the claim of one that hangs, unless told to; and it finds that out.
fn one_hangs_with_its_claim(way: Way) {
    let crowd = crowd_before_a_gate(way, " transaction=none");
    let gate = Gate::close(crowd.project.database());
    let holder = at_the_gate(&crowd, crowd.url());
    holder.stop();
    gate.open();
    let text = refused(&crowd);
    assert!(text.contains("the upgrade of revision b"), "{text}");
    assert!(text.contains("on rig"), "{text}");
    holder.signal("CONT");
    let output = holder.end();
    assert!(output.status.success(), "{}", printed(&output));
    crowd.all_succeed(PATIENTLY);
    all_is_done(&crowd);
}

macro_rules! on {
    ($test:ident: $($name:ident = $way:ident),+) => {
        mod $test {
            use super::super::crowd::Way;
            $(
                #[test]
                fn $name() {
                    super::$test(Way::$way);
                }
            )+
        }
    };
}

on!(one_is_killed: sqlite = Sqlite, postgres = Postgres, mysql = Mysql, pgbouncer = Pgbouncer);
on!(one_hangs: sqlite = Sqlite, postgres = Postgres, mysql = Mysql, pgbouncer = Pgbouncer);
on!(one_is_cut_off: postgres = Postgres, mysql = Mysql, pgbouncer = Pgbouncer);
on!(one_hears_nothing: postgres = Postgres, mysql = Mysql, pgbouncer = Pgbouncer);
on!(one_leaves_its_claim: postgres = Postgres, mysql = Mysql, pgbouncer = Pgbouncer);
on!(one_hangs_with_its_claim: pgbouncer = Pgbouncer);
