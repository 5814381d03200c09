//! File systems that refuse: what may not be read or written, what is full, and what is read-only.

use std::{
    fs::{self, Permissions},
    os::unix::fs::PermissionsExt,
    process::Command,
};

use super::{answers, case::Case};
use crate::support::{TestEnvironment, rev};

/// Takes from root what lets it read and write everything; nobody else has it.
const WITHOUT_RIGHTS: &[&str] = &[
    "/usr/bin/setpriv",
    "--bounding-set=-dac_override,-dac_read_search",
    "--inh-caps=-dac_override,-dac_read_search",
];

/// A disk of 64 kB in the place of a folder, with what was in it, for this command alone.
const SMALL_DISK: &[&str] = &[
    "/usr/bin/unshare",
    "-rm",
    "/bin/sh",
    "-c",
    "PATH=/bin:/usr/bin; cp -r small kept && mount -t tmpfs -o size=64k none small && cp -r kept/. small && \\
     (cat /dev/zero > small/filler 2>/dev/null; truncate -s -${FREE:-0} small/filler); unset PATH; exec \"$0\" \"$@\"",
];

/// A disk that may only be read.
const READ_ONLY: &[&str] = &[
    "/usr/bin/unshare",
    "-rm",
    "/bin/sh",
    "-c",
    "/usr/bin/mount --bind small small && /usr/bin/mount -o remount,bind,ro small && exec \"$0\" \"$@\"",
];

/// No file may get larger than 64 kB.
const SMALL_FILES: &[&str] = &[
    "/bin/sh",
    "-c",
    "trap '' XFSZ; ulimit -f 128; exec \"$0\" \"$@\"",
];

/// Whether this system lets a test do that; containers may not.
fn works(under: &[&str]) -> bool {
    let folder = tempfile::tempdir().unwrap();
    fs::create_dir(folder.path().join("small")).unwrap();
    let mut command = Command::new(under[0]);
    command
        .args(&under[1..])
        .arg("/bin/true")
        .current_dir(folder.path());
    command.output().is_ok_and(|output| output.status.success())
}

fn mode(env: &TestEnvironment, path: &str, mode: u32) {
    fs::set_permissions(env.path(path), Permissions::from_mode(mode)).unwrap();
}

/// A case with another mode on a path.
fn case(title: &str, command: &str, path: &'static str, bits: u32) -> Case {
    Case::new(title, command, move |env| {
        env.write("app/app.db", "");
        mode(env, path, bits);
    })
    .under(WITHOUT_RIGHTS)
}

#[test]
fn permissions() {
    if !works(WITHOUT_RIGHTS) {
        return;
    }
    const VERSIONS: &str = "app/migrations/versions";
    answers(
        "permissions",
        &[
            case(
                "a revision that may not be read",
                "heads",
                "app/migrations/versions/b2.sql",
                0o000,
            ),
            case(
                "a folder of revisions that may not be read",
                "heads",
                VERSIONS,
                0o000,
            ),
            case(
                "a folder of revisions that may not be entered",
                "heads",
                VERSIONS,
                0o444,
            ),
            case(
                "a script location that may not be entered",
                "heads",
                "app/migrations",
                0o000,
            ),
            case(
                "a manifest that may not be read",
                "heads",
                "app/Cargo.toml",
                0o000,
            ),
            case(
                "a template that may not be read",
                "revision -m x",
                "app/migrations/revision.sql.jinja",
                0o000,
            ),
            case(
                "a folder of revisions that may not be written",
                "revision -m x",
                VERSIONS,
                0o555,
            ),
            case(
                "a database that may not be read",
                "current",
                "app/app.db",
                0o000,
            ),
            case(
                "a database that may not be written",
                "upgrade",
                "app/app.db",
                0o444,
            ),
            Case::new(
                "a folder in which no database may be made",
                "upgrade",
                |env| mode(env, "app", 0o555),
            )
            .under(WITHOUT_RIGHTS),
            Case::new("a .env file that may not be read", "current", |env| {
                env.package("app", "url = \"${DATABASE_URL}\"\n", &[]);
                env.write("app/.env", "DATABASE_URL=sqlite:app.db\n");
                mode(env, "app/.env", 0o000);
            })
            .under(WITHOUT_RIGHTS),
            Case::new("a manifest that may not be written", "init", |env| {
                env.write(
                    "app/Cargo.toml",
                    "[package]\nname = \"app\"\nversion = \"0.1.0\"\nedition = \"2024\"\n",
                );
                fs::remove_dir_all(env.path("app/migrations")).unwrap();
                mode(env, "app/Cargo.toml", 0o444);
                mode(env, "app", 0o555);
            })
            .under(WITHOUT_RIGHTS),
        ],
    );
}

/// A package with everything in `small` that is written to.
fn in_small(env: &TestEnvironment) {
    env.package(
        "app",
        "url = \"sqlite:small/app.db\"\nversion_locations = [\"small\"]\n",
        &[],
    );
    env.write(
        "app/small/a1.sql",
        "-- revision = \"a1\"\n\n-- rmig: upgrade\nCREATE TABLE t (x);\n-- rmig: downgrade\n",
    );
}

fn with_much_data(env: &TestEnvironment) {
    in_small(env);
    let insert = format!("INSERT INTO t VALUES (zeroblob({}));", 1 << 20);
    env.edit(
        "app/small/a1.sql",
        "CREATE TABLE t (x);",
        &format!("CREATE TABLE t (x);\n{insert}"),
    );
}

#[test]
fn full_and_read_only() {
    if ![SMALL_DISK, READ_ONLY].into_iter().all(works) {
        return;
    }
    answers(
        "full_and_read_only",
        &[
            Case::new("a full disk for a new revision", "revision -m x", in_small).under(SMALL_DISK),
            Case::new("a full disk for a new database", "upgrade", in_small).under(SMALL_DISK),
            Case::new("a disk that gets full in the middle", "FREE=49152 upgrade", with_much_data).under(SMALL_DISK),
            Case::new("a read-only disk for a new revision", "revision -m x", in_small).under(READ_ONLY),
            Case::new("a read-only disk for a new database", "upgrade", in_small).under(READ_ONLY),
            Case::new("a read-only disk with a database", "upgrade", |env| {
                in_small(env);
                env.write("app/small/app.db", "");
            })
            .under(READ_ONLY),
            Case::new("a limit to the size of files", "upgrade", |env| {
                env.revisions("app", &[rev("d4").after(&["c3"]).sql(
                    "INSERT INTO t_c3 (id) WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n WHERE x < 99999) SELECT x FROM n;",
                    "",
                )]);
            })
            .under(SMALL_FILES),
        ],
    );
}
