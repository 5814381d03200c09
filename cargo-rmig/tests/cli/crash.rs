//! Two runs at once, runs that are killed, and runs that are asked to stop.
#![cfg(unix)]

use std::{
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use insta::assert_snapshot;

use crate::support::{Output, Revision, TestEnvironment, rev};

/// Takes far longer than any test.
const SLOW: &str = "INSERT INTO log SELECT 'slow' FROM (WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL \
                    SELECT i + 1 FROM n WHERE i < 4000000000) SELECT max(i) FROM n);";

/// As long as nobody looks away: some tenths of a second.
const LATE: &str = "INSERT INTO log SELECT 'late' || max(i) FROM (WITH RECURSIVE n (i) AS (SELECT 1 \
                    UNION ALL SELECT i + 1 FROM n WHERE i < 30000) SELECT i FROM n);";

/// A line of revisions, each of which says in a table that it ran.
fn logging(count: usize, statement: impl Fn(usize) -> String) -> Vec<Revision> {
    let id = |n: usize| format!("r{n:02}");
    (0..count)
        .map(|n| {
            let revision = rev(&id(n));
            let create = if n == 0 {
                "CREATE TABLE log (t TEXT);\n"
            } else {
                ""
            };
            let drop = if n == 0 {
                "DROP TABLE log;"
            } else {
                "DELETE FROM log WHERE t = '-';"
            };
            let revision = revision.sql(&format!("{create}{}", statement(n)), drop);
            if n == 0 {
                revision
            } else {
                revision.after(&[&id(n - 1)])
            }
        })
        .collect()
}

fn command(env: &TestEnvironment, words: &str) -> Command {
    let mut command = env.command("app", words);
    command
        .env_remove("RMIG_TEST_CLOCK")
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    command
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill")
        .args([format!("-{name}"), child.id().to_string()])
        .status()
        .unwrap();
    assert!(sent.success());
}

/// Waits until the run has committed `row` and is at work in its next section.
fn wait_for_row(env: &TestEnvironment, row: &str) {
    let start = Instant::now();
    let journal = env.path("app/app.db-journal");
    // A section that lasts keeps its rollback journal; a quick one removes it at once.
    let mut seen = 0;
    while seen < 10 {
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "never came to {row}"
        );
        std::thread::sleep(Duration::from_millis(20));
        let is_there = journal.exists() && env.sqlite("app/app.db").rows() == [row];
        seen = if is_there { seen + 1 } else { 0 };
    }
}

fn finish(env: &TestEnvironment, child: Child) -> Output {
    env.done(child.wait_with_output().unwrap())
}

/// One that stops in its second revision.
fn stuck() -> (TestEnvironment, Child) {
    let env = TestEnvironment::new(&logging(3, |n| {
        if n == 1 {
            format!("INSERT INTO log VALUES ('half');\n{SLOW}")
        } else {
            format!("INSERT INTO log VALUES ('{n}');")
        }
    }));
    let child = command(&env, "upgrade").spawn().unwrap();
    wait_for_row(&env, "r00");
    (env, child)
}

/// Makes the second revision one that ends.
fn mend(env: &TestEnvironment) {
    env.edit(
        "app/migrations/versions/r01.sql",
        SLOW,
        "INSERT INTO log VALUES ('quick');",
    );
}

#[test]
fn several_runs_at_once_do_every_section_once() {
    let env = TestEnvironment::new(&logging(12, |n| {
        format!(
            "INSERT INTO log VALUES ('{n:02}');\n{}",
            LATE.replace("'late'", &format!("'late {n:02} '"))
        )
    }));
    for _ in 0..2 {
        let children: Vec<_> = (0..3)
            .map(|_| command(&env, "upgrade").spawn().unwrap())
            .collect();
        for child in children {
            let output = finish(&env, child);
            assert_eq!(output.exit, "0", "{output}");
        }
        let database = env.sqlite("app/app.db");
        assert_eq!(database.rows(), ["r11"]);
        let mut expected: Vec<_> = (0..12).map(|n| format!("{n:02}")).collect();
        expected.extend((0..12).map(|n| format!("late {n:02} 30000")));
        assert_eq!(database.texts("SELECT t FROM log ORDER BY t"), expected);
        let journal = "SELECT revision || ' ' || outcome || ' ' || count(*) FROM rmig_journal \
                       WHERE direction = 'upgrade' GROUP BY 1, revision, outcome HAVING count(*) <> 1";
        let twice: Vec<String> = database.texts(&journal.replace("GROUP BY 1, ", "GROUP BY "));
        assert_eq!(twice, [""; 0]);
        // Runs down and up at the same time come to an end, too.
        let children =
            ["downgrade base", "downgrade base"].map(|words| command(&env, words).spawn().unwrap());
        for child in children {
            let output = finish(&env, child);
            assert_eq!(output.exit, "0", "{output}");
        }
        assert_eq!(database.rows(), [""; 0]);
        database.execute("DELETE FROM rmig_journal");
    }
}

#[test]
fn a_run_that_is_killed_leaves_whole_sections() {
    let (env, mut child) = stuck();
    child.kill().unwrap();
    assert_eq!(finish(&env, child).exit, "signal 9");
    let database = env.sqlite("app/app.db");
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stdout ----
    r00
    ");
    assert_eq!(database.texts("SELECT t FROM log"), ["0"]);
    mend(&env);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded r00 -> r01 (2 statements)
        Upgraded r01 -> r02 (1 statement)
    ");
    assert_eq!(
        database.texts("SELECT t FROM log"),
        ["0", "half", "quick", "2"]
    );
}

#[test]
fn a_run_that_is_killed_without_a_transaction_is_said_to_be_unfinished() {
    let env = TestEnvironment::new(&[rev("r00").sections(&format!(
        "-- rmig: upgrade transaction=none\nCREATE TABLE log (t TEXT);\n{SLOW}\n\n\
         -- rmig: downgrade\nDROP TABLE log;\n"
    ))]);
    let mut child = command(&env, "upgrade").spawn().unwrap();
    let start = Instant::now();
    let database = env.sqlite("app/app.db");
    let log = "log".to_owned();
    while !(env.path("app/app.db").exists() && database.tables().contains(&log)) {
        assert!(start.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(150));
    child.kill().unwrap();
    finish(&env, child);
    let current = env.run("current");
    assert_eq!(
        (current.exit.as_str(), current.stdout.as_str()),
        ("0", ""),
        "{current}"
    );
    let says = current
        .stderr
        .contains("its section 1 of 1 is at statement 2 of 2 since 20");
    assert!(says, "{current}");
    assert_eq!(env.run("current --check-heads").exit, "4");
    let output = env.run("upgrade").fails_with(1, "unfinished-revision");
    let (message, help) = output.stderr.split_once("\n  = help").unwrap();
    assert!(message.contains("at statement 2 of 2 since 20"), "{output}");
    assert!(help.contains("--resume"), "{output}");
    env.run("stamp r00").success();
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
}

#[test]
fn an_interrupted_run_leaves_nothing_half_done() {
    for (name, exit) in [("INT", "130"), ("TERM", "143")] {
        let (env, child) = stuck();
        let start = Instant::now();
        signal(&child, name);
        let output = finish(&env, child);
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "it took {:?}",
            start.elapsed()
        );
        assert_eq!(output.exit, exit, "{output}");
        if name == "INT" {
            let mut output = output;
            // A slow machine tells how long the first section took.
            if let Some(end) = output.stderr.find(" ms)") {
                let at = output.stderr[..end].rfind(" in ").unwrap();
                output.stderr.replace_range(at..end + 3, "");
            }
            assert_snapshot!(output, @"
            exit: 130
            ---- stderr ----
                Upgraded <base> -> r00 (2 statements)
            error[interrupted]: interrupted in the upgrade to r01; the section was rolled back, nothing of it is in the database
              = help: run the command again to go on
            ");
        }
        let database = env.sqlite("app/app.db");
        assert_eq!(database.texts("SELECT t FROM log"), ["0"]);
        assert_eq!(database.rows(), ["r00"]);
        assert!(!env.path("app/app.db-journal").exists());
        mend(&env);
        env.run("upgrade").success();
        assert_eq!(database.rows(), ["r02"]);
    }
}

#[test]
fn an_interrupted_run_over_several_databases_begins_no_other() {
    let env = TestEnvironment::workspace(&[], &logging(1, |_| SLOW.to_owned()));
    let mut command = env.command("shop", "upgrade --keep-going --format json");
    let child = command
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let start = Instant::now();
    while !env.path("shop/audit.db-journal").exists() {
        assert!(start.elapsed() < Duration::from_secs(20));
        std::thread::sleep(Duration::from_millis(20));
    }
    std::thread::sleep(Duration::from_millis(300));
    signal(&child, "INT");
    let output = finish(&env, child);
    assert_eq!(output.exit, "130", "{output}");
    assert_eq!(output.json()["error"]["code"], "interrupted");
    assert!(!env.path("shop/shop.db").exists());
}
