//! What `upgrade` and `downgrade` have in common: one planner and one runner.

use clap::Args;
use rmig_engine::{connection::Access, planner::ScriptPlanner, script::ScriptDirectory};

use crate::{
    CommandError, Context, Database, Exit, revisions,
    running::{DatabaseRun, Databases, Did, StatusObserver, failed},
};

/// Flags of `upgrade` and `downgrade`.
#[derive(Debug, Args)]
pub struct RunArgs {
    /// Show what would run, with its SQL, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// Go on with a revision that an earlier run left unfinished
    #[arg(long)]
    pub resume: bool,
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
            let directory = revisions::load(&database.package)?;
            dry_run(&databases, database, &planner(&directory))
        });
    }
    context.act("databases", &targets, |database| {
        let directory = revisions::load(&database.package)?;
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
    let resume = args.resume;
    databases.with(
        database,
        Access::Change,
        |options| options.resume = resume,
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
    planner: &ScriptPlanner<'_>,
) -> Result<DatabaseRun, CommandError> {
    databases.with(
        database,
        Access::Look,
        |_| {},
        async |opened| {
            let dry = opened
                .runner
                .dry_run(opened.connection, planner)
                .await
                .map_err(failed)?;
            let mut text = String::new();
            for unit in &dry.units {
                let arrow = format!(
                    "{{{}}} -> {{{}}}",
                    join(&unit.rows_before),
                    join(&unit.rows_after)
                );
                let mut part = String::new();
                if unit.sections > 1 {
                    part = format!(", section {} of {}", unit.section, unit.sections);
                }
                for (is, flag) in [
                    (!unit.transaction, ", transaction=none"),
                    (unit.foreign_keys_off, ", foreign_keys=off"),
                ] {
                    part.push_str(if is { flag } else { "" });
                }
                text.push_str(&format!(
                    "-- {} {}{part}: version rows {arrow}\n",
                    unit.direction.as_str(),
                    unit.revision
                ));
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

fn join(rows: &std::collections::BTreeSet<String>) -> String {
    rows.iter()
        .map(String::as_str)
        .collect::<Vec<_>>()
        .join(", ")
}
