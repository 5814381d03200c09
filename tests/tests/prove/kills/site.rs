//! A project with somebody who looks at its database from outside.

use std::{cell::RefCell, time::Instant};

use rmig_test_support::{Server, Session};

use crate::project::Project;

/// Where one worker goes through points.
pub struct Site {
    pub project: Project,
    /// Open all the time, since connecting is dear; a file of SQLite is opened anew.
    session: Option<RefCell<Session>>,
}

impl Site {
    /// A project of its own.
    pub fn new(server: Server) -> Self {
        let project = Project::new(server);
        let open = || {
            let url = project.database().url_without_tls();
            Session::open(server, &url).expect("a connection")
        };
        let session = (server != Server::Sqlite).then(|| RefCell::new(open()));
        Self { project, session }
    }

    /// The kind of database.
    pub fn server(&self) -> Server {
        self.project.database().server()
    }

    /// The rows of a query.
    pub fn rows(&self, query: &str) -> Vec<Vec<String>> {
        match &self.session {
            Some(session) => session.borrow_mut().rows(query),
            None => self.project.database().rows(query),
        }
    }

    /// Runs a script.
    pub fn sql(&self, script: &str) {
        match &self.session {
            Some(session) => drop(session.borrow_mut().cells(script)),
            None => self.project.database().sql(script),
        }
    }

    /// Drops the database with all in it, or all in it: MariaDB may leave the copy of a trigger
    /// (`.TRG-`) behind, and then can't remove the folder.
    pub fn drop_database(&self) {
        let sql = format!("DROP DATABASE IF EXISTS {}", self.project.database().name());
        let dropped = match &self.session {
            Some(session) => session.borrow_mut().ask(&sql).map(drop),
            None => self.project.database().try_sql(&sql),
        };
        if let Err(error) = dropped {
            assert!(error.to_string().contains("Directory not empty"), "{error}");
        }
    }

    /// Waits until the server is done with what a session was at that has lost its client.
    pub fn settle(&self) {
        let others = match self.server() {
            Server::Sqlite => return,
            Server::Postgres => {
                "SELECT pid FROM pg_stat_activity WHERE datname = current_database() \
                 AND pid <> pg_backend_pid() AND backend_type = 'client backend'"
            }
            Server::Mysql => {
                "SELECT id FROM information_schema.processlist WHERE db = DATABASE() AND id <> CONNECTION_ID()"
            }
        };
        let since = Instant::now();
        while !self.rows(others).is_empty() {
            assert!(since.elapsed().as_secs() < 30, "a session goes on and on");
            std::thread::yield_now();
        }
    }
}
