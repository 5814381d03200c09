//! `cargo xtask test`: all tests, on everything that they need.

use std::process::Command;

use clap::Args;

use crate::{
    interrupt::{self, Group},
    python,
    servers::Servers,
    shell::{Failure, Result, cargo, root, say, shown},
};

/// The arguments of `test`.
#[derive(Args)]
pub struct TestArgs {
    /// Handed on to `cargo test`: names of tests, or `-- --nocapture`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// Sets up the real Alembic, PostgreSQL, PgBouncer and MariaDB, then runs every test of the workspace and checks the examples.
///
/// The servers stop at the end, however it comes.
///
/// # Errors
///
/// Something can't be had, or a test fails.
pub fn run_tests(args: &TestArgs) -> Result<()> {
    interrupt::watch()?;
    let python = python::oracle()?;
    interrupt::check()?;
    // The tests are built while the servers start.
    let build = start(
        cargo()
            .args(["test", "--workspace", "--no-run"])
            .args(&args.arguments),
    )?;
    let servers = Servers::start()?;
    finish(build)?;
    let mut test = cargo();
    test.args(["test", "--workspace", "--no-fail-fast"])
        .args(&args.arguments);
    test.env("RMIG_ORACLE_PYTHON", python);
    if std::env::var_os("RUST_TEST_THREADS").is_none() {
        // Most of what tests do is wait for a server.
        test.env("RUST_TEST_THREADS", "4");
    }
    test.envs(
        servers
            .variables()
            .iter()
            .map(|(name, value)| (name, value)),
    );
    finish(start(&mut test)?)?;
    drop(servers);
    let examples = root().join("examples").join("Cargo.toml");
    let target = root().join("target").join("examples");
    finish(start(
        cargo()
            .arg("check")
            .arg("--manifest-path")
            .arg(examples)
            .arg("--target-dir")
            .arg(target),
    )?)
}

/// A program with what is shown of it.
pub struct Running(Group, String);

/// Starts a program, and shows it.
///
/// # Errors
///
/// It can't be started.
pub fn start(command: &mut Command) -> Result<Running> {
    let shown = shown(command);
    say(&format!("+ {shown}"));
    Ok(Running(Group::spawn(command)?, shown))
}

/// Waits for a program.
///
/// # Errors
///
/// It fails, or a signal came.
pub fn finish(running: Running) -> Result<()> {
    let Running(group, shown) = running;
    let status = group.wait()?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure(format!("{shown}: {status}")))
    }
}
