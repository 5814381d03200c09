//! The command line of rmig, as a library: a user's own environment binary is the same program.
//!
//! [`run`] does everything that `cargo rmig …` does. What it needs of the world (variables, the
//! clock, randomness, the streams) comes in as an [`Environment`].

mod authoring;
mod cli;
mod command_error;
mod commands;
mod context;
mod current_rows;
mod dotenv;
mod editor;
mod environment;
mod exit;
pub mod init;
mod outcome;
mod picture;
mod registry;
mod revision_text;
mod revisions;
mod running;
mod selection;
mod shown_path;
mod sweep;
#[cfg(test)]
mod testing;
mod ui;
mod usage;

use std::{ffi::OsString, process::ExitCode};

pub use cli::{Cli, GlobalArgs};
pub use command_error::CommandError;
pub use commands::Command;
pub use context::Context;
pub use environment::{Clock, Environment, RevisionIds, Stream};
pub use exit::Exit;
pub use selection::{Database, Package};
pub use sweep::{Report, Target};
pub use ui::{Format, Progress, Ui, style};

/// Runs the command that `args` spell, the program's name first, and answers with its exit code.
pub fn run<A>(args: impl IntoIterator<Item = A>, environment: Environment) -> ExitCode
where
    A: Into<OsString>,
{
    let args = cli::as_external_subcommand(args.into_iter().map(Into::into).collect());
    ExitCode::from(exit_of(&args, environment).code())
}

/// Runs the command and sees to it that what it printed has gone out.
fn exit_of(args: &[OsString], environment: Environment) -> Exit {
    let (context, command) = match cli::parse(args, environment) {
        Ok(parsed) => parsed,
        Err(exit) => return exit,
    };
    let result = match context.startup_problem() {
        Some(problem) => Err(problem),
        None => command.run(&context),
    };
    let exit = result.unwrap_or_else(|error| {
        context.ui().fail(&error);
        error.exit()
    });
    context.ui().finish(exit)
}
