//! The rivals: how each is called and what it has to be told.

use std::{path::Path, process::Command};

use clap::ValueEnum;

use super::{
    database::{Databases, Kind},
    rivals::Rivals,
};

/// A rival.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Tool {
    /// Alembic, in Python.
    Alembic,
    /// The command of sqlx.
    Sqlx,
    /// The command of Diesel.
    Diesel,
    /// dbmate, in Go.
    Dbmate,
    /// The command of refinery.
    Refinery,
}

impl Tool {
    /// All of them.
    pub const ALL: [Self; 5] = [
        Self::Alembic,
        Self::Sqlx,
        Self::Diesel,
        Self::Dbmate,
        Self::Refinery,
    ];

    /// How tables call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Alembic => "Alembic",
            Self::Sqlx => "sqlx-cli",
            Self::Diesel => "diesel_cli",
            Self::Dbmate => "dbmate",
            Self::Refinery => "refinery_cli",
        }
    }

    /// A word for folders and databases.
    pub fn word(self) -> String {
        format!("{self:?}").to_lowercase()
    }

    /// Whether it is so slow that it runs less often.
    pub fn is_slow(self) -> bool {
        self == Self::Alembic
    }

    /// The command that applies all that is new.
    pub fn apply(
        self,
        rivals: &Rivals,
        project: &Path,
        databases: &Databases,
        kind: Kind,
    ) -> Command {
        let mut command = Command::new(rivals.program(self));
        let url = databases.url(kind, &self.word());
        let url = match (self, kind) {
            (Self::Alembic, Kind::Sqlite) => format!("sqlite:///{url}"),
            (Self::Alembic, Kind::Postgres) => {
                format!(
                    "{}?sslmode=disable",
                    url.replacen("postgres", "postgresql+psycopg", 1)
                )
            }
            (Self::Alembic, Kind::Mariadb) => url.replacen("mysql", "mysql+pymysql", 1),
            (Self::Sqlx | Self::Refinery, Kind::Sqlite) => format!("sqlite://{url}"),
            (Self::Dbmate, Kind::Sqlite) => format!("sqlite:{url}"),
            (_, Kind::Postgres) => format!("{url}?sslmode=disable"),
            (Self::Sqlx, Kind::Mariadb) => format!("{url}?ssl-mode=DISABLED"),
            (_, _) => url,
        };
        let (arguments, variable): (&[&str], _) = match self {
            Self::Alembic => (&["-m", "alembic.config", "upgrade", "head"], "ALEMBIC_URL"),
            Self::Sqlx => (&["migrate", "run"], "DATABASE_URL"),
            Self::Diesel => (&["migration", "run"], "DATABASE_URL"),
            Self::Dbmate => (&["migrate"], "DATABASE_URL"),
            Self::Refinery => (
                &["migrate", "-e", "REFINERY_URL", "-p", "migrations"],
                "REFINERY_URL",
            ),
        };
        command
            .args(arguments)
            .current_dir(project)
            .env(variable, url)
            .env("DBMATE_NO_DUMP_SCHEMA", "true");
        // Python has the modules compiled, as anybody's has.
        command
            .env_remove("PYTHONDONTWRITEBYTECODE")
            .env_remove("PYTHONUNBUFFERED");
        command
    }
}
