//! `cargo xtask budget`: instructions of whole commands against a recorded budget, which no busy machine disturbs.

mod count;
mod recorded;
mod workload;

use clap::Args;

use crate::{
    debian, interrupt,
    shell::{Failure, Result, cargo, root, run as run_command, say},
};
use recorded::{Budget, Measured};

/// The arguments of `budget`.
#[derive(Args)]
pub struct BudgetArgs {
    /// Write what is measured into xtask/budget.toml instead of holding it against what is there
    #[arg(long)]
    record: bool,
}

/// From one size of a workload to the next.
const STEP: u64 = 10;

/// Ten times the revisions may cost this many times the instructions.
const GROWTH: f64 = 11.0;

/// Counts the instructions of the graph commands and of `upgrade` on SQLite, and holds them against the budget.
///
/// # Errors
///
/// Something can't be built or had, a command fails, or it takes more than it may.
pub fn run(args: &BudgetArgs) -> Result<()> {
    interrupt::watch()?;
    debian::need(&[("valgrind", "valgrind")])?;
    run_command(cargo().args([
        "build",
        "--profile",
        "budget",
        "--quiet",
        "--package",
        "cargo-rmig",
    ]))?;
    let program = root().join("target/budget/cargo-rmig");
    let measured = workload::measure(&program)?;
    let mut wrong = grown(&measured);
    if args.record {
        Budget::record(&measured)?;
    } else {
        wrong.extend(Budget::read()?.hold(&measured));
    }
    if wrong.is_empty() {
        return Ok(());
    }
    wrong.push(
        "make them cheaper; or, if it is worth it, `cargo xtask budget --record` writes what they take now into \
         xtask/budget.toml"
            .to_owned(),
    );
    Err(Failure(wrong.join("\n")))
}

/// Those that grow faster than their workload.
fn grown(measured: &[Measured]) -> Vec<String> {
    let mut wrong = Vec::new();
    for small in measured {
        let mut others = measured
            .iter()
            .filter(|other| other.command == small.command);
        let Some(large) = others.find(|large| large.revisions == small.revisions * STEP) else {
            continue;
        };
        let growth = large.instructions as f64 / small.instructions as f64;
        let line = format!(
            "{}: {} revisions take {growth:.1} times the instructions of {}",
            small.command, large.revisions, small.revisions
        );
        say(&line);
        if growth >= GROWTH {
            wrong.push(format!("{line}; less than {GROWTH} are allowed"));
        }
    }
    wrong
}
