//! `cargo xtask prove`: nothing is lost, wherever a run is killed or cut off.

use clap::Args;

use crate::{
    interrupt,
    servers::Servers,
    shell::{Result, cargo},
    test::{finish, start},
};

/// Tells the tests to try everything.
const FULL: &str = "RMIG_PROVE_FULL";

/// The arguments of `prove`.
#[derive(Args)]
pub struct ProveArgs {
    /// Longer histories, more rounds: everything, which takes about half an hour
    #[arg(long)]
    pub full: bool,
    /// Handed on to the tests: names of them, such as `kills::messages::postgres`
    #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
    pub arguments: Vec<String>,
}

/// Starts servers, then runs the proofs one after the other, with their figures.
///
/// # Errors
///
/// Something can't be had, or a proof fails.
pub fn run(args: &ProveArgs) -> Result<()> {
    interrupt::watch()?;
    let test = ["test", "--package", "rmig-tests", "--test", "prove"];
    // The tests are built while the servers start.
    let build = start(cargo().args(test).arg("--no-run"))?;
    let servers = Servers::start()?;
    finish(build)?;
    let mut prove = cargo();
    // Each of them keeps all cores busy by itself.
    prove
        .args(test)
        .args(["--", "--nocapture", "--test-threads=1"]);
    prove
        .args(&args.arguments)
        .envs(servers.variables().iter().cloned());
    if args.full {
        prove.env(FULL, "1");
    }
    finish(start(&mut prove)?)
}
