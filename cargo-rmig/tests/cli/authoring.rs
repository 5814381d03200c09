//! The commands that write revisions, run as processes in real packages.

mod edit;
mod hooks;
mod init;
mod revision;

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    process::Command,
};

use serde_json::Value;

const PACKAGE: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

/// How a command ended.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Ran {
    /// Stdout of a command that has to have gone well.
    #[track_caller]
    fn ok(&self) -> &str {
        assert_eq!(self.code, Some(0), "{self:?}");
        &self.stdout
    }

    /// Stderr of a command that has to have failed with this code.
    #[track_caller]
    fn refused(&self, code: &str) -> &str {
        assert_eq!(self.code, Some(1), "{self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        assert!(
            self.stderr.contains(&format!("error[{code}]: ")),
            "{self:?}"
        );
        &self.stderr
    }

    #[track_caller]
    fn json(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap()
    }
}

/// A package in a folder of its own, with a stopped clock and foreseeable ids.
struct Project(tempfile::TempDir);

impl Project {
    fn bare() -> Self {
        Self::with(&[("Cargo.toml", PACKAGE), ("src/lib.rs", "")])
    }

    fn with(files: &[(&str, &str)]) -> Self {
        let project = Self(tempfile::tempdir().unwrap());
        for (path, text) in files {
            project.write(path, text);
        }
        project
    }

    fn new() -> Self {
        let project = Self::bare();
        project.run(&["init", "-q"]).ok();
        project
    }

    fn path(&self, path: &str) -> PathBuf {
        self.0.path().canonicalize().unwrap().join(path)
    }

    fn read(&self, path: &str) -> String {
        fs_err::read_to_string(self.path(path)).unwrap()
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(path, text).unwrap();
    }

    /// Adds lines to the settings.
    fn set(&self, lines: &str) {
        let text = self.read("Cargo.toml");
        let at = text.find("script_location").unwrap();
        self.write(
            "Cargo.toml",
            &format!("{}{lines}\n{}", &text[..at], &text[at..]),
        );
    }

    fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-rmig"));
        command.arg("rmig").args(args).current_dir(self.path(""));
        for variable in [
            "NO_COLOR",
            "CARGO_TERM_COLOR",
            "VISUAL",
            "EDITOR",
            "DATABASE_URL",
        ] {
            command.env_remove(variable);
        }
        command
            .env("RMIG_TEST_CLOCK", "2026-11-22T15:04:05Z")
            .env("RMIG_TEST_SEED", "7");
        command
    }

    fn run(&self, args: &[&str]) -> Ran {
        ran(&mut self.command(args))
    }

    /// Every file with its text.
    fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut found = BTreeMap::new();
        let mut folders = vec![self.path("")];
        while let Some(folder) = folders.pop() {
            for entry in fs_err::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    found.insert(path.clone(), fs_err::read(path).unwrap());
                }
            }
        }
        found
    }
}

fn ran(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn is_file(path: &Path) -> bool {
    path.is_file()
}
