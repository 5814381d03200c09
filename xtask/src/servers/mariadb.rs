//! A MariaDB of our own.

use std::{
    fs::File,
    io::Read,
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    process::{Child, Stdio},
    time::Duration,
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

/// Its folder for temporary tables: a server that starts removes those of others in a shared one.
const TEMPORARY: &str = "temporary";

/// A MariaDB whose data folder is being laid out.
pub struct Mariadb {
    owner: Owner,
    home: PathBuf,
    install: Child,
}

impl Mariadb {
    /// Begins to lay out a data folder.
    pub fn lay_out(folder: &Folder) -> Result<Self> {
        let owner = Owner::new("mysql")?;
        let home = folder.of(&owner, "mariadb")?;
        let temporary = home.join(TEMPORARY);
        fs_err::create_dir(&temporary)?;
        owner.give(&temporary)?;
        let log = File::create(home.join("log"))?;
        let install = owner
            .command(&program("mariadb-install-db")?, None)
            .args(["--no-defaults", "--skip-test-db"])
            .arg(format!("--datadir={}", home.join("data").display()))
            .arg(format!("--tmpdir={}", temporary.display()))
            .stdin(Stdio::null())
            .stdout(log.try_clone()?)
            .stderr(log)
            .spawn()?;
        Ok(Self {
            owner,
            home,
            install,
        })
    }

    /// Starts it on the folder, and says which URL leads to it.
    pub fn start(
        mut self,
        certificate: &Certificate,
        storage: Storage,
    ) -> Result<(Process, String)> {
        let log = self.home.join("log");
        if !self.install.wait()?.success() {
            return Err(Failure(format!(
                "mariadb-install-db failed:\n{}",
                tail(&log)
            )));
        }
        let port = port::free()?;
        let password = secret::password()?;
        // A statement a line, as the server wants it.
        let mut users = String::from("CREATE DATABASE rmig;\n");
        for host in ["127.0.0.1", "localhost"] {
            users.push_str(&format!(
                "CREATE USER rmig@'{host}' IDENTIFIED BY '{password}';\n"
            ));
            users.push_str(&format!(
                "GRANT ALL PRIVILEGES ON *.* TO rmig@'{host}' WITH GRANT OPTION;\n"
            ));
        }
        let init = self.home.join("users.sql");
        fs_err::write(&init, users)?;
        self.owner.give(&init)?;
        let key = certificate.key(&self.owner, &self.home)?;
        let storage: &[&str] = match storage {
            Storage::Durable => &[],
            Storage::Fleeting => &[
                "--innodb-flush-log-at-trx-commit=0",
                "--innodb-doublewrite=0",
            ],
        };
        let option = |name: &str, path: PathBuf| format!("--{name}={}", path.display());
        let child = self
            .owner
            .command(&program("mariadbd")?, Some("TERM"))
            .args(["--no-defaults", "--bind-address=127.0.0.1"])
            .arg(format!("--port={port}"))
            .args(["--max-connections=200", "--max-connect-errors=1000000"])
            .args(storage)
            .args(["--skip-name-resolve=0", "--character-set-server=utf8mb4"])
            .arg(option("datadir", self.home.join("data")))
            .arg(option("tmpdir", self.home.join(TEMPORARY)))
            .arg(option("socket", self.home.join("socket")))
            .arg(option("pid-file", self.home.join("pid")))
            .arg(option("init-file", init))
            .arg(option("ssl-ca", certificate.authority()))
            .arg(option("ssl-cert", certificate.certificate()))
            .arg(option("ssl-key", key))
            .stdin(Stdio::null())
            .stdout(File::options().append(true).open(&log)?)
            .stderr(File::options().append(true).open(&log)?)
            .spawn_apart()?;
        let process = Process {
            name: "MariaDB",
            child,
            log,
            signals: Signals {
                stop: "TERM",
                hurry: "TERM",
            },
            is_ready: Box::new(move || greets(port)),
        };
        Ok((
            process,
            format!("mysql://rmig:{password}@127.0.0.1:{port}/rmig"),
        ))
    }
}

/// The server listens before it has made the users, but says hello only afterwards.
fn greets(port: u16) -> bool {
    let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, port)) else {
        return false;
    };
    let waits = stream.set_read_timeout(Some(Duration::from_secs(1)));
    waits.is_ok() && stream.read_exact(&mut [0; 5]).is_ok()
}

fn program(name: &str) -> Result<PathBuf> {
    debian::program(name)
        .ok_or_else(|| Failure(format!("the package mariadb-server brought no `{name}`")))
}
