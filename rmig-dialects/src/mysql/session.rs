//! What a session is set to: the profile, the time-outs, the database.

use std::time::Duration;

use rmig_engine::connection::{Access, ConnectOptions};

use super::{dialect::quote_identifier, flavour::Flavour};

/// How a session is brought into shape, again and again.
#[derive(Clone, Debug)]
pub(super) struct Session {
    /// Which server it is with.
    pub flavour: Flavour,
    /// The database that it began in, which a script may leave.
    pub database: String,
    /// The messages' greatest length that the server takes.
    pub max_message: usize,
    /// What was asked for when it was opened.
    pub options: ConnectOptions,
}

impl Session {
    /// The session of a connection to `database`.
    pub(super) fn new(
        flavour: Flavour,
        database: String,
        max_message: usize,
        options: &ConnectOptions,
    ) -> Self {
        Self {
            flavour,
            database,
            max_message,
            options: options.clone(),
        }
    }

    /// How long a statement may run where the server doesn't watch over it.
    ///
    /// MariaDB does, for every statement; MySQL's `max_execution_time` is for `SELECT` alone.
    pub(super) fn watched_timeout(&self) -> Option<Duration> {
        match self.flavour {
            Flavour::Mysql => self.options.statement_timeout,
            Flavour::MariaDb => None,
        }
    }

    /// The statements that set everything; one message.
    pub(super) fn statements(&self) -> Vec<String> {
        // A script may have locked tables; outside of that this does nothing.
        let mut statements = vec!["UNLOCK TABLES".to_owned()];
        statements.extend(self.flavour.profile().iter().map(|sql| (*sql).to_owned()));
        // Whole seconds, and one at least: MySQL knows no less.
        let seconds = self.options.lock_timeout.as_millis().div_ceil(1000).max(1);
        let statement = match self.flavour {
            Flavour::Mysql => "max_execution_time = 0".to_owned(),
            Flavour::MariaDb => {
                let limit = self
                    .options
                    .statement_timeout
                    .unwrap_or_default()
                    .as_secs_f64();
                format!("max_statement_time = {limit:.6}")
            }
        };
        // Not to be cut off while somebody else's lock is waited for.
        statements.push(format!(
            "SET SESSION lock_wait_timeout = {seconds}, innodb_lock_wait_timeout = {seconds}, \
             {statement}, wait_timeout = 28800"
        ));
        if self.options.access == Access::Look {
            statements.push("SET SESSION TRANSACTION READ ONLY".to_owned());
        }
        statements.push(format!("USE {}", quote_identifier(&self.database)));
        statements
    }
}
