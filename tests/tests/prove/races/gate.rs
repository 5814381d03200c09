//! What a statement of a section waits for until the test lets it pass.

use std::{
    io::Write,
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use rmig_test_support::{ScratchDatabase, Server};

/// How long a test waits for what has to come.
const PATIENCE: Duration = Duration::from_secs(60);

/// A lock that a client of the database's own holds.
pub struct Gate {
    client: Child,
}

/// The statement that passes only while no gate is closed. A reader keeps SQLite from committing.
pub fn statement(database: &ScratchDatabase) -> String {
    match database.server() {
        Server::Sqlite => "SELECT 1".to_owned(),
        Server::Postgres => "SELECT pg_advisory_xact_lock_shared(4711)".to_owned(),
        Server::Mysql => "INSERT INTO gate VALUES (1)".to_owned(),
    }
}

impl Gate {
    /// Closes it.
    pub fn close(database: &ScratchDatabase) -> Self {
        let script = match database.server() {
            Server::Sqlite => "BEGIN;\nSELECT count(*) FROM ran;\n",
            Server::Postgres => "SELECT pg_advisory_lock(4711);\n",
            Server::Mysql => "LOCK TABLES gate WRITE;\nSELECT 1;\n",
        };
        let mut client = database
            .client()
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .expect("the client starts");
        let stdin = client.stdin.as_mut().expect("stdin is piped");
        stdin
            .write_all(script.as_bytes())
            .expect("the client reads");
        let gate = Self { client };
        until("the gate is closed", || is_closed(database));
        gate
    }

    /// Opens it.
    pub fn open(mut self) {
        drop(self.client.stdin.take());
        self.client.wait().expect("the client ends");
    }
}

impl Drop for Gate {
    fn drop(&mut self) {
        // A test that failed hasn't opened it.
        drop(self.client.kill());
        drop(self.client.wait());
    }
}

fn is_closed(database: &ScratchDatabase) -> bool {
    match database.server() {
        // It reads a pipe: that it has read shows in that nobody gets the whole file to itself.
        Server::Sqlite => database
            .try_sql("PRAGMA busy_timeout = 0; BEGIN EXCLUSIVE; COMMIT")
            .is_err(),
        Server::Postgres => advisory_locks(database, true) == 1,
        Server::Mysql => {
            let open = "SHOW OPEN TABLES WHERE `Table` = 'gate' AND In_use > 0 AND `Database` = ";
            let open = format!("{open}'{}'", database.name());
            !database.rows(&open).is_empty()
        }
    }
}

/// Whether somebody waits at the gate.
pub fn is_waited_at(database: &ScratchDatabase) -> bool {
    match database.server() {
        // Whoever is about to commit keeps others from reading.
        Server::Sqlite => database
            .try_sql("PRAGMA busy_timeout = 0; SELECT count(*) FROM ran")
            .is_err(),
        Server::Postgres => advisory_locks(database, false) > 0,
        Server::Mysql => {
            let waiting = "SELECT id FROM information_schema.processlist WHERE state LIKE \
                           'Waiting for table%' AND db = ";
            let waiting = format!("{waiting}'{}'", database.name());
            !database.rows(&waiting).is_empty()
        }
    }
}

fn advisory_locks(database: &ScratchDatabase, granted: bool) -> usize {
    let query = format!(
        "SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database WHERE datname = '{}' AND \
         locktype = 'advisory' AND objid = 4711 AND granted = {granted}",
        database.name()
    );
    database.rows(&query).len()
}

/// Asks again and again until it holds.
#[track_caller]
pub fn until(what: &str, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < PATIENCE, "never: {what}");
        thread::sleep(Duration::from_millis(10));
    }
}
