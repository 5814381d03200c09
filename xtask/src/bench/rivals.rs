//! Getting the rivals, in the versions that the tables name.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use super::tool::Tool;
use crate::{
    debian, python,
    shell::{Result, cargo, root, run},
};

/// Where the rivals are.
pub struct Rivals {
    folder: PathBuf,
    python: Option<PathBuf>,
}

impl Rivals {
    /// Installs those that are missing below `target/rivals`.
    ///
    /// # Errors
    ///
    /// One can't be had.
    pub fn install(tools: &[Tool]) -> Result<Self> {
        let folder = root().join("target").join("rivals");
        let python = if tools.contains(&Tool::Alembic) {
            Some(python::oracle()?)
        } else {
            None
        };
        let rivals = Self { folder, python };
        for &tool in tools {
            if !rivals.program(tool).exists() {
                rivals.get(tool)?;
            }
        }
        Ok(rivals)
    }

    /// A rival's program; of Alembic the Python.
    pub fn program(&self, tool: Tool) -> PathBuf {
        match tool {
            Tool::Alembic => self.python.clone().unwrap_or_default(),
            Tool::Sqlx => self.folder.join("bin/sqlx"),
            Tool::Diesel => self.folder.join("bin/diesel"),
            Tool::Dbmate => self
                .folder
                .join("npm/node_modules/@dbmate/linux-x64/bin/dbmate"),
            Tool::Refinery => self.folder.join("bin/refinery"),
        }
    }

    fn get(&self, tool: Tool) -> Result<()> {
        let features = "--no-default-features --features";
        match tool {
            Tool::Alembic => Ok(()),
            Tool::Sqlx => self.build(&format!(
                "sqlx-cli@0.9.0 {features} sqlite,postgres,mysql,rustls"
            )),
            Tool::Diesel => {
                debian::install(&[
                    "libpq-dev",
                    "libsqlite3-dev",
                    "libmariadb-dev",
                    "pkg-config",
                ])?;
                self.build(&format!(
                    "diesel_cli@2.3.14 {features} sqlite,postgres,mysql"
                ))
            }
            Tool::Dbmate => {
                debian::need(&[("npm", "npm")])?;
                let mut npm = Command::new("npm");
                npm.args(["install", "--no-audit", "--no-fund", "--prefix"])
                    .arg(self.folder.join("npm"))
                    .arg("@dbmate/linux-x64@2.36.0");
                run(&mut npm)
            }
            Tool::Refinery => self.build("refinery_cli@0.10.0"),
        }
    }

    fn build(&self, what: &str) -> Result<()> {
        let mut install = cargo();
        // Somewhere else: settings of this workspace are none of theirs.
        install
            .current_dir("/")
            .args(["install", "--locked", "--root"])
            .arg(&self.folder)
            .arg("--target-dir")
            .arg(self.folder.join("build"))
            .args(what.split_whitespace());
        run(&mut install)
    }

    /// What a rival says that it is.
    pub fn version(&self, tool: Tool) -> String {
        let mut command = Command::new(self.program(tool));
        match tool {
            Tool::Alembic => command.args(["-m", "alembic.config", "--version"]),
            _ => command.arg("--version"),
        };
        let output = command.current_dir(Path::new("/")).output();
        let text = output.map(|output| {
            let text = if output.stdout.is_empty() {
                output.stderr
            } else {
                output.stdout
            };
            String::from_utf8_lossy(&text).into_owned()
        });
        let text = text.unwrap_or_default();
        let is_number = |word: &&str| word.starts_with(|first: char| first.is_ascii_digit());
        let number = text
            .split_whitespace()
            .map(|word| word.trim_start_matches('v'))
            .find(is_number);
        format!("{} {}", tool.name(), number.unwrap_or("?"))
    }
}
