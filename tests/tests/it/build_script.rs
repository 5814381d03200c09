//! Crates whose build script verifies their revisions, built by the real Cargo.

#[expect(clippy::unwrap_used, reason = "what fails here fails the test")]
mod package;

use package::{Package, WORKSPACE, cargo};

/// What every example begins with: `a`, and `b` after it.
const TWO: [(&str, &str); 2] = [("1_a", ""), ("2_b", "-- down_revision = \"a\"\n")];

#[test]
fn the_check_runs_again_when_revisions_come_change_and_go() {
    let package = Package::new("revisions", &TWO);
    package.builds();
    assert!(!package.builds().reran, "nothing has changed");

    package.revision("3_c", "-- down_revision = \"a\"\n");
    let message = package.fails("multiple-heads");
    for part in [
        "there are 2 heads: \"b\" in ",
        "migrations/versions/2_b.sql, \"c\" in ",
        "migrations/versions/3_c.sql:1:15",
        "1 | -- revision = \"c\"",
        "cargo rmig merge heads -m",
    ] {
        assert!(message.contains(part), "{part:?} is not in {message}");
    }
    assert!(!message.contains("panicked"), "{message}");
    package.fails("multiple-heads");

    package.remove("2_b");
    assert!(package.builds().reran, "a file is gone");
    package.revision("3_c", "-- down_revision = \"nobody\"\n");
    package.fails("missing-revision");
    package.revision("3_c", "-- down_revision = \"a\"\n");
    package.builds();
    package.remove("1_a");
    package.fails("missing-revision");
}

#[test]
fn every_kind_of_broken_graph_fails_the_build_and_names_its_files() {
    let package = Package::new("broken", &TWO);

    package.revision("3_c", "-- down_revision = \"bb\"\n");
    let message = package.fails("missing-revision");
    assert!(message.contains("versions/3_c.sql:2:20"), "{message}");

    package.revision("1_a", "-- down_revision = \"c\"\n");
    package.revision("3_c", "-- down_revision = \"b\"\n");
    let message = package.fails("cycle");
    for file in ["1_a.sql", "2_b.sql", "3_c.sql"] {
        assert!(message.contains(file), "{file} is not in {message}");
    }

    package.revision("1_a", "");
    package.write("migrations/versions/3_c.sql", "-- revision = \"a\"\n");
    let message = package.fails("duplicate-revision");
    for file in ["1_a.sql", "3_c.sql"] {
        assert!(message.contains(file), "{file} is not in {message}");
    }

    // All findings at once.
    package.write("migrations/versions/4_d.sql", "SELECT 1;\n");
    package.write("migrations/versions/5_e.sql", "-- revision = 5\n");
    let message = package.fails("header-missing");
    assert!(message.contains("error[wrong-type]"), "{message}");

    package.settings("script_locaton = \"x\"");
    let message = package.fails("unknown-key");
    assert!(message.contains("broken/Cargo.toml:"), "{message}");
    assert!(
        message.contains("did you mean \"script_location\"?"),
        "{message}"
    );
    package.settings("script_location = \"nowhere\"");
    package.fails("no-script-location");
}

#[test]
fn the_check_runs_again_when_settings_and_folders_change() {
    let package = Package::new("settings", &[]);
    // A new project: version control has kept no empty folder.
    package.write("migrations/revision.sql.jinja", "");
    package.builds();
    assert!(!package.builds().reran, "nothing has changed");
    package.revision("1_a", "");
    assert!(package.builds().reran, "there is a folder now");

    package.write("migrations/versions/2026/2_b.sql", "-- revision = \"b\"\n");
    package.builds();
    package.write(WORKSPACE, "recursive_version_locations = true\n");
    package.fails("multiple-heads");
    package.write(
        "migrations/versions/2026/2_b.sql",
        "-- revision = \"b\"\n-- down_revision = \"a\"\n",
    );
    package.builds();
    package.write(
        "migrations/versions/2026/10/3_c.sql",
        "-- revision = \"c\"\n",
    );
    package.fails("multiple-heads");
    package.delete("migrations/versions/2026/10/3_c.sql");
    package.builds();

    package.write("other/versions/1_x.sql", "broken\n");
    let variables = [("RMIG_SCRIPT_LOCATION", "other")];
    let message = package.run(&variables).failed("header-missing");
    assert!(message.contains("other/versions/1_x.sql"), "{message}");
    // Only the graph's own variables count.
    package
        .run(&[("RMIG_VERSION_TABLE_PK", "what?")])
        .succeeded();
}

#[test]
fn several_heads_may_be_meant() {
    let package = Package::new("heads", &[("1_a", ""), ("2_b", "-- depends_on = \"a\"\n")]);
    package.fails("multiple-heads");
    package.build_script("rmig::build::Verify::new().allow_several_heads().verify();");
    package.builds();
    package.build_script(
        "let verified = rmig::build::Verify::new().allow_several_heads().try_verify().unwrap();
         assert_eq!(verified.heads, [\"a\", \"b\"]);
         assert_eq!(verified.revisions, 2);
         assert!(rmig::build::try_verify().is_err());",
    );
    package.builds();
}

#[test]
fn a_build_script_needs_neither_tokio_nor_sqlx() {
    let tree = cargo()
        .args([
            "tree",
            "--offline",
            "--locked",
            "--package",
            "rmig",
            "--no-default-features",
        ])
        .args([
            "--features",
            "build",
            "--edges",
            "normal",
            "--prefix",
            "none",
        ])
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .unwrap();
    let tree = String::from_utf8(tree.stdout).unwrap();
    let names: Vec<_> = tree
        .lines()
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert!(names.contains(&"rmig-engine"), "{tree}");
    for heavy in ["tokio", "sqlx"] {
        assert!(
            !names.iter().any(|name| name.starts_with(heavy)),
            "{heavy} in {tree}"
        );
    }
}
