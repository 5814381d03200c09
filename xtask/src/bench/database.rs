//! Empty databases for every run, and the databases' own clients.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use clap::ValueEnum;

use super::options::Options;
use crate::{
    debian,
    servers::{Folder, Servers, postgres_client},
    shell::{Failure, Result, shown},
};

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// SQLite, as a file.
    Sqlite,
    /// PostgreSQL, over TCP without TLS.
    Postgres,
    /// MariaDB, over TCP without TLS.
    Mariadb,
}

impl Kind {
    /// How tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "SQLite",
            Self::Postgres => "PostgreSQL",
            Self::Mariadb => "MariaDB",
        }
    }
}

/// Servers and a folder for SQLite's files, as long as the value lives.
pub struct Databases {
    _servers: Servers,
    folder: Folder,
    psql: PathBuf,
    postgres: Address,
    mariadb: Address,
}

/// Where a server is.
#[derive(Default)]
struct Address {
    base: String,
    user: String,
    password: String,
    port: String,
}

impl Address {
    /// Takes a URL apart that we have put together ourselves.
    fn of(url: Option<&str>) -> Self {
        let part = || {
            let (base, _) = url?.rsplit_once('/')?;
            let (user, server) = base.split_once("://")?.1.split_once('@')?;
            let (user, password) = user.split_once(':')?;
            Some(Self {
                base: base.to_owned(),
                user: user.to_owned(),
                password: password.to_owned(),
                port: server.rsplit_once(':')?.1.to_owned(),
            })
        };
        part().unwrap_or_default()
    }
}

impl Databases {
    /// Starts the servers that are needed.
    ///
    /// # Errors
    ///
    /// A server can't be had.
    pub fn start(options: &Options, kinds: &[Kind]) -> Result<Self> {
        debian::need(&[
            ("sqlite3", "sqlite3"),
            ("psql", "postgresql-client"),
            ("mariadb", "mariadb-client"),
        ])?;
        let wanted = (
            kinds.contains(&Kind::Postgres),
            kinds.contains(&Kind::Mariadb),
        );
        let servers = Servers::start_below(&options.folder, options.storage(), wanted)?;
        let url = |start: &str| {
            let mut urls = servers.variables().iter().map(|(_, value)| value.as_str());
            urls.find(|url| url.starts_with(start))
        };
        Ok(Self {
            folder: Folder::below(&options.folder)?,
            psql: postgres_client()?,
            postgres: Address::of(url("postgres:")),
            mariadb: Address::of(url("mysql:")),
            _servers: servers,
        })
    }

    /// The folder of SQLite's files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The URL of a database of a server, or the path of a file.
    pub fn url(&self, kind: Kind, name: &str) -> String {
        match kind {
            Kind::Sqlite => self.file(name).display().to_string(),
            Kind::Postgres => format!("{}/bench_{name}", self.postgres.base),
            Kind::Mariadb => format!("{}/bench_{name}", self.mariadb.base),
        }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.path().join(format!("{name}.sqlite"))
    }

    /// Makes an empty database, and lets the server write out what earlier ones have left.
    ///
    /// # Errors
    ///
    /// It can't be made.
    pub fn fresh(&self, kind: Kind, name: &str) -> Result<()> {
        match kind {
            Kind::Sqlite => {
                let file = self.file(name);
                for end in ["", "-journal", "-wal", "-shm"] {
                    let mut file = file.clone().into_os_string();
                    file.push(end);
                    match std::fs::remove_file(&file) {
                        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
                            return Err(error.into());
                        }
                        _ => {}
                    }
                }
                // A file that is there and in no special mode, which is what every tool finds.
                let mut make = Command::new("sqlite3");
                ask(make.arg(&file).arg("VACUUM")).map(drop)
            }
            Kind::Postgres => ask(self.psql("postgres").args([
                "-c",
                &format!("DROP DATABASE IF EXISTS bench_{name} WITH (FORCE)"),
                "-c",
                &format!("CREATE DATABASE bench_{name}"),
                "-c",
                "CHECKPOINT",
            ]))
            .map(drop),
            Kind::Mariadb => {
                let again = format!(
                    "DROP DATABASE IF EXISTS bench_{name}; CREATE DATABASE bench_{name} CHARACTER SET utf8mb4"
                );
                ask(self.mariadb("").args(["-e", &again])).map(drop)
            }
        }
    }

    /// The database's own client, told to run one query.
    pub fn query(&self, kind: Kind, name: &str, query: &str) -> Command {
        match kind {
            Kind::Sqlite => {
                let mut client = Command::new("sqlite3");
                client.arg(self.file(name)).arg(query);
                client
            }
            Kind::Postgres => {
                let mut client = self.psql(&format!("bench_{name}"));
                client.args(["-At", "-c", query]);
                client
            }
            Kind::Mariadb => {
                let mut client = self.mariadb(&format!("bench_{name}"));
                client.args(["-N", "-e", query]);
                client
            }
        }
    }

    /// The answer to a query, trimmed.
    ///
    /// # Errors
    ///
    /// The client fails.
    pub fn answer(&self, kind: Kind, name: &str, query: &str) -> Result<String> {
        ask(&mut self.query(kind, name, query))
    }

    /// The database's own client, which runs what it is given as input, up to the first error.
    pub fn client(&self, kind: Kind, name: &str) -> Command {
        match kind {
            Kind::Sqlite => {
                let mut client = Command::new("sqlite3");
                client.arg("-bail").arg(self.file(name));
                client
            }
            Kind::Postgres => {
                let mut client = self.psql(&format!("bench_{name}"));
                client.args(["-v", "ON_ERROR_STOP=1"]);
                client
            }
            Kind::Mariadb => self.mariadb(&format!("bench_{name}")),
        }
    }

    fn psql(&self, database: &str) -> Command {
        let Address {
            user,
            password,
            port,
            ..
        } = &self.postgres;
        let mut psql = Command::new(&self.psql);
        psql.args([
            "-X",
            "-q",
            "-h",
            "127.0.0.1",
            "-p",
            port,
            "-U",
            user,
            "-d",
            database,
        ])
        .env("PGPASSWORD", password)
        .env("PGSSLMODE", "disable")
        .env("PGOPTIONS", "-c client_min_messages=warning");
        psql
    }

    fn mariadb(&self, database: &str) -> Command {
        let Address {
            user,
            password,
            port,
            ..
        } = &self.mariadb;
        let mut mariadb = Command::new("mariadb");
        mariadb
            .args([
                "--no-defaults",
                "-h",
                "127.0.0.1",
                "-P",
                port,
                "-u",
                user,
                "--skip-ssl",
            ])
            .arg(database)
            .env("MYSQL_PWD", password);
        mariadb
    }
}

fn ask(client: &mut Command) -> Result<String> {
    let output = client.stdin(Stdio::null()).output()?;
    if !output.status.success() {
        let said = String::from_utf8_lossy(&output.stderr);
        return Err(Failure(format!("{}: {said}", shown(client))));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}
