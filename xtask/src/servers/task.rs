//! `cargo xtask servers`: the tests' servers, for whoever runs tests by hand.

use std::{io::Write, thread};

use super::Servers;
use crate::{
    interrupt::{self, TICK},
    shell::{Result, say},
};

/// Starts the servers, prints the variables that lead to them, and stops them on Ctrl-C.
///
/// # Errors
///
/// A server can't be had.
pub fn run() -> Result<()> {
    interrupt::watch()?;
    let servers = Servers::start_all_of_our_own()?;
    let mut out = std::io::stdout().lock();
    for (name, value) in servers.variables() {
        writeln!(out, "export {name}={value}")?;
    }
    out.flush()?;
    say("press Ctrl-C to stop them");
    while interrupt::came().is_none() {
        thread::sleep(TICK);
    }
    Ok(())
}
