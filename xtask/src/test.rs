//! `cargo xtask test`: all tests, on everything that they need.

use clap::Args;

use crate::{
    python,
    shell::{Result, cargo, root, run},
};

/// The arguments of `test`.
#[derive(Args)]
pub struct TestArgs {
    /// Handed on to `cargo test`: names of tests, or `-- --nocapture`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// Sets up the real Alembic, then runs every test of the workspace and checks the examples.
///
/// # Errors
///
/// Something can't be had, or a test fails.
pub fn run_tests(args: &TestArgs) -> Result<()> {
    let python = python::oracle()?;
    let mut test = cargo();
    test.args(["test", "--workspace", "--no-fail-fast"])
        .args(&args.arguments);
    test.env("RMIG_ORACLE_PYTHON", python);
    run(&mut test)?;
    let examples = root().join("examples").join("Cargo.toml");
    let target = root().join("target").join("examples");
    run(cargo()
        .arg("check")
        .arg("--manifest-path")
        .arg(examples)
        .arg("--target-dir")
        .arg(target))
}
