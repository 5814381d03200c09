//! Whoever has the lock is killed, hangs, or is cut off in the middle of a section: the others go on,
//! or say what they know of it.

use std::{
    process::{Child, Command, Output},
    time::{Duration, Instant},
};

use rmig_test_support::{MessageCounter, Server};
use rmig_tests::cargo_rmig::printed;

use super::{
    crowd::{Crowd, Way},
    gate::{self, Gate, until},
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

/// A run that waits at the gate.
struct Holder {
    child: Child,
}

impl Holder {
    fn start(crowd: &Crowd, url: &str) -> Self {
        let mut command = crowd.command("upgrade heads");
        // Only the gate ends its waiting.
        command
            .env("DATABASE_URL", url)
            .env("RMIG_LOCK_TIMEOUT", "5m");
        let child = command.spawn().expect("the program starts");
        until("the holder is at the gate", || {
            gate::is_waited_at(crowd.project.database())
        });
        Self { child }
    }

    fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let kill = Command::new("kill").args(["-s", name, &id]).status();
        assert!(kill.expect("kill starts").success());
    }

    /// Stops it, and waits until it stands still.
    fn stop(&self) {
        self.signal("STOP");
        let status = format!("/proc/{}/stat", self.child.id());
        until("the holder stands still", || {
            let stat = std::fs::read_to_string(&status).expect("it lives");
            stat.rsplit(") ")
                .next()
                .is_some_and(|rest| rest.starts_with('T'))
        });
    }

    fn kill(mut self) {
        self.child.kill().expect("it is ours");
        self.child.wait().expect("it ends");
    }

    fn end(self) -> Output {
        self.child.wait_with_output().expect("it ends")
    }
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
    Holder::start(&crowd, crowd.url()).kill();
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
    let holder = Holder::start(&crowd, crowd.url());
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
    let holder = Holder::start(&crowd, &wire.url());
    wire.cut();
    gate.open();
    crowd.all_succeed(PATIENTLY);
    let output = holder.end();
    let text = printed(&output);
    assert!(!output.status.success(), "{text}");
    assert!(text.contains("error[connection-lost]"), "{text}");
    all_is_done(&crowd);
}

fn one_hears_nothing(way: Way) {
    let crowd = crowd_before_a_gate(way, "");
    let wire = wire(&crowd, way);
    let gate = Gate::close(crowd.project.database());
    let holder = Holder::start(&crowd, &wire.url());
    wire.freeze();
    gate.open();
    names_the_holder(&crowd, &refused(&crowd));
    wire.thaw();
    let output = holder.end();
    assert!(output.status.success(), "{}", printed(&output));
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
