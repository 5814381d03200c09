//! A database as it was, to go back to.

use std::{fs, process::Command};

use rmig_test_support::{ScratchDatabase, Server};

use super::site::Site;

/// A copy of a database.
pub enum Snapshot {
    /// The file's bytes; none where there is no file.
    File(Option<Vec<u8>>),
    /// What empties a database and fills it again.
    Script(String),
}

impl Snapshot {
    /// Copies a database.
    pub fn of(database: &ScratchDatabase) -> Self {
        match database.server() {
            Server::Sqlite => Self::File(fs::read(database.name()).ok()),
            Server::Postgres => Self::Script(dump_postgres(database)),
            Server::Mysql => Self::Script(dump_mariadb(database)),
        }
    }

    /// Brings another database to where the copied one was.
    pub fn restore(&self, site: &Site) {
        let database = site.project.database();
        match self {
            Self::File(bytes) => {
                for ending in ["", "-journal", "-wal", "-shm"] {
                    // Most of them aren't there.
                    drop(fs::remove_file(format!("{}{ending}", database.name())));
                }
                if let Some(bytes) = bytes {
                    fs::write(database.name(), bytes).expect("the file can be written");
                }
            }
            Self::Script(script) => {
                if site.server() == Server::Mysql {
                    site.drop_database();
                }
                site.sql(&script.replace("$database", &database.name()));
            }
        }
    }
}

fn dump_postgres(database: &ScratchDatabase) -> String {
    let address = database.address();
    let mut command = Command::new("pg_dump");
    command
        .args(["--inserts", "--no-owner", "--no-privileges"])
        .env("PGHOST", address.host())
        .env("PGPORT", address.port().to_string())
        .env("PGUSER", address.user())
        .env("PGPASSWORD", address.password())
        .env("PGDATABASE", address.database());
    let dump = output(&mut command);
    // A command of psql, not of the server.
    let lines = dump.lines().filter(|line| !line.starts_with('\\'));
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    format!("DROP SCHEMA public CASCADE; CREATE SCHEMA public;\n{lines}\nRESET ALL")
}

fn dump_mariadb(database: &ScratchDatabase) -> String {
    let address = database.address();
    let mut command = Command::new("mariadb-dump");
    command
        .args(["--no-defaults", "--protocol=tcp", "--host", address.host()])
        .args([
            "--port",
            &address.port().to_string(),
            "--user",
            &address.user(),
        ])
        .args(["--compact", "--skip-add-locks", "--skip-triggers"])
        .arg(address.database())
        .env("MYSQL_PWD", address.password());
    let dump = output(&mut command);
    // A command of the client, not of the server.
    let lines = dump.lines().filter(|line| !line.starts_with("/*M!999999"));
    let lines: String = lines.map(|line| format!("{line}\n")).collect();
    format!(
        "CREATE DATABASE IF NOT EXISTS $database CHARACTER SET utf8mb4; USE $database;\n{lines}"
    )
}

fn output(command: &mut Command) -> String {
    let name = command.get_program().to_string_lossy().into_owned();
    let output = command.output();
    let output = output.unwrap_or_else(|error| panic!("{name}: {error}"));
    assert!(
        output.status.success(),
        "{name}: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8_lossy(&output.stdout).into_owned()
}
