//! The programs of rmig that take part.

use std::{path::PathBuf, process::Command};

use super::options::Options;
use crate::shell::{Result, cargo, root, run};

/// A program of rmig, with the name that tables give it.
#[derive(Clone)]
pub struct Program {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
}

impl Program {
    /// Those that the options name, or the release of this workspace, which is built.
    ///
    /// # Errors
    ///
    /// It can't be built, or there is none where an option says.
    pub fn all(options: &Options) -> Result<Vec<Self>> {
        let named = options.program.iter().map(|path| {
            Ok(Self {
                name: format!("rmig ({})", path.display()),
                path: fs_err::canonicalize(path)?,
            })
        });
        let named = named.collect::<Result<Vec<_>>>()?;
        if !named.is_empty() {
            return Ok(named);
        }
        run(cargo().args(["build", "--release", "--quiet", "--package", "cargo-rmig"]))?;
        Ok(vec![Self {
            name: "**rmig**".to_owned(),
            path: root().join("target/release/cargo-rmig"),
        }])
    }

    /// A command of it.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.path);
        // A whole run of Cargo's around us leaves variables that change what the program sees.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_") || text.starts_with("RMIG_") {
                command.env_remove(&name);
            }
        }
        command.arg("rmig").args(arguments);
        command
    }
}
