//! Manifests that are wrong: what is found, where, and with which hint.

use super::*;

#[test]
fn every_wrong_type_is_found_at_its_value() {
    for (text, found) in [
        (
            "script_location = 1",
            "wrong-type 1:19 expected a path, found an integer",
        ),
        (
            "script_location = \"\"",
            "invalid-setting 1:19 the path is empty",
        ),
        (
            "version_locations = \"a\"",
            "wrong-type 1:21 expected an array, found a string",
        ),
        (
            "version_locations = [\"a\", 2]",
            "wrong-type 1:27 expected a path, found an integer",
        ),
        (
            "version_locations = []",
            "invalid-setting 1:21 there is no directory for revisions",
        ),
        (
            "version_locations = [\"a\", \"./a\"]",
            "invalid-setting 1:21 the directory /p/a is listed twice",
        ),
        (
            "recursive_version_locations = \"yes\"",
            "wrong-type 1:31 expected true or false, found a string",
        ),
        (
            "file_template = true",
            "wrong-type 1:17 expected a file name with tokens such as %(rev)s, found a boolean",
        ),
        (
            "file_template = \"%(revv)s\"",
            "invalid-setting 1:17 there is no token \"revv\" in file templates",
        ),
        (
            "file_template = \"%(year)d/%(rev)s\"",
            "invalid-setting 1:17 new revisions would land in folders where they aren't looked for",
        ),
        (
            "timezone = 2020-01-01",
            "wrong-type 1:12 expected a string, found a date",
        ),
        (
            "databases.\"my db\".url = \"sqlite:a\"",
            "invalid-setting 1:11 the database name \"my db\" has white space or quotes in it, so that no \
             section could name it with `database=`",
        ),
        (
            "timezone = \" \"",
            "invalid-setting 1:12 the time zone has no name",
        ),
        (
            "truncate_slug_length = -1",
            "invalid-setting 1:24 expected a number above 0",
        ),
        (
            "truncate_slug_length = 4.5",
            "wrong-type 1:24 expected a number above 0, found a float",
        ),
        (
            "truncate_slug_length = 99999999999999999999",
            "wrong-type 1:24 expected a number above 0, found an integer of more than 64 bits",
        ),
        (
            "wait_for_lock = 30",
            "wrong-type 1:17 expected a length of time in quotes, such as \"30s\", found an integer",
        ),
        (
            "statement_timeout = \"soon\"",
            "invalid-setting 1:21 \"soon\" is no length of time",
        ),
        (
            "lock_timeout = \"0\"",
            "invalid-setting 1:16 the time to wait for a lock is nothing",
        ),
        (
            "version_table = \"\"",
            "invalid-setting 1:17 the version table has no name",
        ),
        (
            "version_table_schema = \"\"",
            "invalid-setting 1:24 the version table's schema has no name",
        ),
        (
            "version_table_pk = 1",
            "wrong-type 1:20 expected true or false, found an integer",
        ),
        (
            "write_hooks = \"fmt\"",
            "wrong-type 1:15 expected an array of hook names, found a string",
        ),
        (
            "write_hooks = [1]",
            "wrong-type 1:16 expected a hook's name or table, found an integer",
        ),
        (
            "write_hooks = [{ type = \"exec\" }]",
            "invalid-setting 1:16 a write hook has no name",
        ),
        (
            "write_hooks = [\"a\", \"a\"]",
            "invalid-setting 1:21 the write hook \"a\" is listed twice",
        ),
        (
            "hooks = 1",
            "wrong-type 1:9 expected a table, found an integer",
        ),
        (
            "write_hooks = [\"a\"]\nhooks.a.executable = \"x\"",
            "invalid-setting 1:16 the write hook \"a\" has no type",
        ),
        (
            "write_hooks = [\"a\"]\nhooks.a.type = \"exec\"\nhooks.a.options = [\"x\"]",
            "wrong-type 3:19 expected a string, found an array",
        ),
        (
            "url = 5",
            "wrong-type 1:7 expected a database URL in quotes, found an integer",
        ),
        (
            "url = \"app.sqlite\"",
            "invalid-setting 1:7 the database URL has no scheme",
        ),
        (
            "url = \"${A\"",
            "invalid-setting 1:7 a variable's name has no closing brace",
        ),
        (
            "url = \"${A B}\"",
            "invalid-setting 1:7 a variable's name is made of letters, digits and _",
        ),
        (
            "databases = \"x\"",
            "wrong-type 1:13 expected a table, found a string",
        ),
        (
            "databases.main = \"x\"",
            "wrong-type 1:18 expected a table, found a string",
        ),
        (
            "databases.main = {}",
            "invalid-setting 1:18 the database \"main\" has no URL",
        ),
        (
            "databases.m.url = \"a:b\"\ndatabases.m.urls = [\"a:c\"]",
            "invalid-setting 2:20 the database \"m\" has both url and urls",
        ),
        (
            "databases.m.urls = []",
            "invalid-setting 1:20 there is no URL in the list",
        ),
        (
            "databases.m.urls = { blob = \"*\" }",
            "unknown-key 1:22 unknown key \"blob\"",
        ),
        (
            "databases.m.urls = { glob = \"[\" }",
            "invalid-setting 1:29 unclosed character class; missing ']'",
        ),
        (
            "url = \"a:b\"\ndatabases.main.url = \"a:c\"",
            "invalid-setting 1:7 url and databases.main are the same database",
        ),
        (
            "default_database = \"x\"",
            "unknown-database 1:20 there is no database \"x\"",
        ),
    ] {
        assert_eq!(broken(text), [found], "{text}");
    }
}

#[test]
fn an_unknown_key_is_found_with_the_nearest_one() {
    for (text, help) in [
        ("script_locaton = 1", "did you mean \"script_location\"?"),
        ("script-location = 1", "did you mean \"script_location\"?"),
        ("modles = 1", "did you mean \"models\"?"),
        (
            "databases.m = { url = \"a:b\", job = 1 }",
            "did you mean \"jobs\"?",
        ),
        (
            "post_write_hooks = []",
            "write hooks are listed in write_hooks",
        ),
        ("sqlalchemy.url = \"a:b\"", "the key is url"),
        ("zzz = 1", "known keys are databases, default_database"),
    ] {
        let findings = read(text).unwrap_err();
        let [finding] = findings.0.as_slice() else {
            panic!("{findings:?}")
        };
        assert_eq!(finding.code, "unknown-key");
        let said = finding.help.as_deref().unwrap();
        assert!(said.starts_with(help), "{text}: {said}");
    }
}

#[test]
fn everything_is_found_in_one_run_and_in_reading_order() {
    let found = broken(
        "zzz = 1\ntimezone = 2\nscript_location = 3\n[package.metadata.rmig.databases.main]\njobs = 0\n",
    );
    assert_eq!(
        found,
        [
            "unknown-key 1:1 unknown key \"zzz\"",
            "wrong-type 2:12 expected a string, found an integer",
            "wrong-type 3:19 expected a path, found an integer",
            "invalid-setting 4:1 the database \"main\" has no URL",
            "invalid-setting 5:8 expected a number above 0",
        ]
    );
}

#[test]
fn a_key_of_a_later_version_is_a_warning() {
    let settings = read("models = { sql = \"schema.sql\" }\ncompare_type = true").unwrap();
    let warnings: Vec<_> = settings.warnings.0.iter().map(line).collect();
    assert_eq!(
        warnings,
        [
            "later-key 1:1 models has no effect yet",
            "later-key 2:1 compare_type has no effect yet"
        ]
    );
}

#[test]
fn settings_that_are_no_table_are_a_finding() {
    let text = "[package]\nname = \"p\"\nmetadata.rmig = 1\n";
    let manifest = Manifest::parse(Path::new("Cargo.toml"), text).unwrap();
    let findings =
        Settings::from_manifests(&manifest, None, &Overrides::default(), &NoVariables).unwrap_err();
    assert_eq!(findings.0[0].code, "wrong-type");
    assert_eq!(findings.0[0].location(), Some(("Cargo.toml", 3, 17)));
}

#[test]
fn a_manifest_that_is_no_toml_is_a_finding_with_its_place() {
    let findings = Manifest::parse(Path::new("Cargo.toml"), "[package]\nname = =\n").unwrap_err();
    assert_eq!(findings.0[0].code, "invalid-manifest");
    assert_eq!(findings.0[0].location().map(|(_, line, _)| line), Some(2));
}

#[test]
fn a_manifest_that_is_not_there_is_a_finding_with_its_name() {
    let findings = Manifest::read(Path::new("/nowhere/Cargo.toml")).unwrap_err();
    assert_eq!(findings.0[0].code, "unreadable-manifest");
    assert!(findings.to_string().contains("/nowhere/Cargo.toml"));
}

#[test]
fn no_finding_shows_a_password() {
    let findings = read("url = \"postgres://u:hunter2@h/d\"\nzzz = 1").unwrap_err();
    let text = findings.0[0].source.as_ref().unwrap().text().to_owned();
    assert!(
        !text.contains("hunter2") && text.contains("u:*******@h"),
        "{text}"
    );
    let settings = read("url = \"postgres://u:hunter2@h/d\"").unwrap();
    assert!(!format!("{settings:?}").contains("hunter2"), "{settings:?}");
}
