//! `ensure-version`: creates the version table and the journal if they are missing.

use clap::Args;
use rmig_engine::{
    connection::Access,
    runner::{OfflineScript, RunReport},
};

use crate::{
    CommandError, Context, Exit,
    running::{DatabaseRun, Databases, Did, Offline, OfflineArgs, failed},
};

/// The arguments of `ensure-version`.
#[derive(Debug, Args)]
pub struct EnsureVersionArgs {
    /// Whether to write a script instead.
    #[command(flatten)]
    pub offline: OfflineArgs,
}

/// Creates what is missing in each selected database.
///
/// # Errors
///
/// Bad settings, or nothing is selected.
pub fn run(context: &Context, args: &EnsureVersionArgs) -> Result<Exit, CommandError> {
    if args.offline.sql {
        let write = Offline::new(context, &args.offline)?;
        return write.write(
            Did::Created,
            |_| {},
            |_, runner| {
                Ok(Ok(OfflineScript {
                    sql: runner.offline_ensure_version(),
                    report: RunReport::default(),
                }))
            },
        );
    }
    let databases = Databases::new(context)?;
    context.act("databases", &context.databases()?, |database| {
        databases.with(
            database,
            Access::Change,
            |_| {},
            async |opened| {
                let table = &database.package.settings.version_table;
                let created = opened.runner.ensure_version(opened.connection).await;
                let did = if created.map_err(failed)? {
                    context.ui().status("Created", table.as_str());
                    Did::Created
                } else {
                    Did::Ran
                };
                Ok(DatabaseRun::new(database, RunReport::default(), did))
            },
        )
    })
}
