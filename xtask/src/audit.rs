//! `cargo xtask audit`: what rmig depends on, by the rules of `deny.toml`.

use std::{path::PathBuf, process::Command};

use clap::Args;

use crate::shell::{Failure, Result, cargo, root, run, say};

/// The tools and their versions, which go into `target/tools`.
const TOOLS: [(&str, &str); 2] = [("cargo-deny", "0.20.2"), ("cargo-machete", "0.9.2")];

/// What `audit` looks at.
#[derive(Args)]
pub struct AuditArgs {
    /// Also fetch the RustSec database from GitHub and look for known holes
    #[arg(long)]
    advisories: bool,
}

/// Installs the tools where they are missing, which takes some minutes once, and runs them.
///
/// # Errors
///
/// Something isn't as it should be, or a tool can't be installed.
pub fn run_tools(args: &AuditArgs) -> Result<()> {
    for (name, version) in TOOLS {
        install(name, version)?;
    }
    let mut deny = tool("cargo-deny");
    deny.args([
        "deny",
        "--workspace",
        "check",
        "bans",
        "licenses",
        "sources",
    ]);
    if args.advisories {
        deny.arg("advisories");
    }
    run(&mut deny)?;
    // Examples are a workspace of their own, and so are the fuzz targets.
    for folder in [".", "examples", "fuzz"] {
        run(tool("cargo-machete").current_dir(root().join(folder)))?;
    }
    every_crate_forbids_unsafe_code()
}

fn tools() -> PathBuf {
    root().join("target/tools")
}

fn tool(name: &str) -> Command {
    let mut command = Command::new(tools().join("bin").join(name));
    command.current_dir(root());
    command
}

fn install(name: &str, version: &str) -> Result<()> {
    let installed = tool(name).arg("--version").output();
    let is_there = installed.is_ok_and(|output| {
        String::from_utf8_lossy(&output.stdout).contains(version) && output.status.success()
    });
    if is_there {
        return Ok(());
    }
    say(&format!("installing {name} {version} into target/tools"));
    let mut command = cargo();
    command.args([
        "install",
        "--locked",
        "--quiet",
        name,
        "--version",
        version,
        "--root",
    ]);
    run(command.arg(tools()))
}

/// Every package takes the lints of its workspace, and every workspace refuses unsafe code.
fn every_crate_forbids_unsafe_code() -> Result<()> {
    let mut folders = vec![root()];
    let mut bad = Vec::new();
    while let Some(folder) = folders.pop() {
        for entry in fs_err::read_dir(&folder)? {
            let path = entry?.path();
            let name = path
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            if path.is_dir() && !name.starts_with('.') && name != "target" {
                folders.push(path);
            } else if name == "Cargo.toml" {
                let text = fs_err::read_to_string(&path)?;
                let inherits = text.contains("[lints]\nworkspace = true");
                let says = ["forbid", "deny"]
                    .iter()
                    .any(|level| text.contains(&format!("unsafe_code = \"{level}\"")));
                if !inherits && !says {
                    bad.push(path.display().to_string());
                }
            }
        }
    }
    if bad.is_empty() {
        return Ok(());
    }
    Err(Failure(format!(
        "no lint against unsafe code in {}",
        bad.join(", ")
    )))
}
