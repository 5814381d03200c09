//! Files and folders that aren't what they should be.

use std::{
    fs,
    os::unix::{ffi::OsStrExt, fs::symlink, net::UnixListener},
    path::Path,
    process::Command,
};

use super::{answers, case::Case};
use crate::support::{TestEnvironment, rev};

const VERSIONS: &str = "app/migrations/versions";

/// Puts something that isn't a file in the place of one.
fn instead(env: &TestEnvironment, path: &str, make: impl FnOnce(&Path)) {
    let path = env.path(path);
    let _ = fs::remove_file(&path);
    let _ = fs::remove_dir_all(&path);
    make(&path);
}

fn folder(path: &Path) {
    fs::create_dir(path).unwrap();
}

fn pipe(path: &Path) {
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

fn socket(path: &Path) {
    // It stays when nobody listens any more.
    drop(UnixListener::bind(path).unwrap());
}

/// A link that leads somewhere.
fn link(target: &'static str) -> impl Fn(&Path) {
    move |path| symlink(target, path).unwrap()
}

fn case(title: &str, command: &str, path: &'static str, make: impl Fn(&Path) + 'static) -> Case {
    Case::new(title, command, move |env| instead(env, path, &make))
}

#[test]
fn files() {
    const A1: &str = "app/migrations/versions/a1.sql";
    const TEMPLATE: &str = "app/migrations/revision.sql.jinja";
    answers(
        "files",
        &[
            case(
                "a revision that is a link to nowhere",
                "heads",
                A1,
                link("nowhere.sql"),
            ),
            case(
                "a revision that is a link to itself",
                "heads",
                A1,
                link("a1.sql"),
            ),
            case(
                "a revision that is a link to a folder",
                "heads",
                A1,
                link(".."),
            ),
            case("a revision that is a folder", "heads", A1, folder),
            case("a revision that is a pipe", "heads", A1, pipe),
            case("a revision that is a socket", "heads", A1, socket),
            case(
                "a revision that is a device",
                "heads",
                A1,
                link("/dev/zero"),
            ),
            case(
                "a folder of revisions that is a file",
                "heads",
                VERSIONS,
                |path| fs::write(path, "").unwrap(),
            ),
            case(
                "a folder of revisions that is a link to itself",
                "heads",
                VERSIONS,
                link("versions"),
            ),
            case(
                "a folder of revisions that is a link to nowhere",
                "heads",
                VERSIONS,
                link("nowhere"),
            ),
            case(
                "a folder of revisions that is a pipe",
                "heads",
                VERSIONS,
                pipe,
            ),
            case(
                "a script location that is a link to itself",
                "heads",
                "app/migrations",
                link("migrations"),
            ),
            Case::new("a circle of folders", "heads", |env| {
                env.package("app", "recursive_version_locations = true\n", &[]);
                symlink("..", env.path(VERSIONS).join("up")).unwrap();
                env.revisions("app", &[rev("d4").after(&["zz"])]);
            }),
            Case::new("a revision twice, by a link", "heads", |env| {
                symlink("a1.sql", env.path(VERSIONS).join("again.sql")).unwrap();
            }),
            Case::new(
                "a name that is not UTF-8, with a header that isn't right",
                "heads",
                |env| {
                    let name = std::ffi::OsStr::from_bytes(b"d\xff4.sql");
                    fs::write(env.path(VERSIONS).join(name), "-- revision = 4\n").unwrap();
                },
            ),
            Case::new("a name with a terminal's escape in it", "heads", |env| {
                env.write(&format!("{VERSIONS}/d\u{1b}[2J4.sql"), "-- revision = 4\n");
            }),
            Case::new("a name with a line break in it", "heads", |env| {
                env.write(&format!("{VERSIONS}/d\n4.sql"), "-- revision = 4\n");
            }),
            Case::new("eight megabytes without a line end", "heads", |env| {
                env.write(&format!("{VERSIONS}/d4.sql"), &"-".repeat(8 << 20));
            }),
            Case::new("eight megabytes of header", "heads", |env| {
                env.write(
                    &format!("{VERSIONS}/d4.sql"),
                    &"-- a line of a message\n".repeat(360_000),
                );
            }),
            Case::new("a hundred thousand unknown keys", "heads", |env| {
                let keys: String = (0..100_000).map(|n| format!("-- k{n} = 1\n")).collect();
                env.write(
                    &format!("{VERSIONS}/d4.sql"),
                    &format!("-- revision = \"d4\"\n{keys}"),
                );
            }),
            Case::new("a hundred thousand bad markers", "upgrade", |env| {
                let markers = "-- rmig: sideways\n".repeat(100_000);
                let header = "-- revision = \"d4\"\n-- down_revision = \"c3\"\n\n";
                env.write(&format!("{VERSIONS}/d4.sql"), &format!("{header}{markers}"));
            }),
            case(
                "a template that is a folder",
                "revision -m x",
                TEMPLATE,
                folder,
            ),
            case(
                "a template that is a link to itself",
                "revision -m x",
                TEMPLATE,
                link("revision.sql.jinja"),
            ),
            case("a template that is a pipe", "revision -m x", TEMPLATE, pipe),
            case(
                "a template that never ends",
                "revision -m x",
                TEMPLATE,
                link("/dev/zero"),
            ),
            case(
                "a manifest that is a folder",
                "heads",
                "app/Cargo.toml",
                folder,
            ),
            case(
                "a manifest that is a link to itself",
                "heads",
                "app/Cargo.toml",
                link("Cargo.toml"),
            ),
            case("a manifest that is a pipe", "heads", "app/Cargo.toml", pipe),
            case(
                "a .env file that is a folder",
                "current",
                "app/.env",
                |path| {
                    folder(path);
                    let settings =
                        "[package]\nname = \"app\"\n[package.metadata.rmig]\nurl = \"${URL}\"\n";
                    fs::write(path.with_file_name("Cargo.toml"), settings).unwrap();
                },
            ),
            case(
                "a database that is a folder",
                "upgrade",
                "app/app.db",
                folder,
            ),
            case("a database that is a pipe", "upgrade", "app/app.db", pipe),
            case(
                "a database that is a socket",
                "upgrade",
                "app/app.db",
                socket,
            ),
            case(
                "a database that is a device",
                "upgrade",
                "app/app.db",
                link("/dev/null"),
            ),
            case(
                "a database that is always full",
                "upgrade",
                "app/app.db",
                link("/dev/full"),
            ),
            case(
                "a database that is a link to itself",
                "upgrade",
                "app/app.db",
                link("app.db"),
            ),
            case(
                "a database that is a link to nowhere",
                "upgrade",
                "app/app.db",
                link("nowhere/app.db"),
            ),
            case(
                "a database that is a text",
                "upgrade",
                "app/app.db",
                |path| {
                    fs::write(path, "This is not a database. ".repeat(100)).unwrap();
                },
            ),
            case("a database that is cut", "upgrade", "app/app.db", |path| {
                fs::write(path, b"SQLite format 3\0\x10\0\x01\x01\0\x40\x20\x20").unwrap();
            }),
            Case::new(
                "a file in the way of the new one",
                "revision -m x --rev-id d4 --head c3",
                |env| {
                    env.write(
                        &format!("{VERSIONS}/20261122_1504_d4_x.sql"),
                        "-- revision = \"d5\"\n",
                    );
                },
            ),
            Case::new(
                "a folder for new files that leads nowhere",
                "revision -m x --rev-id d4",
                |env| {
                    let two =
                        "version_locations = [\"migrations/versions\", \"migrations/other\"]\n";
                    env.package("app", two, &[]);
                    symlink("nowhere", env.path("app/migrations/other")).unwrap();
                },
            ),
        ],
    );
}
