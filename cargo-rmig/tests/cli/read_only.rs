//! Commands that only look create nothing and write nothing.

use crate::support::{TestEnvironment, rev};

/// Every command that only looks, in every manner.
const LOOKING: &[&str] = &[
    "heads",
    "heads -v --resolve-dependencies",
    "history",
    "history -i",
    "history -r current:",
    "history --graph -i",
    "branches -v",
    "show heads",
    "show current",
    "current",
    "current -v",
    "current -c",
    "upgrade heads --dry-run",
    "downgrade base --dry-run",
    "stamp heads --dry-run",
    "stamp base --purge --dry-run",
    "list-templates",
    "completions bash",
];

fn look(env: &TestEnvironment) {
    let before = env.tree();
    for words in LOOKING {
        for format in ["", " --format json"] {
            let output = env.run(&format!("{words}{format}"));
            assert!(
                ["0", "4"].contains(&output.exit.as_str()),
                "{words}: {output}"
            );
            assert!(env.tree() == before, "{words}{format} changed something");
        }
    }
}

#[test]
fn a_package_without_a_database() {
    look(&TestEnvironment::forked());
}

#[test]
fn an_empty_package() {
    look(&TestEnvironment::new(&[]));
}

#[test]
fn a_database_that_is_empty() {
    let env = TestEnvironment::forked();
    env.write("app/app.db", "");
    look(&env);
}

#[test]
fn a_database_of_somebody_else() {
    let env = TestEnvironment::forked();
    env.sqlite("app/app.db")
        .execute("CREATE TABLE theirs (id INTEGER)");
    look(&env);
}

#[test]
fn a_database_that_is_on_the_way() {
    let env = TestEnvironment::forked();
    env.run("upgrade m1").success();
    look(&env);
}

#[test]
fn a_database_with_a_write_ahead_log() {
    let env = TestEnvironment::forked();
    env.run("upgrade m1").success();
    env.sqlite("app/app.db")
        .execute("PRAGMA journal_mode = WAL");
    look(&env);
}

#[test]
fn a_run_leaves_no_file_besides_the_database() {
    let env = TestEnvironment::new(&[
        rev("a1"),
        rev("b1")
            .after(&["a1"])
            .sql("CREATE TABLE x (id); SELECT * FROM nowhere;", ""),
    ]);
    for words in [
        "ensure-version",
        "upgrade",
        "upgrade a1",
        "stamp b1",
        "stamp a1",
        "downgrade base",
    ] {
        env.run(words);
        let mut files: Vec<_> = std::fs::read_dir(env.path("app"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        files.sort();
        assert_eq!(
            files,
            ["Cargo.toml", "app.db", "migrations", "src"],
            "{words}"
        );
    }
}
