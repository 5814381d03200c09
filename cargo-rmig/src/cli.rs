//! The command line's grammar: global flags and the subcommand.

use std::ffi::OsString;

use clap::{ArgAction, Args, CommandFactory, FromArgMatches, Parser};

use crate::{
    Command, Context, Environment, Exit, Format, Ui,
    selection::SelectionArgs,
    ui::{ColorWhen, Verbosity},
    usage::{report, sniff},
};

/// Schema migrations as a graph of revisions, run from Cargo.
#[derive(Debug, Parser)]
#[command(
    name = "cargo-rmig",
    bin_name = "cargo rmig",
    version,
    styles = clap_cargo::style::CLAP_STYLING,
    disable_help_subcommand = false,
    max_term_width = 100,
    after_help = "Exit codes: 0 done, 1 failed, 2 wrong usage, 3 differences, 4 not at head, \
                  130 interrupted, 143 terminated."
)]
pub struct Cli {
    /// Flags that every command has.
    #[command(flatten)]
    pub global: GlobalArgs,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// Flags that every command has, before or after its name.
#[derive(Clone, Debug, Args)]
pub struct GlobalArgs {
    /// Which packages and databases are meant.
    #[command(flatten)]
    pub selection: SelectionArgs,
    /// Print nothing but results and errors
    #[arg(short, long, global = true, help_heading = OUTPUT, conflicts_with = "verbose")]
    pub quiet: bool,
    /// Print more; -vv for even more
    #[arg(short, long, global = true, help_heading = OUTPUT, action = ArgAction::Count)]
    pub verbose: u8,
    /// When to colour the output
    #[arg(long, global = true, help_heading = OUTPUT, value_name = "WHEN")]
    pub color: Option<ColorWhen>,
    /// For whom to print results
    #[arg(long, global = true, help_heading = OUTPUT, value_name = "FORMAT", default_value = "human")]
    pub format: Format,
    /// Go on with the other packages and databases after one has failed
    #[arg(long, global = true)]
    pub keep_going: bool,
    /// A value for the environment's code; repeatable
    #[arg(short = 'x', global = true, value_name = "KEY=VALUE", value_parser = key_value)]
    pub x: Vec<(String, String)>,
}

const OUTPUT: &str = "Output";

/// As in Alembic, what has no `=` is a key without a value.
#[expect(clippy::unnecessary_wraps, reason = "the signature is clap's")]
fn key_value(text: &str) -> Result<(String, String), String> {
    let (key, value) = text.split_once('=').unwrap_or((text, ""));
    Ok((key.to_owned(), value.to_owned()))
}

/// Drops the `rmig` that Cargo hands on where `cargo rmig …` runs `cargo-rmig rmig …`.
pub(crate) fn as_external_subcommand(mut args: Vec<OsString>) -> Vec<OsString> {
    if args.get(1).is_some_and(|arg| arg == "rmig") {
        args.remove(1);
    }
    args
}

/// Moves flags that stand before the command's name behind it: clap forgets what is said before
/// where a repeatable flag is used on both sides.
fn flags_behind_command(args: &[OsString]) -> Vec<OsString> {
    let leading = GlobalArgs::augment_args(clap::Command::new("cargo-rmig"))
        .allow_external_subcommands(true)
        .disable_help_flag(true);
    let behind = leading.try_get_matches_from(args).ok().and_then(|matches| {
        let (name, rest) = matches.subcommand()?;
        let rest = rest.get_many::<OsString>("").map_or(0, Iterator::count);
        (name != "help").then_some(rest + 1)
    });
    let mut args = args.to_vec();
    if let Some(name_at) = behind.and_then(|behind| args.len().checked_sub(behind)) {
        args.get_mut(1..=name_at)
            .unwrap_or_default()
            .rotate_right(1);
    }
    args
}

/// Reads the command line; what can't be read, help and version are answered at once.
pub(crate) fn parse(
    args: &[OsString],
    environment: Environment,
) -> Result<(Context, Command), Exit> {
    let parsed = Cli::command()
        .try_get_matches_from(flags_behind_command(args))
        .and_then(|matches| Cli::from_arg_matches(&matches));
    match parsed {
        Ok(Cli { global, command }) => Ok((Context::new(global, environment), command)),
        Err(error) => {
            let (format, color) = sniff(args);
            let (streams, world) = environment.split();
            let verbosity = Verbosity::Normal;
            let ui = Ui::new(streams, format, verbosity, color, &*world.variables);
            let exit = report(&error, &ui);
            Err(ui.finish(exit))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_grammar_is_sound() {
        Cli::command().debug_assert();
    }

    #[test]
    fn repeatable_flags_add_up_on_both_sides_of_the_command() {
        let args = [
            "x",
            "-x",
            "a=1",
            "-v",
            "completions",
            "-x",
            "b",
            "-x",
            "c=2=3",
            "-v",
        ];
        let args = flags_behind_command(&args.map(OsString::from));
        let global = Cli::try_parse_from(args).unwrap().global;
        let pair = |key: &str, value: &str| (key.to_owned(), value.to_owned());
        assert_eq!(global.x, [pair("a", "1"), pair("b", ""), pair("c", "2=3")]);
        assert_eq!(global.verbose, 2);
    }

    #[test]
    fn cargo_s_own_word_is_dropped_once() {
        let args = |list: &[&str]| list.iter().map(OsString::from).collect::<Vec<_>>();
        let dropped = as_external_subcommand(args(&["cargo-rmig", "rmig", "heads"]));
        assert_eq!(dropped, args(&["cargo-rmig", "heads"]));
        let kept = as_external_subcommand(args(&["cargo-rmig", "show", "rmig"]));
        assert_eq!(kept, args(&["cargo-rmig", "show", "rmig"]));
    }
}
