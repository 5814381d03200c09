//! Runs the scripts of `tests/oracle` with the Python that has Alembic.

use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The variable that names the Python; `cargo xtask test` sets it.
const PYTHON: &str = "RMIG_ORACLE_PYTHON";

/// Runs a script of `tests/oracle` and answers what it printed. A missing Python fails the test: a
/// differential test that skips itself proves nothing.
pub fn run(script: &str, arguments: &[&str]) -> String {
    let python = env::var_os(PYTHON).unwrap_or_else(|| {
        panic!("{PYTHON} is not set: run `cargo xtask test`, which installs Alembic and sets it")
    });
    let script = folder().join(script);
    let output = Command::new(&python)
        .arg(&script)
        .args(arguments)
        .output()
        .unwrap_or_else(|error| panic!("{PYTHON}={}: {error}", python.display()));
    assert!(
        output.status.success(),
        "{} failed: {}\n{}",
        script.display(),
        output.status,
        String::from_utf8_lossy(&output.stderr)
    );
    String::from_utf8(output.stdout).expect("the script prints text")
}

/// Where tests may write.
pub fn scratch(name: &str) -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join(name)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("oracle")
}

/// A number from the environment, for longer runs by hand.
pub fn number(variable: &str, default: usize) -> usize {
    env::var(variable).map_or(default, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{variable}={text} is no number"))
    })
}
