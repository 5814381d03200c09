//! What `upgrade` and `downgrade` have in common: one planner and one runner.

use std::time::Duration;

use clap::Args;
use rmig_engine::{
    connection::Access,
    planner::{ScriptPlanner, rows_at},
    runner::{RunOptions, Unit},
    script::ScriptDirectory,
    settings::parse_duration,
    symbol::Symbol,
};

use crate::{
    CommandError, Context, Database, Exit, revisions,
    running::{DatabaseRun, Databases, Did, Offline, OfflineArgs, StatusObserver, failed},
};

/// Flags of `upgrade` and `downgrade`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Show what would run, with its SQL, and change nothing
    #[arg(long, conflicts_with = "sql")]
    pub dry_run: bool,
    /// Go on with a revision that an earlier run left unfinished
    #[arg(long, conflicts_with = "sql")]
    pub resume: bool,
    /// How long to wait for another run: 30s, 5m, 0; without it the setting wait_for_lock, or a minute
    #[arg(long, value_name = "DURATION", value_parser = duration, conflicts_with = "sql")]
    pub wait_for_lock: Option<Duration>,
    /// A text for the journal: a ticket, a release, a reason
    #[arg(long, value_name = "TEXT")]
    pub tag: Option<String>,
    /// Whether to write a script instead.
    #[command(flatten)]
    pub offline: OfflineArgs,
}

impl RunArgs {
    /// Lays the flags over what the settings say.
    fn adjust(&self, options: &mut RunOptions) {
        options.resume = self.resume;
        options.note.clone_from(&self.tag);
        options.wait_for_lock = self.wait_for_lock.unwrap_or(options.wait_for_lock);
    }
}

/// A length of time on the command line.
pub(super) fn duration(text: &str) -> Result<Duration, String> {
    parse_duration(text).map_err(|problem| problem.help)
}

/// Writes what `planner` plans as a script, for every selected database as if it were at `from`.
pub(super) fn write(
    context: &Context,
    args: &RunArgs,
    from: Option<&Symbol>,
    planner: impl Fn(&ScriptDirectory) -> ScriptPlanner<'_>,
) -> Result<Exit, CommandError> {
    let write = Offline::new(context, &args.offline)?;
    write.write(
        Did::Wrote,
        |options| args.adjust(options),
        |database, runner| {
            let directory = revisions::load(&database.package)?;
            let rows = match from {
                Some(from) => rows_at(&directory, from)?,
                None => Vec::new(),
            };
            Ok(runner.offline(&planner(&directory), &rows))
        },
    )
}

/// Runs what `planner` plans on every selected database.
pub(super) fn run(
    context: &Context,
    args: &RunArgs,
    planner: impl Fn(&ScriptDirectory) -> ScriptPlanner<'_>,
) -> Result<Exit, CommandError> {
    let databases = Databases::new(context)?;
    let targets = context.databases()?;
    if args.dry_run {
        return context.read("databases", &targets, |database| {
            let directory = revisions::load_to_run(&database.package)?;
            dry_run(&databases, database, args, &planner(&directory))
        });
    }
    context.act("databases", &targets, |database| {
        let directory = revisions::load_to_run(&database.package)?;
        let planner = planner(&directory);
        run_one(context, &databases, database, args, &directory, &planner)
    })
}

fn run_one(
    context: &Context,
    databases: &Databases<'_>,
    database: &Database,
    args: &RunArgs,
    directory: &ScriptDirectory,
    planner: &ScriptPlanner<'_>,
) -> Result<DatabaseRun, CommandError> {
    databases.with(
        database,
        Access::Change,
        |options| args.adjust(options),
        async |opened| {
            let mut observer = StatusObserver::new(context.ui(), directory);
            let run = opened.runner.run(
                opened.connection,
                planner,
                &mut observer,
                opened.cancellation,
            );
            match run.await {
                Ok(report) => Ok(DatabaseRun::new(database, report, Did::Ran)),
                Err(failure) => {
                    let reached = DatabaseRun::new(database, failure.report, Did::Ran);
                    Err(failed(*failure.error).with_document(&reached))
                }
            }
        },
    )
}

fn dry_run(
    databases: &Databases<'_>,
    database: &Database,
    args: &RunArgs,
    planner: &ScriptPlanner<'_>,
) -> Result<DatabaseRun, CommandError> {
    databases.with(
        database,
        Access::Look,
        |options| args.adjust(options),
        async |opened| {
            let dry = opened
                .runner
                .dry_run(opened.connection, planner)
                .await
                .map_err(failed)?;
            let mut text = String::new();
            for unit in &dry.units {
                text.push_str(&head(unit));
                for sql in unit.sql() {
                    text.push_str(sql.trim());
                    text.push_str(if sql.trim_end().ends_with(';') {
                        "\n"
                    } else {
                        ";\n"
                    });
                }
                text.push('\n');
            }
            Ok(DatabaseRun::new(database, dry.report, Did::WouldRun).with_text(text))
        },
    )
}

/// What a dry run says of a section above its statements.
fn head(unit: &Unit) -> String {
    let mut part = String::new();
    if unit.sections > 1 {
        part = format!(", section {} of {}", unit.section, unit.sections);
    }
    if !unit.transaction {
        let marker = unit.marker.clone();
        let marker = marker.and_then(|marker| unit.source.text().get(marker));
        let is_asked_for = marker.is_some_and(|marker| marker.contains("transaction"));
        part.push_str(match is_asked_for {
            true => ", transaction=none",
            // The database commits changes of tables at once, whoever asks for what.
            false => ", statement by statement",
        });
    }
    if unit.foreign_keys_off {
        part.push_str(", foreign_keys=off");
    }
    format!(
        "-- {} {}{part}: version rows {{{}}} -> {{{}}}\n",
        unit.direction.as_str(),
        unit.revision,
        join(&unit.rows_before),
        join(&unit.rows_after)
    )
}

fn join(rows: &std::collections::BTreeSet<String>) -> String {
    rows.iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
