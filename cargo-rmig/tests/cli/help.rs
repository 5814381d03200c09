//! The help of every command, and that of the whole.

use std::path::Path;

use clap::CommandFactory;
use insta::assert_snapshot;

use crate::support::TestEnvironment;

/// Every help text as it is printed, one after the other, in `data/help.txt`.
#[test]
fn the_help_of_every_command() {
    let env = TestEnvironment::empty();
    let mut commands = vec![String::new()];
    for command in cargo_rmig::Cli::command().get_subcommands() {
        if command.get_name() != "help" {
            commands.push(format!("{} ", command.get_name()));
        }
    }
    let mut text = String::new();
    for command in commands {
        for flag in ["-h", "--help"] {
            let output = env.run(&format!("{command}{flag}")).success();
            assert_eq!(output.stderr, "");
            if flag == "-h" || command.is_empty() {
                text.push_str(&format!(
                    "$ cargo rmig {command}{flag}\n{}\n",
                    output.stdout
                ));
            }
            assert!(
                output
                    .stdout
                    .lines()
                    .all(|line| line.chars().count() <= 100),
                "{output}"
            );
        }
    }
    insta::with_settings!({
        snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"),
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        assert_snapshot!("help", text);
    });
}

#[test]
fn help_by_the_command_of_that_name() {
    let env = TestEnvironment::empty();
    assert_eq!(env.run("help heads").stdout, env.run("heads --help").stdout);
}
