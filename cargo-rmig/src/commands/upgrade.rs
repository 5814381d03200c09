//! `upgrade`: runs revisions up to a target.

use clap::Args;
use rmig_engine::{planner::ScriptPlanner, symbol::Symbol};

use super::{
    offline_range::OfflineRange,
    run_args::{self, RunArgs},
};
use crate::{CommandError, Context, Exit};

/// The arguments of `upgrade`.
#[derive(Debug, Args)]
pub struct UpgradeArgs {
    /// How far: a revision, head, heads, label@head, +N …; with --sql also from:to
    #[arg(
        default_value = "head",
        value_name = "REVISION",
        allow_negative_numbers = true
    )]
    pub revision: String,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Upgrades each selected database.
///
/// # Errors
///
/// The symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &UpgradeArgs) -> Result<Exit, CommandError> {
    if args.run.offline.sql {
        let range = OfflineRange::parse(&args.revision)?;
        let target = range.to_or(Symbol::head());
        return run_args::write(context, &args.run, range.from.as_ref(), |directory| {
            ScriptPlanner::upgrade(directory, target.clone())
        });
    }
    let target: Symbol = args.revision.parse()?;
    run_args::run(context, &args.run, |directory| {
        ScriptPlanner::upgrade(directory, target.clone())
    })
}
