//! Names that databases would cut, refuse or take for something else.

use rmig_test_support::{ScratchDatabase, Server};

use super::{answers, case::Case};
use crate::support::{TestEnvironment, rev};

/// A package whose revisions any database runs.
fn package(env: &TestEnvironment, settings: &str, url: &str) {
    let settings = format!("url = \"${{DATABASE_URL}}\"\n{settings}\n");
    env.package(
        "app",
        &settings,
        &[rev("a1").unquoted(), rev("b2").after(&["a1"]).unquoted()],
    );
    env.write("app/.env", &format!("DATABASE_URL={url}\n"));
}

/// Names that look odd, each of which has to work like any other.
fn odd_names(server: Server) -> Vec<String> {
    let mut names: Vec<String> = [
        "with space",
        "semi;colon",
        "quote'd",
        "quote\"d",
        "back`tick",
        "brack]et",
        "back\\slash",
        "percent%s",
        "dollar$1",
        "per.iod",
        "sla/sh",
        "-- comment",
        "/* comment",
        "DROP TABLE x",
        "select",
        "Größe",
        "表",
        "UPPER",
        "1digit",
        "{brace}",
        "$$",
    ]
    .map(str::to_owned)
    .into();
    match server {
        // 63 bytes, with the constraint's name beyond them.
        Server::Postgres => names.extend([
            "x".repeat(59),
            "x".repeat(60),
            "x".repeat(63),
            "é".repeat(31),
            "🦀".repeat(15),
        ]),
        // 64 characters.
        Server::Mysql => names.extend(["x".repeat(60), "x".repeat(64), "é".repeat(64)]),
        Server::Sqlite => names.extend(["x".repeat(64), "x".repeat(128), "🦀".repeat(1000)]),
    }
    names
}

/// A database of that kind, for one test.
fn database(server: Server, env: &TestEnvironment) -> ScratchDatabase {
    match server {
        Server::Sqlite => ScratchDatabase::sqlite(&env.path("app")),
        server => ScratchDatabase::new(server),
    }
}

#[test]
fn odd_names_of_version_tables_work() {
    for server in [Server::Sqlite, Server::Postgres, Server::Mysql] {
        let env = TestEnvironment::empty();
        let database = database(server, &env);
        for name in odd_names(server) {
            package(
                &env,
                &format!("version_table = {}", toml_string(&name)),
                database.url(),
            );
            for (words, rows) in [("upgrade", "b2 (head)\n"), ("downgrade base", "")] {
                let output = env.run(words);
                assert_eq!(output.exit, "0", "{server:?} {name}: {words}\n{output}");
                let current = env.run("current").success().stdout;
                assert_eq!(current, rows, "{server:?} {name}");
            }
        }
    }
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[test]
fn odd_identifiers_of_revisions_work() {
    let mut names = [
        "quote's",
        "quote\"s",
        "semi;colon",
        "back\\slash",
        "per cent %s",
        "$1",
        "Größe",
        "🦀",
        "?",
        "{{x}}",
        "/*",
    ]
    .map(str::to_owned)
    .to_vec();
    names.extend(["x".repeat(255), "🦀".repeat(255)]);
    for server in [Server::Sqlite, Server::Postgres, Server::Mysql] {
        let env = TestEnvironment::empty();
        let database = database(server, &env);
        package(&env, "", database.url());
        let mut before = "b2".to_owned();
        for (index, name) in names.iter().enumerate() {
            let (id, parent) = (toml_string(name), toml_string(&before));
            let label = toml_string(&format!("label {name}"));
            env.write(
                &format!("app/migrations/versions/odd{index:02}.sql"),
                &format!(
                    "-- revision = {id}\n-- down_revision = {parent}\n-- branch_labels = [{label}]\n\n\
                     -- rmig: upgrade\nCREATE TABLE odd{index} (id INTEGER);\n\
                     -- rmig: downgrade\nDROP TABLE odd{index};\n"
                ),
            );
            before.clone_from(name);
        }
        let script = env.run("upgrade --sql").success().stdout;
        assert!(!script.is_empty());
        env.run("upgrade").success();
        for below in names.iter().rev() {
            let current = env.run("current").success().stdout;
            assert_eq!(
                current.trim_end().trim_end_matches(" (head)"),
                below,
                "{server:?}"
            );
            env.run("downgrade -- -1").success();
        }
        assert_eq!(env.run("current").success().stdout, "b2\n", "{server:?}");
    }
}

/// A case on a server.
fn on(database: &ScratchDatabase, title: &str, command: &str, settings: &'static str) -> Case {
    let title = format!("{title}, on {:?}", database.server());
    let url = database.url().to_owned();
    Case::new(&title, command, move |env| package(env, settings, &url))
}

#[test]
fn identifiers() {
    let postgres = ScratchDatabase::new(Server::Postgres);
    let mysql = ScratchDatabase::new(Server::Mysql);
    let mut cases = Vec::new();
    for (title, settings) in [
        (
            "a version table of 64 bytes",
            "version_table = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        ),
        (
            "a version table of 63 characters and 126 bytes",
            "version_table = \"ééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééééé\"",
        ),
        (
            "a version table's schema of 64 bytes",
            "version_table_schema = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        ),
    ] {
        cases.push(on(&postgres, title, "upgrade", settings));
    }
    for (title, settings) in [
        (
            "a version table of 65 characters",
            "version_table = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        ),
        (
            "a version table with a character of four bytes",
            "version_table = \"v🦀\"",
        ),
    ] {
        cases.push(on(&mysql, title, "upgrade", settings));
    }
    for server in [&postgres, &mysql] {
        for (title, settings) in [
            (
                "a schema that isn't there",
                "version_table_schema = \"nowhere\"",
            ),
            (
                "a schema with quotes that isn't there",
                "version_table_schema = \"no'wh\\\"er`e\"",
            ),
        ] {
            cases.push(on(server, title, "upgrade", settings));
        }
    }
    for (title, settings) in [
        ("a NUL in a version table", "version_table = \"v\\u0000x\""),
        (
            "a line break in a version table",
            "version_table = \"v\\nx\"",
        ),
        (
            "a terminal's escape in a version table",
            "version_table = \"\\u001b[2Jv\"",
        ),
        (
            "a blank at the end of a version table",
            "version_table = \"v \"",
        ),
        ("a NUL in a schema", "version_table_schema = \"s\\u0000x\""),
        ("a blank before a schema", "version_table_schema = \" s\""),
        (
            "a table of 64 bytes in a script for PostgreSQL",
            "version_table = \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\"",
        ),
    ] {
        let command = if title.contains("script") {
            "upgrade --sql --dialect postgresql"
        } else {
            "upgrade"
        };
        cases.push(Case::new(title, command, move |env| {
            package(env, settings, "sqlite:app.db");
        }));
    }
    answers("identifiers", &cases);
}

#[test]
fn long_names_of_users_and_hosts_fit_into_the_journal() {
    for server in [Server::Postgres, Server::Mysql] {
        let database = ScratchDatabase::new(server);
        let env = TestEnvironment::empty();
        package(&env, "", database.url());
        let mut command = env.command("app", "upgrade");
        command
            .env("USER", "é".repeat(300))
            .env("HOSTNAME", "x".repeat(300));
        env.output(&mut command).success();
        let actors = database.rows("SELECT actor FROM rmig_journal");
        assert_eq!(actors, vec![vec!["é".repeat(255)]; 2]);
    }
}
