//! Graph commands over many revisions, beside Alembic and `cat` of the same files.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use super::{
    measure::Times,
    workload::{Shape, parents, write_alembic, write_rmig},
};
use crate::{
    python,
    shell::{Result, cargo, root, run as run_command, say},
};

/// The arguments of `bench graph`.
#[derive(Args)]
pub struct GraphArgs {
    /// How many revisions; repeatable
    #[arg(long, default_values_t = [100, 1_000, 10_000, 100_000])]
    pub size: Vec<usize>,
    /// How often each of our commands and `cat` run
    #[arg(long, default_value_t = 15)]
    pub runs: usize,
    /// How often Alembic runs
    #[arg(long, default_value_t = 3)]
    pub rival_runs: usize,
}

/// More revisions than this are not given to Alembic, nor to `cat` as arguments.
const LIMIT: usize = 10_000;

/// Measures `heads` and `history`; prints a table.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(args: &GraphArgs) -> Result<()> {
    let python = python::oracle()?;
    run_command(cargo().args(["build", "--release", "--quiet", "--package", "cargo-rmig"]))?;
    let program = root().join("target/release/cargo-rmig");
    let folder = root().join("target").join("bench");
    print(
        "| revisions | command | rmig | `cat` of the files | Alembic | rmig / `cat` | Alembic / rmig |",
    );
    print("| --- | --- | --- | --- | --- | --- | --- |");
    for shape in [Shape::Linear, Shape::Dag] {
        for &size in &args.size {
            let folder = folder.join(format!("{shape:?}-{size}").to_lowercase());
            say(&format!("writing {size} revisions to {}", folder.display()));
            let graph = parents(shape, size);
            if folder.exists() {
                fs_err::remove_dir_all(&folder)?;
            }
            let files = write_rmig(&folder.join("rmig"), &graph)?;
            if size <= LIMIT {
                write_alembic(&folder.join("alembic"), &graph)?;
            }
            for command in ["heads", "history"] {
                row(
                    args,
                    &python,
                    &program,
                    &folder,
                    &files,
                    (shape, size, command),
                )?;
            }
        }
    }
    Ok(())
}

fn row(
    args: &GraphArgs,
    python: &Path,
    program: &Path,
    folder: &Path,
    files: &[PathBuf],
    (shape, size, command): (Shape, usize, &str),
) -> Result<()> {
    let ours = Times::of(args.runs, || {
        let mut ours = Command::new(program);
        ours.args(["rmig", command])
            .current_dir(folder.join("rmig"));
        ours
    })?;
    let shape = format!("{shape:?}").to_lowercase();
    if size > LIMIT {
        print(&format!(
            "| {size} {shape} | {command} | {} | – | – | – | – |",
            ours.shown()
        ));
        return Ok(());
    }
    let floor = Times::of(args.runs, || {
        let mut cat = Command::new("cat");
        cat.args(files);
        cat
    })?;
    let theirs = Times::of(args.rival_runs, || {
        let mut theirs = Command::new(python);
        theirs
            .args(["-m", "alembic.config", command])
            .current_dir(folder.join("alembic"));
        theirs
    })?;
    let ratio =
        |one: &Times, other: &Times| one.median().as_secs_f64() / other.median().as_secs_f64();
    print(&format!(
        "| {size} {shape} | {command} | {} | {} | {} | {:.2} | {:.0} |",
        ours.shown(),
        floor.shown(),
        theirs.shown(),
        ratio(&ours, &floor),
        ratio(&theirs, &ours),
    ));
    Ok(())
}

#[expect(clippy::print_stdout, reason = "the table is this command's result")]
fn print(line: &str) {
    println!("{line}");
}
