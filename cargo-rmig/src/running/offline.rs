//! Scripts instead of runs: what a command would send, for the database's own client.

use std::sync::Arc;

use clap::Args;
use rmig_engine::{
    database_url::DatabaseUrl,
    diagnostic::Finding,
    dialect::{Dialect, Dialects},
    near::did_you_mean,
    runner::{OfflineScript, RunError, RunOptions, Runner},
};

use super::{DatabaseRun, Did, check_version_table, clock::RunClock, failed, options};
use crate::{CommandError, Context, Database, Exit, registry::registry};

/// Flags of commands that can write a script.
#[derive(Debug, Args)]
pub struct OfflineArgs {
    /// Print what would be sent as a script for the database's own client; connect to nothing
    #[arg(long)]
    pub sql: bool,
    /// Of which kind of database the script is, where its URL is not to tell
    #[arg(long, value_name = "NAME", requires = "sql")]
    pub dialect: Option<String>,
}

/// Writes scripts; opens nothing.
pub(crate) struct Offline<'a> {
    context: &'a Context,
    dialects: Dialects,
    dialect: Option<Arc<dyn Dialect>>,
}

impl<'a> Offline<'a> {
    /// # Errors
    ///
    /// There is no dialect of the name that was given.
    pub(crate) fn new(context: &'a Context, args: &OfflineArgs) -> Result<Self, CommandError> {
        let dialects = registry()?.dialects;
        let dialect = match &args.dialect {
            None => None,
            Some(name) => Some(by_name(&dialects, name)?),
        };
        Ok(Self {
            context,
            dialects,
            dialect,
        })
    }

    /// Writes a script for every selected database.
    ///
    /// # Errors
    ///
    /// Bad settings, or nothing is selected.
    pub(crate) fn write(
        &self,
        did: Did,
        adjust: impl Fn(&mut RunOptions),
        work: impl Fn(&Database, Runner<'_>) -> Result<Result<OfflineScript, RunError>, CommandError>,
    ) -> Result<Exit, CommandError> {
        let databases = self.context.databases_to_write_for()?;
        self.context.script("databases", &databases, |database| {
            let dialect = match &self.dialect {
                Some(dialect) => dialect,
                None => self.dialect_of(database)?,
            };
            let mut options = options(self.context, database);
            check_version_table(database, &options.version_table, dialect.as_ref())?;
            adjust(&mut options);
            let clock = RunClock::new(self.context);
            let runner = Runner {
                dialects: &self.dialects,
                dialect: dialect.as_ref(),
                options: &options,
                clock: &clock,
            };
            let script = work(database, runner)?.map_err(failed)?;
            let run = DatabaseRun::new(database, script.report, did);
            Ok(run.with_sql(dialect.name(), script.sql))
        })
    }

    /// The dialect that the scheme of the database's URL leads to.
    fn dialect_of(&self, database: &Database) -> Result<&Arc<dyn Dialect>, CommandError> {
        let scheme = database.scheme().map_err(|finding| Finding {
            help: Some(match &finding.help {
                Some(help) => format!("{help}; or name the kind of database with --dialect"),
                None => "name the kind of database with --dialect".to_owned(),
            }),
            ..finding
        })?;
        let url = DatabaseUrl::parse(&format!("{scheme}:")).map_err(|_| database.url());
        match url {
            Ok(url) => Ok(self.dialects.by_url(&url)?),
            // It is no URL, which is told as where it is opened.
            Err(url) => Ok(self.dialects.by_url(&url?)?),
        }
    }
}

fn by_name(dialects: &Dialects, name: &str) -> Result<Arc<dyn Dialect>, CommandError> {
    dialects.by_name(name).cloned().ok_or_else(|| {
        let names = dialects.names();
        let known = || format!("this version knows {}", names.join(", "));
        // Too near to `mysql` to be told about it.
        let near = (name != "mssql").then(|| did_you_mean(name, names.iter().copied()));
        let help = near.flatten().unwrap_or_else(known);
        CommandError::new(
            "unknown-dialect",
            format!("there is no dialect {name:?}"),
            help,
        )
    })
}
