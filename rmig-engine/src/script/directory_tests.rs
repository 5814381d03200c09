//! Script directories on a real file system.

use super::*;

fn write(root: &Path, name: &str, text: &str) {
    let path = root.join("versions").join(name);
    fs_err::create_dir_all(path.parent().unwrap()).unwrap();
    fs_err::write(path, text).unwrap();
}

fn ids(directory: &ScriptDirectory) -> Vec<&str> {
    directory
        .map()
        .positions()
        .map(|at| directory.map().id(at))
        .collect()
}

#[test]
fn files_are_loaded_by_name_and_only_their_header_is_read() {
    let root = tempfile::tempdir().unwrap();
    let long = "é".repeat(5000);
    write(
        root.path(),
        "2_b.sql",
        &format!("-- {long}\n-- revision = \"b\"\n-- down_revision = \"a\"\n\nSELECT 1;"),
    );
    write(
        root.path(),
        "1_a.sql",
        "-- first\n-- part\n--\n-- more\n-- revision = \"a\"\n\n\u{0}binary",
    );
    write(
        root.path(),
        "3_c.rs",
        "//! c\n//! revision = \"c\"\n//! down_revision = \"b\"\nuse x;\n",
    );
    write(root.path(), ".hidden.sql", "not one");
    write(root.path(), "notes.md", "not one");
    write(
        root.path(),
        "deeper/4_d.sql",
        "-- revision = \"d\"\n-- down_revision = \"c\"\n",
    );
    let mut locations = Locations::usual(root.path());
    let directory = ScriptDirectory::load(locations.clone()).unwrap();
    assert_eq!(ids(&directory), ["a", "b", "c"]);
    assert_eq!(directory.scripts()[0].summary(), "first part");
    assert_eq!(directory.scripts()[0].message, "first\npart\n\nmore");
    locations.recursive = true;
    assert_eq!(
        ids(&ScriptDirectory::load(locations).unwrap()),
        ["a", "b", "c", "d"]
    );
}

#[test]
fn findings_of_all_files_come_together_and_name_their_places() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "1.sql", "-- revision = \"a\"\n-- down = 3\n");
    write(root.path(), "2.sql", "CREATE TABLE t (id);\n");
    let findings = ScriptDirectory::load(Locations::usual(root.path())).unwrap_err();
    let codes: Vec<_> = findings.0.iter().map(|finding| finding.code).collect();
    assert_eq!(codes, ["unknown-key", "header-missing"]);

    write(
        root.path(),
        "1.sql",
        "-- revision = \"a\"\n-- down_revision = \"aa\"\n",
    );
    write(
        root.path(),
        "2.sql",
        "-- revision = \"a\"\n-- depends_on = [\"a\", \"zz\"]\n",
    );
    let findings = ScriptDirectory::load(Locations::usual(root.path())).unwrap_err();
    let found: Vec<_> = findings
        .0
        .iter()
        .map(|finding| {
            (
                finding.code,
                finding.location().unwrap().1,
                finding.location().unwrap().2,
            )
        })
        .collect();
    assert_eq!(
        found,
        [
            ("missing-revision", 2, 20),
            ("duplicate-revision", 1, 15),
            ("cycle", 2, 18),
            ("missing-revision", 2, 23),
        ]
    );
}

#[test]
fn a_folder_in_two_locations_belongs_to_the_first() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "b.sql", "-- revision = \"b\"\n");
    write(root.path(), "deeper/a.sql", "-- revision = \"a\"\n");
    let mut locations = Locations::usual(root.path());
    let deeper = root.path().join("versions/deeper");
    locations.recursive = true;
    locations.version_locations.push(deeper.clone());
    let load = |locations: &Locations| ScriptDirectory::load(locations.clone()).unwrap();
    assert_eq!(ids(&load(&locations)), ["b", "a"]);
    locations.version_locations.insert(0, deeper);
    assert_eq!(ids(&load(&locations)), ["a", "b"]);
}

#[cfg(unix)]
#[test]
fn a_socket_and_a_link_to_nowhere_are_no_revisions() {
    let root = tempfile::tempdir().unwrap();
    write(root.path(), "1.sql", "-- revision = \"a\"\n");
    let versions = root.path().join("versions");
    let load = || ScriptDirectory::load(Locations::usual(root.path()));
    let _socket = std::os::unix::net::UnixListener::bind(versions.join("other")).unwrap();
    assert_eq!(ids(&load().unwrap()), ["a"]);
    for make in [
        |path: &Path| drop(std::os::unix::net::UnixListener::bind(path).unwrap()),
        |path: &Path| std::os::unix::fs::symlink("nowhere.sql", path).unwrap(),
    ] {
        let path = versions.join("2.sql");
        make(&path);
        assert_eq!(load().unwrap_err().0[0].code, "unreadable");
        fs_err::remove_file(path).unwrap();
    }
}

#[test]
fn a_missing_folder_is_an_error_but_missing_versions_are_none() {
    let root = tempfile::tempdir().unwrap();
    assert!(
        ScriptDirectory::load(Locations::usual(root.path()))
            .unwrap()
            .map()
            .is_empty()
    );
    let findings =
        ScriptDirectory::load(Locations::usual(&root.path().join("nowhere"))).unwrap_err();
    assert_eq!(findings.0[0].code, "no-script-location");
}

#[test]
fn a_file_that_is_not_utf_8_is_named_with_its_line() {
    let root = tempfile::tempdir().unwrap();
    fs_err::create_dir_all(root.path().join("versions")).unwrap();
    fs_err::write(
        root.path().join("versions/1.sql"),
        b"-- a\n-- \xff\n-- revision = \"a\"\n",
    )
    .unwrap();
    let findings = ScriptDirectory::load(Locations::usual(root.path())).unwrap_err();
    assert_eq!(findings.0[0].code, "not-utf-8");
    assert!(findings.0[0].message.contains("1.sql:2"));
}
