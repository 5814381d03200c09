//! The databases' own client programs: what runs offline scripts.

use std::{
    io::Write,
    process::{Command, Output, Stdio},
    thread,
};

use crate::{scratch::ScratchDatabase, server::Server};

impl ScratchDatabase {
    /// `psql`, `mariadb` or `sqlite3`, about to read a script for this database from stdin and to
    /// stop at the first error. The tester's own settings of these programs are left out.
    pub fn client(&self) -> Command {
        let mut command;
        match self.server() {
            Server::Sqlite => {
                command = Command::new("sqlite3");
                command
                    .args(["-batch", "-bail", "-init", "/dev/null"])
                    .arg(self.name());
            }
            Server::Postgres => {
                command = Command::new("psql");
                command.args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"]);
                self.log_in_to_postgres(&mut command);
            }
            Server::Mysql => {
                let address = self.address();
                command = Command::new("mariadb");
                command
                    .args(["--no-defaults", "--protocol=tcp", "--host", address.host()])
                    .args(["--port", &address.port().to_string()])
                    .args(["--user", &address.user(), "--database", &address.database()])
                    .env("MYSQL_PWD", address.password());
            }
        }
        command
    }

    /// Lets the client program run a script; a `DELIMITER` or a `\` command is the program's.
    #[track_caller]
    pub fn feed(&self, script: &str) -> Output {
        let mut command = self.client();
        let program = command.get_program().to_string_lossy().into_owned();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap_or_else(|error| {
                panic!("{program}: {error}; `cargo xtask test` installs it on Debian")
            });
        let mut stdin = child.stdin.take().expect("stdin is piped");
        thread::scope(|scope| {
            // A program that stops at an error reads no further, which is no failure of ours.
            scope.spawn(move || drop(stdin.write_all(script.as_bytes())));
            child.wait_with_output().expect("the client ends")
        })
    }

    pub(crate) fn log_in_to_postgres(&self, command: &mut Command) {
        let address = self.address();
        command
            .env("PGHOST", address.host())
            .env("PGPORT", address.port().to_string())
            .env("PGUSER", address.user())
            .env("PGPASSWORD", address.password())
            .env("PGDATABASE", address.database());
    }
}
