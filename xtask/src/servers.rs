//! Private, throw-away database servers for the tests.

mod certificate;
mod folder;
mod mariadb;
mod owner;
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
const MYSQL_URL: &str = "RMIG_TEST_MYSQL_URL";

/// Servers that run as long as this value lives.
pub struct Servers {
    // In this order: the servers stop before their folder goes.
    processes: Vec<Process>,
    variables: Vec<(&'static str, String)>,
    _folder: Option<Folder>,
}

impl Servers {
    /// Starts those servers that no variable names, side by side.
    ///
    /// # Errors
    ///
    /// Something can't be installed, or a server doesn't start.
    pub fn start() -> Result<Self> {
        let named = |variable: &str| std::env::var_os(variable).is_some_and(|url| !url.is_empty());
        Self::start_all(!named(POSTGRES_URL), !named(MYSQL_URL))
    }

    fn start_all(postgres: bool, mariadb: bool) -> Result<Self> {
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
        if !postgres && !mariadb {
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
        if let Some(postgres) = postgres {
            let (process, url) = postgres.start(&certificate)?;
            servers.processes.push(process);
            servers.announce(POSTGRES_URL, url, "RMIG_TEST_POSTGRES_CA", &certificate);
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
