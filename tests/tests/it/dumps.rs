//! A whole dump is the first revision: what it makes is the database that it was taken from.

use std::{fs, path::Path, process::Command};

use rmig_test_support::{Journal, ScratchDatabase, Server};

use rmig_tests::cargo_rmig::{Package, printed};

rmig_test_support::on_every_database!(
    a_dump_as_a_revision_makes_the_same_database,
    a_dump_as_it_comes_names_what_has_to_be_changed,
);

const HEADER: &str = "-- Begin with what is there.\n--\n-- revision = \"d00000000001\"\n\n";

fn a_dump_as_a_revision_makes_the_same_database(source: &ScratchDatabase) {
    let options: &[&str] = match source.server() {
        Server::Sqlite => &[],
        Server::Postgres => &["--inserts"],
        Server::Mysql => &[
            "--skip-add-locks",
            "--hex-blob",
            "--routines",
            "--triggers",
            "--events",
        ],
    };
    let dump = edited(source.server(), &dump(source, options));
    let package = revision(source.server(), &dump);
    let target = ScratchDatabase::new(source.server());
    package.succeed(["upgrade", "--url", target.url()]);
    // rmig's own tables aren't part of the source.
    target.sql("DROP TABLE rmig_version; DROP TABLE rmig_journal");
    assert_eq!(
        target.schema_text(Journal::Whole),
        source.schema_text(Journal::Whole)
    );
}

fn a_dump_as_it_comes_names_what_has_to_be_changed(source: &ScratchDatabase) {
    let options: &[&str] = match source.server() {
        // Else bytes stand there as they are, and the file is no UTF-8.
        Server::Mysql => &["--hex-blob"],
        Server::Sqlite | Server::Postgres => &[],
    };
    let package = revision(source.server(), &dump(source, options));
    let target = ScratchDatabase::new(source.server());
    let upgrade = package.rmig(["upgrade", "--url", target.url()]);
    let printed = printed(&upgrade);
    assert_eq!(upgrade.status.code(), Some(1), "{printed}");
    let named: &[&str] = match source.server() {
        Server::Sqlite => &["PRAGMA foreign_keys=OFF", "BEGIN TRANSACTION", "COMMIT"],
        Server::Postgres => &["COPY", "pg_dump --inserts"],
        Server::Mysql => &["LOCK TABLES", "--skip-add-locks"],
    };
    for name in named {
        assert!(printed.contains(name), "{name} in {printed}");
    }
}

/// What a user has to change by hand, and docs/sections.md says so.
fn edited(server: Server, dump: &str) -> String {
    if server != Server::Sqlite {
        return dump.to_owned();
    }
    let control = ["PRAGMA foreign_keys=OFF;", "BEGIN TRANSACTION;", "COMMIT;"];
    let kept = dump.lines().filter(|line| !control.contains(line));
    kept.map(|line| format!("{line}\n")).collect()
}

/// A package whose only revision is the dump.
fn revision(server: Server, dump: &str) -> Package {
    let package = Package::new();
    let marker = match server {
        // The tables stand in the order of their names.
        Server::Sqlite => "-- rmig: upgrade foreign_keys=off",
        Server::Postgres | Server::Mysql => "-- rmig: upgrade",
    };
    let text = format!("{HEADER}{marker}\n{dump}\n-- rmig: downgrade irreversible\n");
    fs::write(package.versions().join("d00000000001_begin.sql"), text).expect("a revision");
    package
}

/// The dump of a database with something of everything in it.
fn dump(source: &ScratchDatabase, options: &[&str]) -> String {
    let name = source.server().name();
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("data/dumps/{name}.sql"));
    source.sql(&fs::read_to_string(file).expect("the source"));
    let mut command;
    match source.server() {
        Server::Sqlite => {
            command = Command::new("sqlite3");
            command.arg(source.name()).arg(".dump");
        }
        Server::Postgres => {
            command = Command::new("pg_dump");
            command.args(options).args(["--dbname", source.url()]);
        }
        Server::Mysql => {
            let address = source.address();
            command = Command::new("mariadb-dump");
            command
                .args(["--no-defaults", "--protocol=tcp", "--host", address.host()])
                .args(["--port", &address.port().to_string()])
                .args(["--user", &address.user()])
                .env("MYSQL_PWD", address.password())
                .args(options)
                .arg(source.name());
        }
    }
    let output = command.output().expect("the dump program starts");
    assert!(output.status.success(), "{}", printed(&output));
    String::from_utf8(output.stdout).expect("the dump is text")
}
