//! How much memory a command takes at its most.

use std::process::{Command, Stdio};

use crate::shell::{Failure, Result, shown};

/// The largest resident set of a command's process, in MiB, as `/usr/bin/time` tells it.
///
/// # Errors
///
/// The command can't be started or fails.
pub fn peak(command: &Command) -> Result<f64> {
    let mut time = Command::new("/usr/bin/time");
    time.args(["-q", "-f", "%M"])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        time.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => time.env(name, value),
            None => time.env_remove(name),
        };
    }
    let output = time.stdin(Stdio::null()).stdout(Stdio::null()).output()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let last: Option<f64> = said
        .lines()
        .last()
        .and_then(|line| line.trim().parse().ok());
    match last {
        Some(kib) if output.status.success() => Ok(kib / 1024.0),
        _ => Err(Failure(format!("{}: {said}", shown(command)))),
    }
}

/// A size of memory as tables show it.
pub fn mib(memory: f64) -> String {
    format!("{memory:.1} MiB")
}
