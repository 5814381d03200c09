//! Runs the real `cargo-rmig` in a package of its own.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use tempfile::TempDir;

/// A package with settings, an empty `migrations/versions` and no source.
pub struct Package {
    folder: TempDir,
}

impl Default for Package {
    fn default() -> Self {
        Self::new()
    }
}

impl Package {
    /// A package whose database is `data.sqlite` beside its manifest. New revisions are called
    /// as Alembic calls them, so that load order is the same.
    pub fn new() -> Self {
        Self::with_settings("url = \"sqlite:data.sqlite\"\nfile_template = \"%(rev)s_%(slug)s\"\n")
    }

    /// A package with these settings.
    pub fn with_settings(settings: &str) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        fs::create_dir_all(folder.path().join("migrations/versions")).expect("a folder");
        let manifest = format!(
            "[package]\nname = \"replayed\"\nversion = \"0.1.0\"\n\n[package.metadata.rmig]\n{settings}"
        );
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("a manifest");
        let package = Self { folder };
        let template = package.rmig(["list-templates", "--script-template", "generic"]);
        assert!(template.status.success(), "{}", printed(&template));
        let place = package.path().join("migrations/revision.sql.jinja");
        fs::write(place, template.stdout).expect("the script template");
        package
    }

    /// The folder that the manifest is in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The folder with the revisions.
    pub fn versions(&self) -> PathBuf {
        self.path().join("migrations/versions")
    }

    /// The database.
    pub fn database(&self) -> PathBuf {
        self.path().join("data.sqlite")
    }

    /// Runs `cargo rmig` with these arguments, which have to lead to success, and answers what it printed to stdout.
    #[track_caller]
    pub fn succeed<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> String {
        succeeded(&self.rmig(arguments))
    }

    /// Runs `cargo rmig` with these arguments.
    pub fn rmig<'a>(&self, arguments: impl IntoIterator<Item = &'a str>) -> Output {
        command(self.path())
            .args(arguments)
            .output()
            .expect("cargo-rmig starts")
    }
}

/// `cargo rmig` in a folder.
pub fn command(folder: &Path) -> Command {
    let mut command = Command::new(program());
    command
        .arg("rmig")
        .current_dir(folder)
        .env_remove("DATABASE_URL");
    command
}

/// What a program printed to stdout, which has to have succeeded.
#[track_caller]
pub fn succeeded(output: &Output) -> String {
    assert!(output.status.success(), "{}", printed(output));
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The program, built as it is now: Cargo gives no test the binary of another package.
pub fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        // This test is `target/debug/deps/name-hash`.
        let test = std::env::current_exe().expect("a test knows its file");
        let target = test.ancestors().nth(3).expect("it is in the target folder");
        let mut cargo = Command::new(env!("CARGO"));
        // Of this test's own package; where they differ from run to run, ring is built anew.
        for (name, _) in std::env::vars_os() {
            let text = name.to_string_lossy();
            if text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_") {
                cargo.env_remove(&name);
            }
        }
        let status = cargo
            .args([
                "build",
                "--quiet",
                "--package",
                "cargo-rmig",
                "--target-dir",
            ])
            .arg(target)
            .current_dir(env!("CARGO_MANIFEST_DIR"))
            .status()
            .expect("Cargo starts");
        assert!(status.success(), "cargo-rmig doesn't build");
        target.join("debug").join("cargo-rmig")
    })
}

/// What a program printed, for a message.
pub fn printed(output: &Output) -> String {
    format!(
        "{}\n{}{}",
        output.status,
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    )
}
