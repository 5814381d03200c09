//! Private, throw-away database servers for the tests.

mod certificate;
mod folder;
mod mariadb;
mod owner;
mod pgbouncer;
mod port;
mod postgres;
mod process;
mod secret;
mod task;

use certificate::Certificate;
use folder::Folder;
use process::Process;

pub use task::run;

use crate::{
    debian,
    shell::{Result, say},
};

/// The variables that name servers.
const POSTGRES_URL: &str = "RMIG_TEST_POSTGRES_URL";
const PGBOUNCER_URL: &str = "RMIG_TEST_PGBOUNCER_URL";
const MYSQL_URL: &str = "RMIG_TEST_MYSQL_URL";

/// Servers that run as long as this value lives.
pub struct Servers {
    // In this order: PgBouncer and the servers stop before their folder goes.
    processes: Vec<Process>,
    variables: Vec<(&'static str, String)>,
    _folder: Option<Folder>,
}

/// Which PgBouncer is used.
enum Pooler {
    /// One that a variable names.
    Named,
    /// Our own, before the server with this URL, or before our own server.
    Before(Option<String>),
}

impl Pooler {
    /// Before this server, if none is named.
    fn or_before(self, url: &str) -> Self {
        match self {
            Self::Before(None) => Self::Before(Some(url.to_owned())),
            other => other,
        }
    }
}

impl Servers {
    /// Starts those servers that no variable names, side by side.
    ///
    /// # Errors
    ///
    /// Something can't be installed, or a server doesn't start.
    pub fn start() -> Result<Self> {
        let named = |variable: &str| {
            let url = std::env::var(variable).ok();
            url.filter(|url| !url.is_empty())
        };
        let pooler = match named(PGBOUNCER_URL) {
            Some(_) => Pooler::Named,
            None => Pooler::Before(named(POSTGRES_URL)),
        };
        Self::start_all(
            named(POSTGRES_URL).is_none(),
            named(MYSQL_URL).is_none(),
            pooler,
        )
    }

    fn start_all(postgres: bool, mariadb: bool, pooler: Pooler) -> Result<Self> {
        let mut programs = vec![
            ("psql", "postgresql-client"),
            ("pg_dump", "postgresql-client"),
            ("mariadb", "mariadb-client"),
            ("sqlite3", "sqlite3"),
        ];
        if mariadb {
            programs.extend([
                ("mariadbd", "mariadb-server"),
                ("mariadb-install-db", "mariadb-server"),
            ]);
        }
        if let Pooler::Before(_) = pooler {
            programs.push(("pgbouncer", "pgbouncer"));
        }
        if postgres || mariadb {
            programs.push(("openssl", "openssl"));
        }
        debian::need(&programs)?;
        if postgres && postgres::programs().is_none() {
            debian::install(&["postgresql"])?;
        }
        let mut servers = Self {
            processes: Vec::new(),
            variables: Vec::new(),
            _folder: None,
        };
        if !postgres && !mariadb && matches!(pooler, Pooler::Named) {
            return Ok(servers);
        }
        let folder = Folder::new()?;
        let certificate = Certificate::new(&folder)?;
        servers._folder = Some(folder.clone());
        // Both lay out their folders at once, then both start.
        let postgres = postgres
            .then(|| postgres::Postgres::lay_out(&folder))
            .transpose()?;
        let mariadb = mariadb
            .then(|| mariadb::Mariadb::lay_out(&folder))
            .transpose()?;
        let mut before = pooler;
        if let Some(postgres) = postgres {
            let (process, url) = postgres.start(&certificate)?;
            servers.processes.push(process);
            before = before.or_before(&url);
            servers.announce(POSTGRES_URL, url, "RMIG_TEST_POSTGRES_CA", &certificate);
        }
        if let Pooler::Before(Some(postgres)) = before {
            let (process, url) = pgbouncer::start(&folder, &postgres)?;
            // It goes before its server does.
            servers.processes.insert(0, process);
            servers.variables.push((PGBOUNCER_URL, url));
        }
        if let Some(mariadb) = mariadb {
            let (process, url) = mariadb.start(&certificate)?;
            servers.processes.push(process);
            servers.announce(MYSQL_URL, url, "RMIG_TEST_MYSQL_CA", &certificate);
        }
        for process in &mut servers.processes {
            process.wait_until_ready()?;
        }
        say(&format!(
            "servers of our own run below {}",
            folder.path().display()
        ));
        Ok(servers)
    }

    fn announce(
        &mut self,
        name: &'static str,
        url: String,
        authority: &'static str,
        certificate: &Certificate,
    ) {
        let path = certificate.authority().display().to_string();
        self.variables.extend([(name, url), (authority, path)]);
    }

    /// The variables that tell the tests where the servers are.
    pub fn variables(&self) -> &[(&'static str, String)] {
        &self.variables
    }
}

impl Drop for Servers {
    fn drop(&mut self) {
        // All are told to stop before one is waited for.
        for process in &self.processes {
            process.ask_to_stop();
        }
        self.processes.clear();
    }
}
