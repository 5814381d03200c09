//! The commands, one file each. A new one is a `mod`, a variant and an arm.

pub mod completions;

use clap::Subcommand;

use crate::{CommandError, Context, Exit};

/// What to do. Every variant holds the arguments of the file of the same name, and its comment is
/// the command's line in the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Print a script that makes a shell complete the commands and flags of rmig
    Completions(completions::CompletionsArgs),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, CommandError> {
        match self {
            Self::Completions(args) => completions::run(context, args),
        }
    }
}
