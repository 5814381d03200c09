//! `stamp`: sets the version rows and runs nothing.

use clap::Args;
use rmig_engine::{connection::Access, planner::ScriptStamp, symbol::Symbol};

use super::show::parse;
use crate::{
    CommandError, Context, Database, Exit, revisions,
    running::{DatabaseRun, Databases, Did, StatusObserver, failed},
};

/// The arguments of `stamp`.
#[derive(Debug, Args)]
pub struct StampArgs {
    /// Where the database is: revisions, head, heads, base …
    #[arg(
        required = true,
        value_name = "REVISION",
        allow_negative_numbers = true
    )]
    pub revisions: Vec<String>,
    /// Delete all version rows first, also those that name no known revision
    #[arg(long)]
    pub purge: bool,
    /// Show which rows would change, and change nothing
    #[arg(long)]
    pub dry_run: bool,
}

/// Stamps each selected database.
///
/// # Errors
///
/// A symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &StampArgs) -> Result<Exit, CommandError> {
    let targets = parse(&args.revisions)?;
    let databases = Databases::new(context)?;
    let work = |database: &Database| stamp(context, &databases, database, args, &targets);
    if args.dry_run {
        context.read("databases", &context.databases()?, work)
    } else {
        context.act("databases", &context.databases()?, work)
    }
}

fn stamp(
    context: &Context,
    databases: &Databases<'_>,
    database: &Database,
    args: &StampArgs,
    targets: &[Symbol],
) -> Result<DatabaseRun, CommandError> {
    let directory = revisions::load(&database.package)?;
    let planner = ScriptStamp {
        directory: &directory,
        targets: targets.to_vec(),
    };
    let (access, did) = if args.dry_run {
        (Access::Look, Did::WouldRun)
    } else {
        (Access::Change, Did::Ran)
    };
    databases.with(
        database,
        access,
        |_| {},
        async |opened| {
            let report = if args.dry_run {
                opened
                    .runner
                    .dry_stamp(opened.connection, &planner, args.purge)
                    .await
            } else {
                opened
                    .runner
                    .stamp(opened.connection, &planner, args.purge)
                    .await
            };
            let report = report.map_err(failed)?;
            let mut text = String::new();
            for step in &report.steps {
                let rows = |rows: &[String]| rows.join(", ");
                let (before, after) = (
                    rows(&step.version_rows_before),
                    rows(&step.version_rows_after),
                );
                if args.dry_run {
                    text.push_str(&format!(
                        "-- stamp {}: version rows {{{before}}} -> {{{after}}}\n",
                        step.revision
                    ));
                } else {
                    StatusObserver::stamped(context.ui(), &directory, step);
                }
            }
            Ok(DatabaseRun::new(database, report, did).with_text(text))
        },
    )
}
