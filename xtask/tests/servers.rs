//! `cargo xtask servers` starts real servers and leaves nothing behind.

use std::{
    io::{BufRead, BufReader},
    net::TcpStream,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The task, and what it said about its servers.
struct Task {
    child: Child,
    ports: Vec<u16>,
    folder: PathBuf,
    postgres: String,
    pgbouncer: String,
}

impl Task {
    fn start() -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .arg("servers")
            .stdout(Stdio::piped())
            .spawn()
            .expect("the task and its servers run");
        let lines =
            BufReader::new(child.stdout.take().expect("the task and its servers run")).lines();
        let lines: Vec<String> = lines.take(5).map(|line| line.expect("a line")).collect();
        let value = |name: &str| {
            let start = format!("export {name}=");
            let line = lines.iter().find_map(|line| line.strip_prefix(&start));
            line.unwrap_or_else(|| panic!("no {name} in {lines:?}"))
                .to_owned()
        };
        let (postgres, pgbouncer, mysql) = (
            value("RMIG_TEST_POSTGRES_URL"),
            value("RMIG_TEST_PGBOUNCER_URL"),
            value("RMIG_TEST_MYSQL_URL"),
        );
        let authority = PathBuf::from(value("RMIG_TEST_POSTGRES_CA"));
        assert!(authority.is_file(), "{lines:?}");
        let port = |url: &str| {
            let behind = url
                .split("127.0.0.1:")
                .nth(1)
                .expect("the task and its servers run");
            behind
                .split('/')
                .next()
                .expect("the task and its servers run")
                .parse()
                .expect("it is there")
        };
        Self {
            child,
            ports: vec![port(&postgres), port(&pgbouncer), port(&mysql)],
            folder: authority
                .ancestors()
                .nth(2)
                .map(Path::to_owned)
                .expect("the task and its servers run"),
            postgres: format!(
                "{postgres}?sslmode=verify-full&sslrootcert={}",
                authority.display()
            ),
            pgbouncer,
        }
    }

    fn kill(&self, signal: &str) {
        let kill = format!("kill -s {signal} {}", self.child.id());
        assert!(
            Command::new("sh")
                .args(["-c", &kill])
                .status()
                .expect("the task and its servers run")
                .success()
        );
    }

    fn listening(&self) -> usize {
        let open = |port: &&u16| TcpStream::connect(("127.0.0.1", **port)).is_ok();
        self.ports.iter().filter(open).count()
    }
}

#[test]
fn servers_are_real_and_stop_with_their_folder() {
    let mut task = Task::start();
    assert_eq!(task.listening(), 3);
    let output = Command::new("psql")
        .args(["-X", "-A", "-t", "-c"])
        .arg("SELECT ssl, rolsuper FROM pg_stat_ssl, pg_roles WHERE pid = pg_backend_pid() AND rolname = current_user")
        .arg(&task.postgres)
        .output()
        .expect("the task and its servers run");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout).trim(),
        "t|t",
        "{output:?}"
    );
    // Every message that is no transaction may get another session.
    let mode = Command::new("psql")
        .args(["-X", "-A", "-t", "-c", "SET work_mem = '1MB'", "-c"])
        .arg("SELECT current_database()")
        .arg(task.pgbouncer.replace("/postgres", "/template1"))
        .output()
        .expect("the task and its servers run");
    assert_eq!(
        String::from_utf8_lossy(&mode.stdout).trim(),
        "SET\ntemplate1",
        "{mode:?}"
    );
    task.kill("TERM");
    let status = task.child.wait().expect("the task and its servers run");
    assert_eq!(status.code(), Some(143), "{status}");
    assert_eq!(task.listening(), 0, "a server still runs");
    assert!(
        !task.folder.exists(),
        "{} is still there",
        task.folder.display()
    );
}

#[test]
fn servers_end_though_the_task_is_killed() {
    let mut task = Task::start();
    task.child.kill().expect("the task and its servers run");
    task.child.wait().expect("the task and its servers run");
    let since = Instant::now();
    while task.listening() > 0 {
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "a server still runs"
        );
        thread::sleep(Duration::from_millis(100));
    }
    // Nobody was left to remove it; what the servers still write goes with it.
    while std::fs::remove_dir_all(&task.folder).is_err() && task.folder.exists() {
        assert!(
            since.elapsed() < Duration::from_secs(30),
            "the folder can't be removed"
        );
        thread::sleep(Duration::from_millis(100));
    }
}
