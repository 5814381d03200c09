//! How to reach a server again, without showing the password.

use std::fmt;

use sqlx::{ConnectOptions as _, postgres::PgConnectOptions};

use crate::reach::Target;

/// Where a server is and how to log in there.
#[derive(Clone)]
pub(super) struct Reach(PgConnectOptions);

impl Reach {
    /// Keeps what sqlx says of statements out of the user's log.
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self(options.disable_statement_logging())
    }

    pub(super) fn options(&self) -> &PgConnectOptions {
        &self.0
    }

    pub(super) fn user(&self) -> &str {
        self.0.get_username()
    }

    /// The name of the database: the user's name where nothing is said.
    pub(super) fn database(&self) -> &str {
        self.0.get_database().unwrap_or(self.user())
    }

    pub(super) fn has_password(&self) -> bool {
        self.0.to_url_lossy().password().is_some()
    }

    /// The server in words.
    pub(super) fn target(&self) -> Target {
        let (host, port) = (self.0.get_host(), self.0.get_port());
        let place = match self.0.get_socket() {
            Some(folder) => format!(
                "{}/.s.PGSQL.{port}",
                folder.display().to_string().trim_end_matches('/')
            ),
            None if host.starts_with('/') => format!("{host}/.s.PGSQL.{port}"),
            None => format!("{host}:{port}"),
        };
        Target {
            server: "PostgreSQL",
            place,
            without_tls: "sslmode=disable",
            authority: "sslrootcert",
            any_name: "sslmode=verify-ca",
        }
    }
}

impl fmt::Debug for Reach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Reach({} as {})", self.target().place, self.user())
    }
}
