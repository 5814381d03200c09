//! Running other programs, and saying so.

use std::{
    fmt,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

/// What a task ends with: a sentence for whoever ran it.
pub type Result<T> = std::result::Result<T, Failure>;

/// Why a task failed.
pub struct Failure(pub String);

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self(error.to_string())
    }
}

/// Prints a line to stderr.
#[expect(clippy::print_stderr, reason = "the one door of this program")]
pub fn say(line: &str) {
    eprintln!("{line}");
}

/// The root of the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .map_or_else(PathBuf::new, Path::to_owned)
}

/// Cargo itself, from the root of the workspace.
pub fn cargo() -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.current_dir(root());
    // Of this package; where they differ from run to run, ring is built anew.
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
            command.env_remove(&name);
        }
    }
    command
}

/// Runs a program and shows what it prints.
///
/// # Errors
///
/// It can't be started, or it fails.
pub fn run(command: &mut Command) -> Result<()> {
    let shown = shown(command);
    say(&format!("+ {shown}"));
    let status = command
        .status()
        .map_err(|error| Failure(format!("{shown}: {error}")))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure(format!("{shown}: {status}")))
    }
}

/// Whether a program runs well; what it prints is dropped.
pub fn succeeds(command: &mut Command) -> bool {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status();
    status.is_ok_and(|status| status.success())
}

/// A command as one would type it.
pub fn shown(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words
        .map(|word| word.to_string_lossy().into_owned())
        .collect::<Vec<_>>()
        .join(" ")
}
