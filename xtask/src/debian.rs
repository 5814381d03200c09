//! What is missing, installed with Debian's `apt-get`.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use crate::shell::{Failure, Result, run, succeeds};

/// Installs packages and starts none of their services: `policy-rc.d` is what Debian asks first.
const INSTALL: &str = r#"
set -e
policy=/usr/sbin/policy-rc.d
if [ ! -e "$policy" ]; then
    trap 'rm -f "$policy"' EXIT
    trap 'exit 130' INT TERM HUP
    printf '#!/bin/sh\nexit 101\n' > "$policy"
    chmod 755 "$policy"
fi
export DEBIAN_FRONTEND=noninteractive
apt-get update
apt-get install --yes --no-install-recommends "$@"
"#;

/// Installs Debian packages, as root or through sudo.
///
/// # Errors
///
/// This is no Debian, or the packages can't be had.
pub fn install(packages: &[&str]) -> Result<()> {
    let packages_text = packages.join(" ");
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(Failure(format!(
            "the tests need {packages_text}, and there is no apt-get to install it: install it by hand, \
             or set RMIG_TEST_POSTGRES_URL, RMIG_TEST_PGBOUNCER_URL and RMIG_TEST_MYSQL_URL for servers of your own"
        )));
    }
    let mut apt = Command::new(if is_root() { "env" } else { "sudo" });
    apt.args(["sh", "-c", INSTALL, "install"]).args(packages);
    run(&mut apt).map_err(|_| {
        Failure(format!(
            "apt-get can't install {packages_text}: see what it says above"
        ))
    })
}

/// Whether the task runs as root.
pub fn is_root() -> bool {
    let id = Command::new("id").arg("-u").output();
    id.is_ok_and(|id| id.stdout.trim_ascii() == b"0")
}

/// A program on the path, or in a folder where Debian keeps those of administrators.
pub fn program(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path)
        .chain(["/usr/sbin", "/usr/local/sbin", "/sbin"].map(PathBuf::from))
        .map(|folder| folder.join(name))
        .find(|file| is_file(file))
}

/// Installs the packages of those programs that are not there.
///
/// # Errors
///
/// As [`install`].
pub fn need(programs: &[(&str, &'static str)]) -> Result<()> {
    let missing: Vec<&str> = programs
        .iter()
        .filter(|(name, _)| program(name).is_none())
        .map(|&(_, package)| package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    install(&missing)
}

fn is_file(path: &Path) -> bool {
    path.metadata().is_ok_and(|metadata| metadata.is_file())
}
