//! Runs on servers that are killed, interrupted and terminated while a statement takes long.
#![cfg(unix)]

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use rmig_test_support::{ScratchDatabase, Server};

use crate::support::{Output, Revision, TestEnvironment, rev};

/// A world with one database on a server.
struct World {
    environment: TestEnvironment,
    database: ScratchDatabase,
}

impl World {
    fn new(server: Server, revisions: &[Revision]) -> Self {
        let database = ScratchDatabase::new(server);
        let environment = TestEnvironment::empty();
        environment.package("app", "url = \"${DATABASE_URL}\"\n", revisions);
        Self {
            environment,
            database,
        }
    }

    fn command(&self, words: &str) -> Command {
        let mut command = self.environment.command("app", words);
        command
            .env("DATABASE_URL", self.database.url())
            .env_remove("RMIG_TEST_CLOCK")
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    fn run(&self, words: &str) -> Output {
        self.environment.output(&mut self.command(words))
    }

    /// How many statements the server sleeps in.
    fn sleeping(&self) -> usize {
        let sql = match self.database.server() {
            Server::Postgres => {
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND \
                 state = 'active' AND wait_event = 'PgSleep'"
            }
            _ => {
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND \
                 state = 'User sleep'"
            }
        };
        self.database.rows(sql).len()
    }

    /// A run that sleeps on the server.
    fn stuck(&self) -> Child {
        let child = self.command("upgrade").spawn().unwrap();
        until("it sleeps", || self.sleeping() == 1);
        child
    }

    /// Whether `upgrade` gets the lock at once.
    fn assert_lock_is_free(&self) {
        let output = self.run("upgrade --wait-for-lock 0s --dry-run");
        assert!(!output.stderr.contains("[locked]"), "{output}");
    }

    /// A server that lost its client goes on with a statement until it wants to answer.
    fn end_sleep(&self) {
        let sql = match self.database.server() {
            Server::Postgres => "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE \
                 datname = current_database() AND wait_event = 'PgSleep'"
                .to_owned(),
            _ => {
                let ids = self.database.rows(
                    "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND \
                     state = 'User sleep'",
                );
                ids.iter()
                    .flatten()
                    .fold(String::new(), |sql, id| format!("{sql}KILL QUERY {id};"))
            }
        };
        if !sql.is_empty() {
            self.database.sql(&sql);
        }
        until("nobody sleeps", || self.sleeping() == 0);
    }

    fn journal(&self) -> Vec<String> {
        let rows = self.database.rows(
            "SELECT revision, section, statements_done, statements, outcome FROM rmig_journal \
             ORDER BY id",
        );
        rows.iter().map(|row| row.join(" ")).collect()
    }

    fn ids(&self) -> Vec<String> {
        self.database.rows("SELECT id FROM t ORDER BY id").concat()
    }
}

fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < Duration::from_secs(30), "never: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([format!("-{name}"), child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

const SERVERS: [Server; 2] = [Server::Postgres, Server::Mysql];

fn slow(server: Server) -> &'static str {
    match server {
        Server::Postgres => "INSERT INTO t SELECT 2 FROM pg_sleep(60);",
        _ => "INSERT INTO t SELECT SLEEP(60);",
    }
}

/// The second revision is at its second statement for a minute.
fn transactional(server: Server) -> World {
    World::new(
        server,
        &[
            rev("r1").sql("CREATE TABLE t (id INT);", "DROP TABLE t;"),
            rev("r2").after(&["r1"]).sql(
                &format!("INSERT INTO t VALUES (1);\n{}", slow(server)),
                "DELETE FROM t;",
            ),
        ],
    )
}

/// As [`transactional`], without a transaction and with DDL before it.
fn claimed(server: Server) -> World {
    World::new(
        server,
        &[rev("r1").sections(&format!(
            "-- rmig: upgrade transaction=none\nCREATE TABLE t (id INT);\nINSERT INTO t VALUES (1);\n\
             {}\nCREATE INDEX i ON t (id);\n\n-- rmig: downgrade\nDROP TABLE t;\n",
            slow(server)
        ))],
    )
}

fn mend(world: &World, path: &str) {
    let slow = slow(world.database.server());
    world
        .environment
        .edit(path, slow, "INSERT INTO t VALUES (2);");
}

#[test]
fn a_run_that_is_killed_leaves_whole_sections() {
    for server in SERVERS {
        let world = transactional(server);
        let mut child = world.stuck();
        child.kill().unwrap();
        let output = world.environment.done(child.wait_with_output().unwrap());
        assert_eq!(output.exit, "signal 9", "{server}");
        assert_eq!(world.run("current").stdout.trim(), "r1", "{server}");
        world.end_sleep();
        mend(&world, "app/migrations/versions/r2.sql");
        let output = world.run("upgrade");
        assert_eq!(output.exit, "0", "{server}: {output}");
        assert_eq!(world.run("current").stdout.trim(), "r2 (head)", "{server}");
        assert_eq!(world.ids(), ["1", "2"], "{server}");
        assert_eq!(
            world.journal(),
            ["r1 1 1 1 done", "r2 1 2 2 done"],
            "{server}"
        );
    }
}

#[test]
fn a_run_that_is_killed_without_a_transaction_is_resumed() {
    for server in SERVERS {
        let world = claimed(server);
        let mut child = world.stuck();
        child.kill().unwrap();
        child.wait().unwrap();
        world.end_sleep();
        assert_eq!(world.run("current").exit, "0", "{server}");
        assert_eq!(world.journal(), ["r1 1 2 4 started"], "{server}");
        mend(&world, "app/migrations/versions/r1.sql");
        let output = world.run("upgrade").fails_with(1, "unfinished-revision");
        assert!(output.stderr.contains("statement 3 of 4"), "{output}");
        assert!(output.stderr.contains("--resume"), "{output}");
        let output = world.run("upgrade --resume");
        assert_eq!(output.exit, "0", "{server}: {output}");
        assert_eq!(world.ids(), ["1", "2"], "{server}");
        assert_eq!(world.journal(), ["r1 1 4 4 done"], "{server}");
        assert_eq!(world.run("upgrade").exit, "0", "{server}");
    }
}

#[test]
fn an_interrupted_run_cancels_its_statement_and_leaves_nothing_half_done() {
    for server in SERVERS {
        for (name, exit) in [("INT", "130"), ("TERM", "143")] {
            let world = transactional(server);
            let child = world.stuck();
            let start = Instant::now();
            signal(&child, name);
            let output = world.environment.done(child.wait_with_output().unwrap());
            let took = start.elapsed();
            assert!(took < Duration::from_secs(20), "{server}: {took:?}");
            assert_eq!(world.sleeping(), 0, "{server}");
            assert_eq!(output.exit, exit, "{server}: {output}");
            assert!(output.stderr.contains("error[interrupted]"), "{output}");
            assert!(
                output.stderr.contains("nothing of it is in the database"),
                "{output}"
            );
            assert_eq!(world.ids(), [""; 0], "{server}");
            assert_eq!(world.journal(), ["r1 1 1 1 done"], "{server}");
            world.assert_lock_is_free();
            mend(&world, "app/migrations/versions/r2.sql");
            assert_eq!(
                world.run("upgrade --wait-for-lock 0s").exit,
                "0",
                "{server}"
            );
        }
    }
}

#[test]
fn an_interrupted_run_without_a_transaction_says_how_far_it_came() {
    for server in SERVERS {
        let world = claimed(server);
        let child = world.stuck();
        signal(&child, "INT");
        let output = world.environment.done(child.wait_with_output().unwrap());
        assert_eq!(output.exit, "130", "{server}: {output}");
        assert!(
            output.stderr.contains("2 of 4 statements are done"),
            "{output}"
        );
        assert_eq!(world.sleeping(), 0, "{server}");
        assert_eq!(world.journal(), ["r1 1 2 4 failed"], "{server}");
        mend(&world, "app/migrations/versions/r1.sql");
        assert_eq!(world.run("upgrade --resume").exit, "0", "{server}");
        assert_eq!(world.ids(), ["1", "2"], "{server}");
    }
}

#[test]
fn a_run_that_waits_for_another_one_can_be_interrupted() {
    for server in SERVERS {
        let world = transactional(server);
        let mut first = world.stuck();
        let second = world.command("upgrade").spawn().unwrap();
        let waits = match server {
            Server::Postgres => {
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND \
                 query LIKE '%pg_locks%' AND pid <> pg_backend_pid()"
            }
            _ => {
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND \
                 command = 'Sleep' AND id <> CONNECTION_ID()"
            }
        };
        until("it waits", || !world.database.rows(waits).is_empty());
        let start = Instant::now();
        signal(&second, "INT");
        let output = world.environment.done(second.wait_with_output().unwrap());
        assert!(start.elapsed() < Duration::from_secs(20), "{server}");
        assert_eq!(output.exit, "130", "{server}: {output}");
        let output = world.run("upgrade --wait-for-lock 0s");
        assert_eq!(output.exit, "1", "{server}: {output}");
        assert!(
            output.stderr.contains("error[locked]"),
            "{server}: {output}"
        );
        assert!(output.stderr.contains(" from "), "{server}: {output}");
        assert!(!output.stderr.contains("secret"), "{server}: {output}");
        first.kill().unwrap();
        first.wait().unwrap();
        world.end_sleep();
    }
}

#[test]
fn several_runs_at_once_do_every_section_once() {
    for server in SERVERS {
        let revisions: Vec<_> = (0..6)
            .map(|n| {
                let create = if n == 0 {
                    "CREATE TABLE t (id INT);\n"
                } else {
                    ""
                };
                let revision = rev(&format!("r{n}")).sql(
                    &format!("{create}INSERT INTO t VALUES ({n});\nCREATE TABLE t{n} (id INT);"),
                    "SELECT 1;",
                );
                match n {
                    0 => revision,
                    n => revision.after(&[&format!("r{}", n - 1)]),
                }
            })
            .collect();
        let world = World::new(server, &revisions);
        let children: Vec<_> = (0..3)
            .map(|_| world.command("upgrade").spawn().unwrap())
            .collect();
        for child in children {
            let output = world.environment.done(child.wait_with_output().unwrap());
            assert_eq!(output.exit, "0", "{server}: {output}");
        }
        assert_eq!(world.ids(), ["0", "1", "2", "3", "4", "5"], "{server}");
        assert_eq!(world.journal().len(), 6, "{server}");
    }
}
