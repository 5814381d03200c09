//! Many processes before one database.

use std::{
    process::{Command, Output},
    thread,
};

use rmig_test_support::Server;
use rmig_tests::cargo_rmig::printed;

use crate::project::Project;

/// How many run at once.
const PROCESSES: usize = 8;

/// A way to a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// A file.
    Sqlite,
    /// PostgreSQL itself.
    Postgres,
    /// MariaDB, or MySQL.
    Mysql,
    /// PostgreSQL behind a PgBouncer in transaction mode.
    Pgbouncer,
}

/// A project that many run at once.
pub struct Crowd {
    pub project: Project,
    url: String,
    /// Whether runs take the run lock.
    lock: bool,
}

impl Crowd {
    /// Before an empty database.
    pub fn new(way: Way) -> Self {
        let project = Project::new(match way {
            Way::Sqlite => Server::Sqlite,
            Way::Postgres | Way::Pgbouncer => Server::Postgres,
            Way::Mysql => Server::Mysql,
        });
        let url = match way {
            Way::Pgbouncer => project.database().pooled().url(),
            _ => project.database().url().to_owned(),
        };
        Self {
            project,
            url,
            lock: true,
        }
    }

    /// Whose runs take no lock.
    pub fn without_lock(way: Way) -> Self {
        Self {
            lock: false,
            ..Self::new(way)
        }
    }

    /// The URL of the way.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The program with these words.
    pub fn command(&self, words: &str) -> Command {
        let mut command = self.project.command_at(&self.url, words);
        command.env("RMIG_LOCK", self.lock.to_string());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, words: &str) -> Output {
        self.command(words).output().expect("the program starts")
    }

    /// Lets all of them run the program at once; each of them has to succeed.
    #[track_caller]
    pub fn all_succeed(&self, words: &str) {
        let outputs = self.at_once(words);
        let failed: Vec<String> = outputs
            .iter()
            .filter(|output| !output.status.success())
            .map(printed)
            .collect();
        assert!(
            failed.is_empty(),
            "{} of {PROCESSES} failed:\n{}\nthe journal: {:?}",
            failed.len(),
            failed.join("\n"),
            self.journal(),
        );
    }

    /// Lets all of them run the program at once.
    pub fn at_once(&self, words: &str) -> Vec<Output> {
        let children: Vec<_> = (0..PROCESSES)
            .map(|_| self.command(words).spawn().expect("the program starts"))
            .collect();
        // None of them may wait for us to read what another one prints.
        thread::scope(|scope| {
            let waiting: Vec<_> = children
                .into_iter()
                .map(|child| scope.spawn(|| child.wait_with_output().expect("an end")))
                .collect();
            let outputs = waiting.into_iter().map(|wait| wait.join().expect("an end"));
            outputs.collect()
        })
    }

    /// The journal: revision, direction, section and outcome of each row.
    pub fn journal(&self) -> Vec<Vec<String>> {
        let query = "SELECT revision, direction, section, outcome FROM rmig_journal ORDER BY id";
        self.project.database().rows(query)
    }
}
