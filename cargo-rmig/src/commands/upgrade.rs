//! `upgrade`: runs revisions up to a target.

use clap::Args;
use rmig_engine::{planner::ScriptPlanner, symbol::Symbol};

use super::run_args::{self, RunArgs};
use crate::{CommandError, Context, Exit};

/// The arguments of `upgrade`.
#[derive(Debug, Args)]
pub struct UpgradeArgs {
    /// How far: a revision, head, heads, label@head, +N …
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
    let target: Symbol = args.revision.parse()?;
    run_args::run(context, &args.run, |directory| {
        ScriptPlanner::upgrade(directory, target.clone())
    })
}
