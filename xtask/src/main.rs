//! `cargo xtask`: what the README and CI run.

mod audit;
mod bench;
mod budget;
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
    /// Kill the program, cut it off and let it race, wherever it could lose something
    Prove(prove::ProveArgs),
    /// Start the tests' PostgreSQL, PgBouncer and MariaDB, print the variables that lead there, stop on Ctrl-C
    Servers,
    /// Check what rmig depends on: licences, duplicates and sources, and that all of it is used
    Audit(audit::AuditArgs),
    /// Measure rmig beside its rivals and a floor; without a subcommand, everything
    Bench(bench::Bench),
    /// Hold the instructions of commands against xtask/budget.toml
    Budget(budget::BudgetArgs),
}

fn main() -> ExitCode {
    let done: Result<()> = match Task::parse() {
        Task::Test(args) => test::run_tests(&args),
        Task::Prove(args) => prove::run(&args),
        Task::Servers => servers::run(),
        Task::Audit(args) => audit::run_tools(&args),
        Task::Bench(bench) => bench::run(&bench),
        Task::Budget(args) => budget::run(&args),
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
