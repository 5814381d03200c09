//! A world of its own for each test: files, variables, clock and ids.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{Output, Revision, Sqlite, rev};

/// Files in a directory that goes away, and the program with nothing of the tester's environment.
///
/// Commands run in `app`, a package with one SQLite database, unless the test
/// lays out others.
pub struct TestEnvironment {
    root: PathBuf,
    _directory: tempfile::TempDir,
}

/// The time of every test.
pub const NOW: &str = "2026-11-22T15:04:05Z";

impl TestEnvironment {
    /// A world without any package.
    pub fn empty() -> Self {
        let directory = tempfile::tempdir().unwrap();
        let root = directory.path().canonicalize().unwrap();
        for folder in ["home", "app"] {
            std::fs::create_dir(root.join(folder)).unwrap();
        }
        Self {
            root,
            _directory: directory,
        }
    }

    /// A world with the package `app`, whose database is `app.db`, and these revisions.
    pub fn new(revisions: &[Revision]) -> Self {
        let environment = Self::empty();
        environment.package("app", "url = \"sqlite:app.db\"\n", revisions);
        environment
    }

    /// Three revisions in a line, the middle one without a message.
    pub fn linear() -> Self {
        Self::new(&[
            rev("a1").message("Create users"),
            rev("b2").after(&["a1"]),
            rev("c3")
                .after(&["b2"])
                .message("Add orders\n\nThey were missing.\n"),
        ])
    }

    /// Everything that a graph may have: a branch point, labels, a merge, a second base and a
    /// dependency across, which leaves `m1` as a head that is depended on.
    pub fn forked() -> Self {
        Self::new(&Self::forked_revisions())
    }

    /// The revisions of [`forked`](Self::forked).
    pub fn forked_revisions() -> [Revision; 6] {
        [
            rev("a1").message("Begin"),
            rev("b1")
                .after(&["a1"])
                .labels(&["accounts"])
                .message("Add accounts"),
            rev("c1")
                .after(&["a1"])
                .labels(&["billing", "money"])
                .message("Add billing"),
            rev("m1")
                .after(&["b1", "c1"])
                .message("Join accounts and billing"),
            rev("r1").labels(&["reports"]).message("Begin reports"),
            rev("r2")
                .after(&["r1"])
                .depends_on(&["m1"])
                .message("Report on billing\n\nIn paragraphs,\nof two lines.\n"),
        ]
    }

    /// Writes a package of that name with its settings and revisions.
    pub fn package(&self, name: &str, settings: &str, revisions: &[Revision]) {
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
             [package.metadata.rmig]\n{settings}"
        );
        self.write(&format!("{name}/Cargo.toml"), &manifest);
        self.write(&format!("{name}/src/lib.rs"), "");
        std::fs::create_dir_all(self.path(&format!("{name}/migrations/versions"))).unwrap();
        self.revisions(name, revisions);
    }

    /// Writes revisions of a package.
    pub fn revisions(&self, package: &str, revisions: &[Revision]) {
        for revision in revisions {
            let path = format!("{package}/migrations/versions/{}", revision.file_name());
            self.write(&path, &revision.text());
        }
    }

    /// A workspace of three packages: `blog` with one database, `shop` with two, `tools` without.
    pub fn workspace(blog: &[Revision], shop: &[Revision]) -> Self {
        let environment = Self::empty();
        environment.write(
            "Cargo.toml",
            "[workspace]\nresolver = \"3\"\nmembers = [\"blog\", \"shop\", \"tools\"]\n",
        );
        environment.package("blog", "url = \"sqlite:blog.db\"\n", blog);
        let two = "[package.metadata.rmig.databases]\n\
                   main.url = \"sqlite:shop.db\"\naudit.url = \"sqlite:audit.db\"\n";
        environment.package("shop", two, shop);
        environment.write(
            "tools/Cargo.toml",
            "[package]\nname = \"tools\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
        );
        environment.write("tools/src/lib.rs", "");
        environment
    }

    /// Where something is.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// Writes a file and the folders that it needs.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    /// Replaces text in a file, which has to be there.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = std::fs::read_to_string(self.path(path)).unwrap();
        assert!(text.contains(from), "{text}");
        self.write(path, &text.replace(from, to));
    }

    /// Takes a file away.
    pub fn remove(&self, path: &str) {
        std::fs::remove_file(self.path(path)).unwrap();
    }

    /// A SQLite database, seen without rmig.
    pub fn sqlite(&self, path: &str) -> Sqlite {
        Sqlite::new(self.path(path))
    }

    /// Runs `cargo rmig …` in the package `app`; the words are cut as a shell does.
    pub fn run(&self, words: &str) -> Output {
        self.run_in("app", words)
    }

    /// Runs `cargo rmig …` somewhere else.
    pub fn run_in(&self, directory: &str, words: &str) -> Output {
        self.output(&mut self.command(directory, words))
    }

    /// Runs a command that [`command`](Self::command) gave.
    pub fn output(&self, command: &mut Command) -> Output {
        self.done(command.output().unwrap())
    }

    /// What a process left, without what differs between two tests.
    pub fn done(&self, output: std::process::Output) -> Output {
        Output::new(output, &self.root)
    }

    /// The program with nothing in its environment but what the test knows of.
    pub fn command(&self, directory: &str, words: &str) -> Command {
        self.command_of(directory, &shlex::split(words).unwrap())
    }

    /// As [`command`](Self::command), the words already cut.
    pub fn command_of(&self, directory: &str, words: &[impl AsRef<std::ffi::OsStr>]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-rmig"));
        command
            .arg("rmig")
            .args(words)
            .current_dir(self.path(directory))
            .stdin(Stdio::null())
            .env_clear()
            .env("PATH", self.path("home"))
            .env("HOME", self.path("home"))
            .env("HOSTNAME", "rig")
            .env("USER", "tester")
            .env("RMIG_TEST_CLOCK", NOW)
            .env("RMIG_TEST_SEED", "1");
        // The toolchain's own cargo, which is what `cargo rmig` hands on: rustup's wants a home.
        if let Some(cargo) = std::env::var_os("CARGO") {
            command.env("CARGO", cargo);
        }
        command
    }

    /// Every file below the root with its bytes, and every folder.
    pub fn tree(&self) -> Vec<(PathBuf, Option<Vec<u8>>)> {
        let mut found = Vec::new();
        walk(&self.root, &mut found);
        found.sort();
        found
    }
}

fn walk(folder: &Path, found: &mut Vec<(PathBuf, Option<Vec<u8>>)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            walk(&path, found);
            found.push((path, None));
        } else {
            let bytes = std::fs::read(&path).unwrap();
            found.push((path, Some(bytes)));
        }
    }
}
