//! Cutting scripts into statements, beside a rival and a floor.

use std::process::Stdio;

use super::{machine, options::Options, table};
use crate::shell::{Failure, Result, cargo, say, shown};

/// Measures; prints a table. The work is done in one process that this one needn't be linked with.
///
/// # Errors
///
/// It can't be built or run.
pub fn run(options: &Options) -> Result<()> {
    table::heading("The scanner");
    machine::print(options, None)?;
    table::print("");
    let mut bench = cargo();
    bench
        .args(["bench", "--quiet", "--package", "rmig-dialects"])
        .args(["--bench", "scanner"])
        .stderr(Stdio::inherit());
    let shown = shown(&bench);
    say(&format!("+ {shown}"));
    let output = bench.output()?;
    if !output.status.success() {
        return Err(Failure(format!("{shown}: {}", output.status)));
    }
    for line in String::from_utf8_lossy(&output.stdout).lines() {
        table::print(line);
    }
    table::finish(options, "scanner")
}
