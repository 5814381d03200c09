//! Cutting scripts into statements, beside a rival and a floor.

use crate::shell::{Result, cargo, run as run_command};

/// Measures; prints a table. The work is done in one process that this one needn't be linked with.
///
/// # Errors
///
/// It can't be built or run.
pub fn run() -> Result<()> {
    let bench = [
        "bench",
        "--quiet",
        "--package",
        "rmig-dialects",
        "--bench",
        "scanner",
    ];
    run_command(cargo().args(bench))
}
