//! A package with revisions and a build script, in a workspace of its own.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

use tempfile::TempDir;

/// The path, from the package, of what the workspace's table says.
pub const WORKSPACE: &str = "../Cargo.toml";

/// The workspace of rmig itself.
const RMIG: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A package in a folder that goes when it is dropped.
pub struct Package {
    root: TempDir,
    name: &'static str,
}

/// What a build came to.
pub struct Build {
    output: Output,
    /// Whether the build script ran.
    pub reran: bool,
}

impl Package {
    /// A package with these revisions: file name without extension, and the header's further lines.
    ///
    /// To Cargo, packages of one name at the same place of their workspaces are the same: tests
    /// that run beside each other need different names.
    pub fn new(name: &'static str, revisions: &[(&str, &str)]) -> Self {
        let root = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR")).unwrap();
        let package = Self { root, name };
        package.write(WORKSPACE, "");
        package.settings("");
        package.write("src/lib.rs", "");
        package.build_script("rmig::build::verify();");
        // The versions that are there already: a test downloads nothing.
        let lock = std::fs::read(Path::new(RMIG).join("Cargo.lock")).unwrap();
        std::fs::write(package.root.path().join("Cargo.lock"), lock).unwrap();
        for (name, rest) in revisions {
            package.revision(name, rest);
        }
        package
    }

    fn path(&self, path: &str) -> PathBuf {
        self.root.path().join(self.name).join(path)
    }

    /// Writes a file; the workspace's manifest is given by its settings alone.
    pub fn write(&self, path: &str, text: &str) {
        let text = match path {
            WORKSPACE => format!(
                "[workspace]\nmembers = [{:?}]\nresolver = \"3\"\n\
                 [profile.dev]\ndebug = 0\n[workspace.metadata.rmig]\n{text}",
                self.name
            ),
            _ => text.to_owned(),
        };
        let path = self.path(path);
        std::fs::create_dir_all(self.path("")).unwrap();
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    pub fn delete(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// Writes the manifest with these settings.
    pub fn settings(&self, settings: &str) {
        let manifest = format!(
            "[package]\nname = {:?}\nversion = \"0.0.0\"\nedition = \"2024\"\n\
             [build-dependencies]\n\
             rmig = {{ path = {:?}, default-features = false, features = [\"build\"] }}\n\
             [package.metadata.rmig]\n{settings}\n",
            self.name,
            Path::new(RMIG).join("rmig")
        );
        self.write("Cargo.toml", &manifest);
    }

    pub fn build_script(&self, body: &str) {
        self.write("build.rs", &format!("fn main() {{\n{body}\n}}\n"));
    }

    /// Writes the revision that the file's name ends with.
    pub fn revision(&self, name: &str, rest: &str) {
        let id = name.rsplit('_').next().unwrap();
        let text = format!("-- revision = \"{id}\"\n{rest}");
        self.write(&format!("migrations/versions/{name}.sql"), &text);
    }

    pub fn remove(&self, name: &str) {
        self.delete(&format!("migrations/versions/{name}.sql"));
    }

    pub fn builds(&self) -> Build {
        self.run(&[]).succeeded()
    }

    /// Fails, and answers what stands on the standard error.
    pub fn fails(&self, code: &str) -> String {
        self.run(&[]).failed(code)
    }

    /// Builds the package with these variables.
    pub fn run(&self, variables: &[(&str, &str)]) -> Build {
        let output = cargo()
            .args(["check", "--offline", "--verbose"])
            .current_dir(self.path(""))
            // The packages share what they depend on, also with those of the last run.
            .env(
                "CARGO_TARGET_DIR",
                Path::new(env!("CARGO_TARGET_TMPDIR")).join("build_script"),
            )
            .envs(variables.iter().copied())
            .output()
            .unwrap();
        let stderr = String::from_utf8_lossy(&output.stderr);
        let reran = stderr.lines().any(|line| {
            line.trim_start().starts_with("Running") && line.ends_with("build-script-build`")
        });
        Build { output, reran }
    }
}

impl Build {
    fn stderr(&self) -> String {
        String::from_utf8_lossy(&self.output.stderr).into_owned()
    }

    pub fn succeeded(self) -> Self {
        assert!(self.output.status.success(), "{}", self.stderr());
        self
    }

    pub fn failed(self, code: &str) -> String {
        let stderr = self.stderr();
        assert!(!self.output.status.success(), "{stderr}");
        assert!(stderr.contains(&format!("error[{code}]: ")), "{stderr}");
        assert!(stderr.contains("(exit status: 1)"), "{stderr}");
        stderr
    }
}

/// The Cargo that runs the tests, without what it tells them.
pub fn cargo() -> Command {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.env_clear();
    for (name, value) in std::env::vars_os() {
        let known = name.to_string_lossy();
        let ours = known.starts_with("CARGO") || known.starts_with("RMIG_");
        if !ours || known == "CARGO_HOME" {
            cargo.env(&name, value);
        }
    }
    cargo.env("CARGO_TERM_COLOR", "never");
    cargo
}
