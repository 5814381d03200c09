//! Counts the instructions of a command.

use std::process::{Command, Stdio};

use crate::{
    interrupt,
    shell::{Failure, Result, shown},
};

/// How many instructions a command executes, on all its threads, as callgrind counts them.
///
/// # Errors
///
/// The command fails, or callgrind says no number.
pub fn count(command: &Command) -> Result<u64> {
    interrupt::check()?;
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(command.get_program())
        .args(command.get_args());
    if let Some(folder) = command.get_current_dir() {
        valgrind.current_dir(folder);
    }
    for (name, value) in command.get_envs() {
        match value {
            Some(value) => valgrind.env(name, value),
            None => valgrind.env_remove(name),
        };
    }
    let output = valgrind
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .output()?;
    interrupt::check()?;
    let said = String::from_utf8_lossy(&output.stderr);
    let collected = said
        .lines()
        .find_map(|line| line.split_once("Collected : "));
    let number = collected.and_then(|(_, number)| number.trim().parse().ok());
    match number {
        Some(number) if output.status.success() => Ok(number),
        _ => Err(Failure(format!("{}: {said}", shown(command)))),
    }
}
