//! The servers that tests may use, and the variables that name them.

use std::{env, fmt};

use crate::address::Address;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Server {
    /// A file, no server at all.
    Sqlite,
    /// PostgreSQL.
    Postgres,
    /// MySQL or MariaDB.
    Mysql,
}

impl Server {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Sqlite, Self::Postgres, Self::Mysql];

    /// Its name, as in sections' `dialect=`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sqlite => "sqlite",
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    /// The variable with the URL of a user who may create databases and users.
    pub fn variable(self) -> &'static str {
        match self {
            Self::Sqlite => panic!("SQLite has no server"),
            Self::Postgres => "RMIG_TEST_POSTGRES_URL",
            Self::Mysql => "RMIG_TEST_MYSQL_URL",
        }
    }

    /// The address that the variable gives.
    pub fn address(self) -> Address {
        let variable = self.variable();
        Address::parse(variable, &required(variable, "_URL"))
    }

    /// The address of a PgBouncer in transaction mode before the PostgreSQL of the tests.
    pub fn pgbouncer() -> Address {
        let variable = "RMIG_TEST_PGBOUNCER_URL";
        Address::parse(variable, &required(variable, "_URL"))
    }

    /// The file of the authority that signed the server's certificate.
    pub fn certificate_authority(self) -> String {
        let variable = match self {
            Self::Sqlite => panic!("SQLite has no server"),
            Self::Postgres => "RMIG_TEST_POSTGRES_CA",
            Self::Mysql => "RMIG_TEST_MYSQL_CA",
        };
        required(variable, "_CA")
    }
}

impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// A test that skips itself proves nothing, so what is missing fails.
fn required(variable: &str, ending: &str) -> String {
    env::var(variable).unwrap_or_else(|_| {
        panic!(
            "{variable} is not set: run `cargo xtask test`, which starts servers and sets it, \
             or set RMIG_TEST_POSTGRES{ending}, RMIG_TEST_MYSQL{ending} and RMIG_TEST_PGBOUNCER_URL for servers of your own"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[should_panic(expected = "RMIG_TEST_NOBODY_URL is not set: run `cargo xtask test`")]
    fn a_missing_variable_says_what_to_do() {
        required("RMIG_TEST_NOBODY_URL", "_URL");
    }
}
