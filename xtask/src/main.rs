//! `cargo xtask`: what the README and CI run.

mod bench;
mod debian;
mod interrupt;
mod prove;
mod python;
mod servers;
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
    /// Kill the program, or cut it off, wherever it could lose something
    Prove(prove::ProveArgs),
    /// Start the tests' PostgreSQL and MariaDB, print the variables that lead there, stop on Ctrl-C
    Servers,
    /// Measure rmig beside a rival or a floor
    #[command(subcommand)]
    Bench(bench::Bench),
}

fn main() -> ExitCode {
    let done: Result<()> = match Task::parse() {
        Task::Test(args) => test::run_tests(&args),
        Task::Prove(args) => prove::run(&args),
        Task::Servers => servers::run(),
        Task::Bench(bench) => bench::run(&bench),
    };
    // Whatever was running has been stopped by now.
    let interrupted = interrupt::came().and_then(|signal| u8::try_from(128 + signal).ok());
    match done {
        Ok(()) => interrupted.map_or(ExitCode::SUCCESS, ExitCode::from),
        Err(error) => {
            shell::say(&format!("error: {error}"));
            interrupted.map_or(ExitCode::FAILURE, ExitCode::from)
        }
    }
}
