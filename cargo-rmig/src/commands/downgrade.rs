//! `downgrade`: takes revisions back, down to a target.

use clap::Args;
use rmig_engine::{planner::ScriptPlanner, symbol::Symbol};

use super::run_args::{self, RunArgs};
use crate::{CommandError, Context, Exit};

/// The arguments of `downgrade`.
#[derive(Debug, Args)]
pub struct DowngradeArgs {
    /// How far: a revision that stays, base, -N, label@-N …
    #[arg(value_name = "REVISION", allow_negative_numbers = true)]
    pub revision: String,
    /// How to run.
    #[command(flatten)]
    pub run: RunArgs,
}

/// Downgrades each selected database.
///
/// # Errors
///
/// The symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &DowngradeArgs) -> Result<Exit, CommandError> {
    let target: Symbol = args.revision.parse()?;
    run_args::run(context, &args.run, |directory| {
        ScriptPlanner::downgrade(directory, target.clone())
    })
}
