//! A database that nobody else uses and that goes away with its value.

use std::{
    path::Path,
    process,
    sync::atomic::{AtomicUsize, Ordering},
    thread,
};

use tempfile::TempDir;

use crate::{address::Address, server::Server, session};

static CREATED: AtomicUsize = AtomicUsize::new(0);

/// A database of one test, empty at first, dropped with the value.
pub struct ScratchDatabase {
    server: Server,
    url: String,
    address: Option<Address>,
    _folder: Option<TempDir>,
}

impl ScratchDatabase {
    /// A database of that kind; for SQLite a file in a folder of its own.
    pub fn new(server: Server) -> Self {
        if server != Server::Sqlite {
            return Self::on_server(server);
        }
        let folder = TempDir::new().expect("a temporary folder");
        let mut database = Self::sqlite(folder.path());
        database._folder = Some(folder);
        database
    }

    /// A database on the server that `RMIG_TEST_POSTGRES_URL` names.
    pub fn postgres() -> Self {
        Self::on_server(Server::Postgres)
    }

    /// A database on the server that `RMIG_TEST_MYSQL_URL` names.
    pub fn mysql() -> Self {
        Self::on_server(Server::Mysql)
    }

    /// A file in a folder that the test looks after. It is there once something is written.
    pub fn sqlite(folder: &Path) -> Self {
        let path = folder.join(format!("{}.sqlite", next_name()));
        Self {
            server: Server::Sqlite,
            url: format!("sqlite:{}", path.display()),
            address: None,
            _folder: None,
        }
    }

    fn on_server(server: Server) -> Self {
        let there = server.address();
        // Somebody with our process id, in another container or long dead, may have left a name.
        for _ in 0..1000 {
            let name = next_name();
            let create = match server {
                Server::Postgres => format!("CREATE DATABASE {name} TEMPLATE template0"),
                _ => format!("CREATE DATABASE {name} CHARACTER SET utf8mb4"),
            };
            match session::ask(server, &there.url(), &create) {
                Ok(_) => {
                    let address = there.with_database(&name);
                    return Self {
                        server,
                        url: address.url(),
                        address: Some(address),
                        _folder: None,
                    };
                }
                Err(error) if is_taken(&error) => {}
                Err(error) => panic!("{}: {error}", server.variable()),
            }
        }
        panic!(
            "{}: a thousand names are taken, drop rmig_test_*",
            server.variable()
        );
    }

    /// Which kind of database it is.
    pub fn server(&self) -> Server {
        self.server
    }

    /// Its URL, password included.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its URL without TLS, where connecting is what takes a test's time.
    pub fn url_without_tls(&self) -> String {
        let off = match self.server {
            Server::Sqlite => return self.url.clone(),
            Server::Postgres => ("sslmode", "disable"),
            Server::Mysql => ("ssl-mode", "disabled"),
        };
        self.address().with_parameter(off.0, off.1).url()
    }

    /// The parts of its URL. SQLite has none, and panics.
    pub fn address(&self) -> &Address {
        self.address
            .as_ref()
            .expect("SQLite has no server and so no address")
    }

    /// The same database through the PgBouncer that `RMIG_TEST_PGBOUNCER_URL` names, which hands out
    /// the sessions of the server of `RMIG_TEST_POSTGRES_URL` for one transaction each.
    pub fn pooled(&self) -> Address {
        assert_eq!(self.server, Server::Postgres, "PgBouncer is PostgreSQL's");
        Server::pgbouncer().with_database(&self.name())
    }

    /// Its name on the server, or the path of its file.
    pub fn name(&self) -> String {
        match &self.address {
            Some(address) => address.database(),
            None => self.url.trim_start_matches("sqlite:").to_owned(),
        }
    }

    /// Runs a script of one or more statements. A refusal is a panic.
    #[track_caller]
    pub fn sql(&self, script: &str) {
        if let Err(error) = self.try_sql(script) {
            panic!("{}: {error}\n{script}", self.server);
        }
    }

    /// Runs a script of one or more statements.
    ///
    /// # Errors
    ///
    /// What the driver says.
    pub fn try_sql(&self, script: &str) -> Result<(), sqlx::Error> {
        session::ask(self.server, &self.url, script).map(drop)
    }

    /// All rows of a query, every value as text, NULL as `NULL`, bytes that are no text as `0x…`.
    #[track_caller]
    pub fn rows(&self, query: &str) -> Vec<Vec<String>> {
        let null = || "NULL".to_owned();
        self.cells(query)
            .into_iter()
            .map(|row| {
                row.into_iter()
                    .map(|cell| cell.unwrap_or_else(null))
                    .collect()
            })
            .collect()
    }

    /// All rows of a query, NULL as `None`.
    #[track_caller]
    pub(crate) fn cells(&self, query: &str) -> Vec<session::Cells> {
        session::ask(self.server, &self.url, query)
            .unwrap_or_else(|error| panic!("{}: {error}\n{query}", self.server))
    }

    fn drop_from_server(&self) -> Result<(), sqlx::Error> {
        let there = match self.server {
            Server::Sqlite => return Ok(()),
            server => server.address().url(),
        };
        let ask = |script: &str| session::ask(self.server, &there, script);
        let name = self.name();
        if self.server == Server::Postgres {
            return ask(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)")).map(drop);
        }
        // Whoever is still in there may hold a lock that the drop would wait for.
        let sessions = ask(&format!(
            "SELECT id FROM information_schema.processlist WHERE db = '{name}'"
        ))?;
        for id in sessions.into_iter().flatten().flatten() {
            // It may have gone by itself.
            drop(ask(&format!("KILL {id}")));
        }
        match ask(&format!("DROP DATABASE IF EXISTS {name}")) {
            // MariaDB may leave the copy of a trigger (`.TRG-`) behind; all else is gone.
            Err(error) if error.to_string().contains("Directory not empty") => Ok(()),
            dropped => dropped.map(drop),
        }
    }
}

impl Drop for ScratchDatabase {
    fn drop(&mut self) {
        let dropped = self.drop_from_server();
        if !thread::panicking() {
            dropped.expect("the scratch database can be dropped");
        }
    }
}

fn next_name() -> String {
    let number = CREATED.fetch_add(1, Ordering::Relaxed);
    format!("rmig_test_{}_{number}", process::id())
}

fn is_taken(error: &sqlx::Error) -> bool {
    let code = error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code);
    // PostgreSQL: duplicate_database. MySQL answers every error of its own with HY000.
    code.as_deref() == Some("42P04") || error.to_string().contains("database exists")
}

#[cfg(test)]
mod tests;
