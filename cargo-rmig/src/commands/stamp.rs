//! `stamp`: sets the version rows and runs nothing.

use clap::Args;
use rmig_engine::{
    connection::Access,
    planner::{ScriptStamp, rows_at},
    symbol::Symbol,
};

use super::{offline_range::OfflineRange, show::parse};
use crate::{
    CommandError, Context, Database, Exit, revisions,
    running::{DatabaseRun, Databases, Did, Offline, OfflineArgs, StatusObserver, failed},
};

/// The arguments of `stamp`.
#[derive(Debug, Args)]
pub struct StampArgs {
    /// Where the database is: revisions, head, heads, base …; with --sql also from:to
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
    #[arg(long, conflicts_with = "sql")]
    pub dry_run: bool,
    /// A text for the journal: a ticket, a release, a reason
    #[arg(long, value_name = "TEXT")]
    pub tag: Option<String>,
    /// Whether to write a script instead.
    #[command(flatten)]
    pub offline: OfflineArgs,
}

/// Stamps each selected database.
///
/// # Errors
///
/// A symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &StampArgs) -> Result<Exit, CommandError> {
    if args.offline.sql {
        return write(context, args);
    }
    let targets = parse(&args.revisions)?;
    let databases = Databases::new(context)?;
    let work = |database: &Database| stamp(context, &databases, database, args, &targets);
    if args.dry_run {
        context.read("databases", &context.databases()?, work)
    } else {
        context.act("databases", &context.databases()?, work)
    }
}

/// Writes a stamp as a script, for every selected database as if it were where the ranges begin.
fn write(context: &Context, args: &StampArgs) -> Result<Exit, CommandError> {
    let mut from: Option<Symbol> = None;
    let mut targets = Vec::new();
    for text in &args.revisions {
        let range = OfflineRange::parse(text)?;
        if let Some(start) = &range.from {
            if from.as_ref().is_some_and(|from| from.text != start.text) {
                return Err(CommandError::usage(
                    "a database is at one place only, and the ranges begin at several",
                    "let them begin alike: `cargo rmig stamp a:b a:c --sql`",
                ));
            }
            from = Some(start.clone());
        }
        targets.push(range.to_or(Symbol::head()));
    }
    if from.is_some() && args.purge {
        return Err(CommandError::usage(
            "with --purge it makes no difference where the database is",
            "name only where to stamp it, without a colon",
        ));
    }
    let write = Offline::new(context, &args.offline)?;
    write.write(
        Did::Wrote,
        |options| options.note.clone_from(&args.tag),
        |database, runner| {
            let directory = revisions::load(&database.package)?;
            let rows = match &from {
                Some(from) => rows_at(&directory, from)?,
                None => Vec::new(),
            };
            let planner = ScriptStamp {
                directory: &directory,
                targets: targets.clone(),
            };
            Ok(runner.offline_stamp(&planner, &rows, args.purge))
        },
    )
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
        |options| options.note.clone_from(&args.tag),
        async |opened| {
            let report = if args.dry_run {
                opened
                    .runner
                    .dry_stamp(opened.connection, &planner, args.purge)
                    .await
            } else {
                let mut observer = StatusObserver::new(context.ui(), &directory);
                let stamp = opened.runner.stamp(
                    opened.connection,
                    &planner,
                    args.purge,
                    &mut observer,
                    opened.cancellation,
                );
                stamp.await
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
