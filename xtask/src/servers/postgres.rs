//! A PostgreSQL of our own.

use std::{
    fs::File,
    path::PathBuf,
    process::{Child, Stdio},
};

use super::{
    Storage,
    certificate::Certificate,
    folder::Folder,
    owner::Owner,
    port,
    process::{Process, Signals, SpawnApart, tail},
    secret,
};
use crate::{
    debian,
    shell::{Failure, Result},
};

/// A PostgreSQL whose data folder is being laid out.
pub struct Postgres {
    owner: Owner,
    home: PathBuf,
    password: String,
    initdb: Child,
    postgres: PathBuf,
}

/// `initdb` and `postgres`; Debian keeps them off the path, in a folder for each version.
pub fn programs() -> Option<(PathBuf, PathBuf)> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| {
            let version = entry.file_name().to_str()?.parse().ok()?;
            Some((version, entry.path().join("bin")))
        })
        .filter(|(_, folder)| folder.join("initdb").is_file() && folder.join("postgres").is_file())
        .collect();
    folders.sort();
    match folders.pop() {
        Some((_, folder)) => Some((folder.join("initdb"), folder.join("postgres"))),
        None => Some((debian::program("initdb")?, debian::program("postgres")?)),
    }
}

/// `psql` itself: what Debian puts on the path is a script that looks for it.
///
/// # Errors
///
/// There is none.
pub fn client() -> Result<PathBuf> {
    let beside = programs().map(|(initdb, _)| initdb.with_file_name("psql"));
    beside
        .filter(|psql| psql.is_file())
        .or_else(|| debian::program("psql"))
        .ok_or_else(|| Failure("the package postgresql brought no `psql`".to_owned()))
}

impl Postgres {
    /// Begins to lay out a data folder.
    pub fn lay_out(folder: &Folder) -> Result<Self> {
        let (initdb, postgres) = programs()
            .ok_or_else(|| Failure("the package postgresql brought no `initdb`".to_owned()))?;
        let owner = Owner::new("postgres")?;
        let home = folder.of(&owner, "postgres")?;
        let password = secret::password()?;
        let file = home.join("password");
        fs_err::write(&file, &password)?;
        owner.give(&file)?;
        let log = File::create(home.join("log"))?;
        let initdb = owner
            .command(&initdb, None)
            .args(["--username=rmig", "--auth=scram-sha-256", "--encoding=UTF8"])
            .args(["--locale=C.UTF-8", "--no-sync"])
            .arg("--pwfile")
            .arg(&file)
            .arg("--pgdata")
            .arg(home.join("data"))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        Ok(Self {
            owner,
            home,
            password,
            initdb,
            postgres,
        })
    }

    /// Starts it on the folder, and says which URL leads to it.
    pub fn start(
        mut self,
        certificate: &Certificate,
        storage: Storage,
    ) -> Result<(Process, String)> {
        let log = self.home.join("log");
        let data = self.home.join("data");
        if !self.initdb.wait()?.success() {
            return Err(Failure(format!("initdb failed:\n{}", tail(&log))));
        }
        let port = port::free()?;
        let key = self.key(certificate)?;
        let home = self.home.display();
        let storage = match storage {
            Storage::Durable => "",
            Storage::Fleeting => {
                "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\n\
                 dynamic_shared_memory_type = mmap\n"
            }
        };
        let settings = format!(
            "listen_addresses = '127.0.0.1'\nport = {port}\nunix_socket_directories = '{home}'\n\
             max_connections = 200\n{storage}ssl = on\nssl_cert_file = '{}'\nssl_key_file = '{}'\n",
            certificate.certificate().display(),
            key.display(),
        );
        let file = data.join("postgresql.auto.conf");
        fs_err::write(&file, settings)?;
        let child = self
            .owner
            .command(&self.postgres, Some("INT"))
            .arg("-D")
            .arg(&data)
            .stdin(Stdio::null())
            .stdout(File::options().append(true).open(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn_apart()?;
        let process = Process {
            name: "PostgreSQL",
            child,
            log,
            signals: Signals {
                stop: "INT",
                hurry: "QUIT",
            },
            is_ready: Box::new(move || {
                let state = std::fs::read_to_string(data.join("postmaster.pid"));
                state.is_ok_and(|state| {
                    state
                        .lines()
                        .nth(7)
                        .is_some_and(|line| line.trim() == "ready")
                })
            }),
        };
        let password = &self.password;
        let url = format!("postgres://rmig:{password}@127.0.0.1:{port}/postgres");
        Ok((process, url))
    }

    fn key(&self, certificate: &Certificate) -> Result<PathBuf> {
        certificate.key(&self.owner, &self.home)
    }
}
