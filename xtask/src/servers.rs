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

use std::path::{Path, PathBuf};

use certificate::Certificate;
use process::Process;

pub use folder::Folder;
pub use postgres::client as postgres_client;
pub use task::run;

use crate::{
    debian,
    shell::{Result, say},
};

/// The variables that name servers.
const POSTGRES_URL: &str = "RMIG_TEST_POSTGRES_URL";
const PGBOUNCER_URL: &str = "RMIG_TEST_PGBOUNCER_URL";
const MYSQL_URL: &str = "RMIG_TEST_MYSQL_URL";

/// How much servers do so that a crash of the machine takes nothing away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Storage {
    /// All that they do where nobody tells them otherwise.
    Durable,
    /// As little as can be.
    Fleeting,
}

/// Servers that run as long as this value lives.
pub struct Servers {
    // In this order: PgBouncer and the servers stop before their folder goes.
    processes: Vec<Process>,
    variables: Vec<(&'static str, String)>,
    _folder: Option<Folder>,
}

/// What is to be started, and where.
struct Wanted {
    postgres: bool,
    mariadb: bool,
    pooler: Pooler,
    /// The folder in which that of the servers is made.
    parent: PathBuf,
    storage: Storage,
}

/// Which PgBouncer is used.
#[derive(Clone, Debug)]
enum Pooler {
    /// None.
    None,
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
        Self::start_wanted(&Wanted {
            postgres: named(POSTGRES_URL).is_none(),
            mariadb: named(MYSQL_URL).is_none(),
            pooler,
            parent: std::env::temp_dir(),
            storage: Storage::Fleeting,
        })
    }

    /// Starts all servers, whatever the variables say.
    ///
    /// # Errors
    ///
    /// As [`Servers::start`].
    pub fn start_all_of_our_own() -> Result<Self> {
        Self::start_wanted(&Wanted {
            postgres: true,
            mariadb: true,
            pooler: Pooler::Before(None),
            parent: std::env::temp_dir(),
            storage: Storage::Fleeting,
        })
    }

    /// Starts a PostgreSQL, a MariaDB or both, whatever the variables say, with their data in a new folder.
    ///
    /// # Errors
    ///
    /// As [`Servers::start`].
    pub fn start_below(
        parent: &Path,
        storage: Storage,
        (postgres, mariadb): (bool, bool),
    ) -> Result<Self> {
        Self::start_wanted(&Wanted {
            postgres,
            mariadb,
            pooler: Pooler::None,
            parent: parent.to_owned(),
            storage,
        })
    }

    fn start_wanted(wanted: &Wanted) -> Result<Self> {
        let &Wanted {
            postgres,
            mariadb,
            storage,
            ..
        } = wanted;
        let mut programs = vec![
            ("psql", "postgresql-client"),
            ("pg_dump", "postgresql-client"),
            ("mariadb", "mariadb-client"),
            ("mariadb-dump", "mariadb-client"),
            ("sqlite3", "sqlite3"),
            ("strace", "strace"),
        ];
        if mariadb {
            programs.extend([
                ("mariadbd", "mariadb-server"),
                ("mariadb-install-db", "mariadb-server"),
            ]);
        }
        if let Pooler::Before(_) = wanted.pooler {
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
        if !postgres && !mariadb && !matches!(wanted.pooler, Pooler::Before(_)) {
            return Ok(servers);
        }
        let folder = Folder::below(&wanted.parent)?;
        let certificate = Certificate::new(&folder)?;
        servers._folder = Some(folder.clone());
        // Both lay out their folders at once, then both start.
        let postgres = postgres
            .then(|| postgres::Postgres::lay_out(&folder))
            .transpose()?;
        let mariadb = mariadb
            .then(|| mariadb::Mariadb::lay_out(&folder))
            .transpose()?;
        let mut before = wanted.pooler.clone();
        if let Some(postgres) = postgres {
            let (process, url) = postgres.start(&certificate, storage)?;
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
            let (process, url) = mariadb.start(&certificate, storage)?;
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
