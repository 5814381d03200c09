//! A project in the state in which a session begins.

use std::{
    fs,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use rmig_test_support::{Cut, MessageCounter, ScratchDatabase};
use rmig_tests::cargo_rmig::program;
use tempfile::TempDir;

use super::{
    mask::masked,
    revisions::{FORK, MERGE, ORDERS, SLOW, USERS},
};

/// A project, its database, and what goes on beside it.
pub struct Scene {
    folder: TempDir,
    database: ScratchDatabase,
    wire: Option<MessageCounter>,
    beside: Option<std::process::Child>,
}

impl Scene {
    /// Sets a scene by its name in the page.
    pub fn new(name: &str) -> Self {
        let database = match name {
            "locked" | "cut" | "doubtful" => ScratchDatabase::postgres(),
            "mysql" => ScratchDatabase::mysql(),
            _ => ScratchDatabase::new(rmig_test_support::Server::Sqlite),
        };
        let mut scene = Self {
            folder: TempDir::new().expect("a temporary folder"),
            database,
            wire: None,
            beside: None,
        };
        fs::create_dir_all(scene.versions()).expect("a folder");
        let manifest = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n\n[package.metadata.rmig]\nurl = \"${DATABASE_URL}\"\n";
        fs::write(scene.folder.path().join("Cargo.toml"), manifest).expect("a manifest");
        let bin = scene.folder.path().join(".bin");
        fs::create_dir_all(&bin).expect("a folder");
        std::os::unix::fs::symlink(program(), bin.join("cargo-rmig")).expect("a link");
        scene.write(USERS);
        scene.set(name);
        scene
    }

    fn set(&mut self, name: &str) {
        match name {
            "plain" | "offline" | "irreversible" => self.write(ORDERS),
            "edited" => {
                self.up();
                self.replace("users", "VARCHAR(200)", "VARCHAR(250)");
            }
            "missing" => {
                self.write(ORDERS);
                self.up();
                fs::remove_file(self.versions().join(format!("{}.sql", ORDERS.0))).expect("a file");
            }
            "unknown" => {
                self.up();
                self.database
                    .sql("UPDATE rmig_version SET version_num = 'feedbeef0000'");
            }
            "failed" | "mysql" => {
                self.write(ORDERS);
                if name == "failed" {
                    self.replace("orders", "upgrade\n", "upgrade transaction=none\n");
                }
                self.replace(
                    "orders",
                    ");\n",
                    ");\nCREATE INDEX by_user ON order (user_id);\n",
                );
            }
            "killed" => {
                self.write(ORDERS);
                self.replace("orders", "upgrade\n", "upgrade transaction=none\n");
                self.replace("orders", ");\n", &format!(");\n{SLOW};\n"));
                self.kill_at(
                    "SELECT statements_done FROM rmig_journal WHERE revision = '9c7911720e15'",
                );
                self.replace(
                    "orders",
                    &format!("{SLOW};\n"),
                    "INSERT INTO users VALUES (1, 'ada@example.org');\n",
                );
            }
            "doubtful" => {
                self.write(ORDERS);
                self.replace("orders", "upgrade\n", "upgrade transaction=none\n");
                self.replace(
                    "orders",
                    ");\n",
                    ");\nDO $$ BEGIN PERFORM pg_sleep(60); END $$;\n",
                );
                self.kill_at(
                    "SELECT statements_done FROM rmig_journal WHERE revision = '9c7911720e15'",
                );
                self.database.sql(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                     WHERE datname = current_database() AND pid <> pg_backend_pid()",
                );
            }
            "locked" => {
                self.write(ORDERS);
                self.replace("orders", ");\n", ");\nSELECT pg_sleep(60);\n");
                self.beside = Some(self.start());
                self.wait_for("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()");
            }
            "cut" => {
                self.up();
                self.write(ORDERS);
                let wire = MessageCounter::before(&self.database);
                wire.cut_at("CREATE TABLE orders", Cut::After);
                self.wire = Some(wire);
            }
            scene @ ("forked" | "merged") => {
                fs::remove_file(self.versions().join(format!("{}.sql", USERS.0))).expect("a file");
                for (revision, header, upgrade) in FORK {
                    if scene == "merged" || revision != MERGE {
                        let text = format!(
                            "{header}\n-- rmig: upgrade\n{upgrade}\n-- rmig: downgrade irreversible\n"
                        );
                        self.write((revision, &text));
                    }
                }
            }
            "alembic" => {
                self.write(ORDERS);
                self.database.sql(
                    "CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL PRIMARY KEY);\
                     INSERT INTO alembic_version VALUES ('8ff185e3e02f');\
                     CREATE TABLE users (id INTEGER PRIMARY KEY, email VARCHAR(200) NOT NULL)",
                );
            }
            other => panic!("no scene is called {other}"),
        }
        if name == "irreversible" {
            self.replace(
                "orders",
                "-- rmig: downgrade\nDROP TABLE orders;\n",
                "-- rmig: downgrade irreversible\n",
            );
            self.up();
        }
    }

    /// Runs every command of a block, and answers the block with what they print.
    pub fn play(&self, block: &str) -> String {
        let commands = block.lines().filter_map(|line| line.strip_prefix("$ "));
        let played: Vec<String> = commands
            .map(|command| {
                let output = self.shell(command).output().expect("a shell");
                let printed = String::from_utf8_lossy(&output.stdout);
                format!("$ {command}\n{}", self.plain(&printed))
            })
            .collect();
        played.join("\n")
    }

    fn shell(&self, command: &str) -> Command {
        let url = match &self.wire {
            Some(wire) => wire.url(),
            None => self.database.url().to_owned(),
        };
        let mut shell = Command::new("sh");
        let script = command.replace("cargo rmig", ".bin/cargo-rmig rmig");
        shell
            .args(["-c", &format!("exec 2>&1\n{script}")])
            .current_dir(self.folder.path())
            .env("DATABASE_URL", url)
            .env("DATABASE", self.database.name())
            .env("USER", "ada")
            .env("HOSTNAME", "laptop")
            .env("NO_COLOR", "1")
            .stdin(Stdio::null());
        shell
    }

    /// What differs from run to run, as the page has it.
    fn plain(&self, printed: &str) -> String {
        let folder = self
            .folder
            .path()
            .canonicalize()
            .expect("the folder is there");
        let text = printed
            .replace(&folder.display().to_string(), "/src/shop")
            .replace(&self.folder.path().display().to_string(), "/src/shop")
            .replace(&self.database.name(), "shop");
        let mut plain = String::new();
        for line in text.lines() {
            plain.push_str(&masked(line));
            plain.push('\n');
        }
        plain
    }

    fn versions(&self) -> PathBuf {
        self.folder.path().join("migrations/versions")
    }

    fn write(&self, (name, text): (&str, &str)) {
        fs::write(self.versions().join(format!("{name}.sql")), text).expect("a revision");
    }

    fn replace(&self, what: &str, old: &str, new: &str) {
        let name = if what == "users" { USERS.0 } else { ORDERS.0 };
        let path = self.versions().join(format!("{name}.sql"));
        let text = fs::read_to_string(&path).expect("a revision");
        assert!(text.contains(old), "{text}");
        fs::write(path, text.replacen(old, new, 1)).expect("a revision");
    }

    fn up(&self) {
        let output = self.shell("cargo rmig upgrade").output().expect("a shell");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stdout)
        );
    }

    fn start(&self) -> std::process::Child {
        self.shell("exec cargo rmig upgrade")
            .stdout(Stdio::null())
            .spawn()
            .expect("a shell")
    }

    /// Starts an upgrade and kills it once it is within its second statement.
    fn kill_at(&self, done: &str) {
        let mut run = self.start();
        self.wait_for(done);
        // The row of the second statement's beginning is written with that of the first one's end.
        thread::sleep(Duration::from_millis(300));
        run.kill().expect("it runs");
        run.wait().expect("it ends");
    }

    fn wait_for(&self, query: &str) {
        let start = Instant::now();
        loop {
            // The table may not be there yet, and SQLite may be busy.
            let is_there = self.database.try_sql(query).is_ok()
                && self
                    .database
                    .rows(query)
                    .iter()
                    .flatten()
                    .any(|count| count != "0");
            if is_there {
                return;
            }
            assert!(start.elapsed() < Duration::from_secs(30), "{query}");
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Scene {
    fn drop(&mut self) {
        if let Some(beside) = &mut self.beside {
            drop(beside.kill());
            drop(beside.wait());
        }
    }
}
