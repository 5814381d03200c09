//! `downgrade`: takes revisions back, down to a target.

use clap::Args;
use rmig_engine::{planner::ScriptPlanner, symbol::Symbol};

use super::{
    offline_range::OfflineRange,
    run_args::{self, RunArgs},
};
use crate::{CommandError, Context, Exit};

/// The arguments of `downgrade`.
#[derive(Debug, Args)]
pub struct DowngradeArgs {
    /// How far: a revision that stays, base, -N, label@-N …; with --sql from:to
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
    if args.run.offline.sql {
        let range = OfflineRange::parse(&args.revision)?;
        let (Some(from), Some(to)) = (&range.from, &range.to) else {
            return Err(CommandError::usage(
                "a downgrade with --sql needs to know where the database is",
                "write from:to, such as `cargo rmig downgrade head:base --sql`",
            ));
        };
        return run_args::write(context, &args.run, Some(from), |directory| {
            ScriptPlanner::downgrade(directory, to.clone())
        });
    }
    let target: Symbol = args.revision.parse()?;
    run_args::run(context, &args.run, |directory| {
        ScriptPlanner::downgrade(directory, target.clone())
    })
}
