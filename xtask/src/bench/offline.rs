//! Scripts of a whole history, beside Alembic's.

use std::process::Command;

use clap::Args;

use super::{
    measure::Times,
    workload::{Shape, parents, write_alembic, write_rmig},
};
use crate::{
    python,
    shell::{Result, cargo, root, run as run_command, say},
};

/// The arguments of `bench offline`.
#[derive(Args)]
pub struct OfflineArgs {
    /// How many revisions; repeatable
    #[arg(long, default_values_t = [100, 1_000, 10_000])]
    pub size: Vec<usize>,
    /// How often our command runs
    #[arg(long, default_value_t = 15)]
    pub runs: usize,
    /// How often Alembic runs
    #[arg(long, default_value_t = 3)]
    pub rival_runs: usize,
}

/// Measures `upgrade --sql` for PostgreSQL; prints a table.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(args: &OfflineArgs) -> Result<()> {
    let python = python::oracle()?;
    run_command(cargo().args(["build", "--release", "--quiet", "--package", "cargo-rmig"]))?;
    let program = root().join("target/release/cargo-rmig");
    print("| revisions | rmig | Alembic | Alembic / rmig |");
    print("| --- | --- | --- | --- |");
    for &size in &args.size {
        let folder = root().join("target/bench").join(format!("offline-{size}"));
        say(&format!("writing {size} revisions to {}", folder.display()));
        if folder.exists() {
            fs_err::remove_dir_all(&folder)?;
        }
        let graph = parents(Shape::Linear, size);
        write_rmig(&folder.join("rmig"), &graph)?;
        write_alembic(&folder.join("alembic"), &graph)?;
        let ours = Times::of(args.runs, || {
            let mut ours = Command::new(&program);
            ours.args(["rmig", "upgrade", "--sql", "--dialect", "postgresql"])
                .current_dir(folder.join("rmig"));
            ours
        })?;
        let theirs = Times::of(args.rival_runs, || {
            let mut theirs = Command::new(&python);
            theirs
                .args(["-m", "alembic.config", "upgrade", "head", "--sql"])
                .current_dir(folder.join("alembic"));
            theirs
        })?;
        let ratio = theirs.median().as_secs_f64() / ours.median().as_secs_f64();
        let (ours, theirs) = (ours.shown(), theirs.shown());
        print(&format!("| {size} | {ours} | {theirs} | {ratio:.0} |"));
    }
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is this command's result")]
fn print(line: &str) {
    println!("{line}");
}
