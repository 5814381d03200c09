//! `completions`: a script that makes a shell complete `cargo rmig …`.

use clap::{Args, CommandFactory};
use clap_complete::{Shell, generate};

use crate::{Cli, CommandError, Context, Exit};

/// The arguments of `completions`.
#[derive(Debug, Args)]
pub struct CompletionsArgs {
    /// The shell; without it, the one in $SHELL
    pub shell: Option<Shell>,
}

/// Completes `cargo rmig` in bash, where Cargo's own completion owns the word `cargo`: passes
/// everything else on to whatever completed `cargo` before.
const BASH: &str = include_str!("completions/cargo-rmig.bash");

/// Prints the script.
///
/// # Errors
///
/// `$SHELL` names no shell that is known.
pub fn run(context: &Context, args: &CompletionsArgs) -> Result<Exit, CommandError> {
    let of_environment = || {
        context
            .variable("SHELL")
            .and_then(|path| Shell::from_shell_path(path.as_str()))
    };
    let Some(shell) = args.shell.or_else(of_environment) else {
        let help = "name one: bash, elvish, fish, powershell or zsh";
        return Err(CommandError::usage(
            "there is no telling which shell is meant",
            help,
        ));
    };
    let mut script = Vec::new();
    // Zsh's completion of cargo hands `cargo rmig` on to the function `_cargo-rmig` by itself. For
    // bash, a hyphen in the name would break the functions that are generated.
    let name = if shell == Shell::Bash {
        "cargo_rmig"
    } else {
        "cargo-rmig"
    };
    generate(shell, &mut Cli::command(), name, &mut script);
    match shell {
        Shell::Bash => script.extend_from_slice(BASH.as_bytes()),
        Shell::Fish => {
            let rmig = Cli::command()
                .name("rmig")
                .bin_name("rmig")
                .disable_version_flag(true);
            let mut cargo = clap::Command::new("cargo")
                .disable_help_flag(true)
                .disable_help_subcommand(true)
                .subcommand(rmig);
            generate(shell, &mut cargo, "cargo", &mut script);
        }
        _ => {}
    }
    context.ui().text(&String::from_utf8_lossy(&script));
    Ok(Exit::Done)
}
