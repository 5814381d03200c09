//! `repair`: puts the journal right by hand, for one revision and with a reason.

use std::time::Duration;

use clap::Args;
use rmig_engine::{
    connection::Access,
    planner::ScriptPlanner,
    runner::{Repair, RepairReport, RunOptions},
    script::ScriptDirectory,
    symbol::{ResolveError, Resolver, Symbol},
};
use serde::Serialize;
use similar::TextDiff;

use super::run_args::duration;
use crate::{
    CommandError, Context, Database, Exit, Report, Ui, revisions,
    running::{Databases, Opened, StatusObserver, failed},
    ui::style,
};

/// The arguments of `repair`.
#[derive(Debug, Args)]
#[command(
    override_usage = "cargo rmig repair <REVISION> <WHAT> --reason <TEXT> [OPTIONS]",
    after_help = "Look at the database first: this changes what rmig believes, and nothing else in it."
)]
pub struct RepairArgs {
    /// The revision
    #[arg(value_name = "REVISION")]
    pub revision: String,
    /// What is the case.
    #[command(flatten)]
    pub what: RepairWhat,
    /// Why; it goes into the journal
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    pub reason: Option<String>,
    /// Show what would be put right, and change nothing
    #[arg(long)]
    pub dry_run: bool,
    /// How long to wait for another run: 30s, 5m, 0; without it the setting wait_for_lock, or a minute
    #[arg(long, value_name = "DURATION", value_parser = duration)]
    pub wait_for_lock: Option<Duration>,
}

/// The heading of the flags of which one has to be there.
const WHAT: &str = "What is the case, one of";

/// What is the case.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct RepairWhat {
    /// The applied script was edited, and the database is as the new text says
    #[arg(long, help_heading = WHAT)]
    pub accept_edited: bool,
    /// All of the unfinished section is in the database
    #[arg(long, help_heading = WHAT)]
    pub section_done: bool,
    /// Nothing of the unfinished section is in the database
    #[arg(long, help_heading = WHAT)]
    pub section_undone: bool,
    /// The statement at which the section stopped took effect
    #[arg(long, help_heading = WHAT)]
    pub statement_done: bool,
    /// The statement at which the section stopped left nothing behind
    #[arg(long, help_heading = WHAT)]
    pub statement_undone: bool,
}

impl RepairWhat {
    fn repair(&self) -> Repair {
        if self.section_done {
            Repair::SectionDone
        } else if self.section_undone {
            Repair::SectionUndone
        } else if self.statement_done {
            Repair::StatementDone
        } else if self.statement_undone {
            Repair::StatementUndone
        } else {
            Repair::AcceptEdited
        }
    }
}

/// An item of `databases`.
#[derive(Serialize)]
struct RepairRun {
    package: String,
    database: String,
    revision: String,
    /// What the journal says from now on.
    says: String,
    version_rows_before: Vec<String>,
    version_rows_after: Vec<String>,
    /// How the text that is accepted differs from the one that ran.
    difference: Option<String>,
    #[serde(skip)]
    dry_run: bool,
}

/// Repairs the journal of each selected database.
///
/// # Errors
///
/// The symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &RepairArgs) -> Result<Exit, CommandError> {
    let symbol: Symbol = args.revision.parse()?;
    let reason = args.reason.as_deref().map(str::trim);
    if reason == Some("") {
        let help = "say why in a few words: --reason \"TICKET-12: finished by hand\"";
        return Err(CommandError::usage("there is no reason", help));
    }
    let databases = Databases::new(context)?;
    let adjust = |options: &mut RunOptions| {
        options.wait_for_lock = args.wait_for_lock.unwrap_or(options.wait_for_lock);
        options.note = reason.map(str::to_owned);
    };
    let access = match args.dry_run {
        true => Access::Look,
        false => Access::Change,
    };
    let work = |database: &Database| {
        let directory = revisions::load_to_run(&database.package)?;
        databases.with(database, access, adjust, async |opened| {
            let report = repair(context, args, &symbol, &directory, opened).await?;
            Ok(RepairRun {
                package: database.package.name.clone(),
                database: database.name.clone(),
                difference: difference(&report),
                revision: report.revision,
                says: report.says,
                version_rows_before: report.rows_before,
                version_rows_after: report.rows_after,
                dry_run: args.dry_run,
            })
        })
    };
    if args.dry_run {
        context.read("databases", &context.databases()?, work)
    } else {
        context.act("databases", &context.databases()?, work)
    }
}

async fn repair(
    context: &Context,
    args: &RepairArgs,
    symbol: &Symbol,
    directory: &ScriptDirectory,
    opened: Opened<'_>,
) -> Result<RepairReport, CommandError> {
    let Opened {
        runner,
        connection,
        cancellation,
    } = opened;
    let what = args.what.repair();
    let revision = revision(directory, symbol, what)?;
    let planner = ScriptPlanner::upgrade(directory, Symbol::heads());
    let looked = runner.dry_repair(connection, &planner, &revision, what);
    let looked = looked.await.map_err(failed)?;
    // What is about to be accepted is shown before it is.
    show_difference(context.ui(), &looked);
    if args.dry_run {
        return Ok(looked);
    }
    let mut observer = StatusObserver::new(context.ui(), directory);
    let repaired = runner.repair(
        connection,
        &planner,
        &revision,
        what,
        &mut observer,
        cancellation,
    );
    repaired.await.map_err(failed)
}

/// The revision that a symbol names. The file of an unfinished one may be gone.
fn revision(
    directory: &ScriptDirectory,
    symbol: &Symbol,
    what: Repair,
) -> Result<String, CommandError> {
    let map = directory.map();
    match Resolver::new(map).revision(symbol) {
        Ok(Some(at)) => Ok(map.id(at).to_owned()),
        Ok(None) => Err(CommandError::usage(
            "base is no revision",
            "name the revision that is to be repaired",
        )),
        Err(ResolveError::NoSuchRevision { .. }) if what != Repair::AcceptEdited => {
            Ok(symbol.text.clone())
        }
        Err(error) => Err(error.into()),
    }
}

fn difference(report: &RepairReport) -> Option<String> {
    let (before, after) = (report.before.as_deref()?, report.after.as_deref()?);
    let diff = TextDiff::from_lines(before, after);
    let text = diff
        .unified_diff()
        .header("what ran", "the file")
        .to_string();
    Some(text)
}

fn show_difference(ui: &Ui, report: &RepairReport) {
    for line in difference(report).unwrap_or_default().lines() {
        ui.line(match line.as_bytes().first() {
            Some(b'+') => ui.styled(style::GOOD, line),
            Some(b'-') => ui.styled(style::ERROR, line),
            _ => line.to_owned(),
        });
    }
}

impl Report for RepairRun {
    fn print(&self, ui: &Ui) {
        let verb = match self.dry_run {
            true => "Would repair",
            false => "Repaired",
        };
        ui.status(verb, format!("{}: {}", self.revision, self.says));
        if self.version_rows_before != self.version_rows_after {
            let rows = |rows: &[String]| rows.join(", ");
            let (before, after) = (
                rows(&self.version_rows_before),
                rows(&self.version_rows_after),
            );
            ui.status("Rows", format!("{{{before}}} -> {{{after}}}"));
        }
    }

    fn outcome(&self) -> String {
        self.says.clone()
    }
}
