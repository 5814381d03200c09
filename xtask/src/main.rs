//! `cargo xtask`: what the README and CI run.

mod bench;
mod python;
mod shell;
mod test;

use std::process::ExitCode;

use clap::Parser;

use crate::shell::Result;

/// Tests and benchmarks of rmig.
#[derive(Parser)]
enum Task {
    /// Install what the tests need, then run all of them
    Test(test::TestArgs),
    /// Measure rmig beside a rival or a floor
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let done: Result<()> = match Task::parse() {
        Task::Test(args) => test::run_tests(&args),
        Task::Bench(bench) => bench::run(&bench),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            shell::say(&format!("error: {error}"));
            ExitCode::FAILURE
        }
    }
}
