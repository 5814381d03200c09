//! A package with revisions and one database.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use rmig_test_support::{ScratchDatabase, Server};
use rmig_tests::cargo_rmig::{printed, program};
use tempfile::TempDir;

/// A package in a folder of its own, and its database: a file of SQLite, or one on a server.
pub struct Project {
    folder: TempDir,
    database: ScratchDatabase,
}

impl Project {
    /// A package without revisions before an empty database.
    pub fn new(server: Server) -> Self {
        let folder = folder(server).expect("a temporary folder");
        let versions = folder.path().join("migrations/versions");
        fs::create_dir_all(versions).expect("a folder");
        let manifest = "[package]\nname = \"proved\"\nversion = \"0.1.0\"\n\n\
                        [package.metadata.rmig]\nurl = \"${DATABASE_URL}\"\n";
        fs::write(folder.path().join("Cargo.toml"), manifest).expect("a manifest");
        let database = match server {
            Server::Sqlite => ScratchDatabase::sqlite(folder.path()),
            _ => ScratchDatabase::new(server),
        };
        Self { folder, database }
    }

    /// The database.
    pub fn database(&self) -> &ScratchDatabase {
        &self.database
    }

    /// The folder that the manifest is in.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// The file of a revision.
    pub fn revision_file(&self, revision: &str) -> PathBuf {
        let versions = self.path().join("migrations/versions");
        versions.join(format!("{revision}.sql"))
    }

    /// Writes a revision: its sections, beneath a header with these parents.
    pub fn write_revision(&self, revision: &str, parents: &[&str], sections: &str) {
        let text = format!(
            "-- Revision {revision}.\n--\n-- revision = \"{revision}\"\n\
             -- down_revision = {parents:?}\n\n{sections}"
        );
        fs::write(self.revision_file(revision), text).expect("a revision");
    }

    /// The program with these words, cut at white space, and nothing of the tester's environment.
    pub fn command(&self, words: &str) -> Command {
        self.command_at(&self.database.url_without_tls(), words)
    }

    /// As [`command`](Self::command), with another way to the database: through a proxy or a pooler.
    pub fn command_at(&self, url: &str, words: &str) -> Command {
        let mut command = Command::new(program());
        command
            .arg("rmig")
            .args(words.split_whitespace())
            .current_dir(self.path())
            .env_clear()
            .env("PATH", self.path())
            .env("HOME", self.path())
            .env("USER", "tester")
            .env("HOSTNAME", "rig")
            .env("DATABASE_URL", url)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, words: &str) -> Output {
        self.command(words).output().expect("the program starts")
    }

    /// As [`run`](Self::run), which has to lead to success; answers what it printed to stdout.
    #[track_caller]
    pub fn succeed(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words}: {}", printed(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    }
}

/// A temporary folder; in memory for SQLite, whose every commit waits for a disk else.
fn folder(server: Server) -> std::io::Result<TempDir> {
    let memory = Path::new("/dev/shm");
    match server == Server::Sqlite && memory.is_dir() {
        true => TempDir::new_in(memory),
        false => TempDir::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn a_project_goes_up_and_down(server: Server) {
        let project = Project::new(server);
        let create =
            "-- rmig: upgrade\nCREATE TABLE t (id INT);\n-- rmig: downgrade\nDROP TABLE t;\n";
        project.write_revision("a1", &[], create);
        project.succeed("upgrade heads");
        assert_eq!(project.succeed("current"), "a1 (head)\n");
        project.database().sql("INSERT INTO t VALUES (1)");
        project.succeed("downgrade base");
        assert_eq!(project.succeed("current"), "");
    }

    #[test]
    fn projects_go_up_and_down() {
        Server::ALL.into_iter().for_each(a_project_goes_up_and_down);
    }
}
