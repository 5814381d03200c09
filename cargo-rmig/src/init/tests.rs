//! `init` in real folders: what it makes, what it refuses, and that a refusal changes nothing.

use std::{collections::BTreeMap, process::Command};

use fs_err as fs;

use super::*;

const PACKAGE: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\nedition = \"2024\"\n";

fn project(files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    folder
}

/// Every path with its text; folders have none.
fn tree(root: &Path) -> BTreeMap<String, Option<String>> {
    let mut found = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            let name = path
                .strip_prefix(root)
                .unwrap()
                .to_str()
                .unwrap()
                .to_owned();
            found.insert(
                name,
                path.is_file().then(|| fs::read_to_string(&path).unwrap()),
            );
            if path.is_dir() {
                folders.push(path);
            }
        }
    }
    found
}

fn run(folder: &Path, template: &str, script_location: &str) -> Result<Initialized, Findings> {
    init(&InitRequest {
        manifest_path: &folder.join("Cargo.toml"),
        template,
        script_location,
        has_variable: &|_| true,
    })
}

/// The findings as `code: message | help`, after making sure that nothing was changed.
fn refusals(folder: &Path, template: &str, script_location: &str) -> Vec<String> {
    let before = tree(folder);
    let findings = run(folder, template, script_location).unwrap_err();
    assert_eq!(tree(folder), before);
    let shown = |finding: &Finding| {
        let text = format!(
            "{}: {finding} | {}",
            finding.code,
            finding.help.as_deref().unwrap_or("")
        );
        text.replace(&format!("{}/", folder.display()), "")
    };
    findings.0.iter().map(shown).collect()
}

#[test]
fn every_template_makes_what_the_user_starts_with() {
    for template in TEMPLATES {
        let text = format!("{PACKAGE}\n[workspace]\n");
        let folder = project(&[("Cargo.toml", &text), ("src/lib.rs", "")]);
        let done = run(folder.path(), template.name, "db/migrations").unwrap();
        let created: Vec<&Path> = done
            .created
            .iter()
            .map(|path| path.strip_prefix(folder.path()).unwrap())
            .collect();
        let expected = ["db", "db/migrations", "db/migrations/versions"].map(Path::new);
        assert_eq!(created[..3], expected);
        assert_eq!(
            created[3..],
            [Path::new("db/migrations/revision.sql.jinja")]
        );
        assert_eq!(done.manifest, folder.path().join("Cargo.toml"));
        assert!(done.notes.is_empty());

        let tree = tree(folder.path());
        let manifest = tree["Cargo.toml"].as_ref().unwrap();
        assert!(manifest.starts_with(&text));
        assert_eq!(
            tree["db/migrations/revision.sql.jinja"].as_deref(),
            Some(template.files[0].text)
        );
        assert_eq!(tree.len(), 7, "{tree:?}");

        // Cargo has to agree that it is a manifest, and finds the settings.
        let output = Command::new(env!("CARGO"))
            .args(["metadata", "--no-deps", "--offline", "--format-version=1"])
            .current_dir(folder.path())
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        let metadata: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
        let root = if template.table[0] == "package" {
            &metadata["packages"][0]
        } else {
            &metadata
        };
        assert_eq!(root["metadata"]["rmig"]["script_location"], "db/migrations");
        assert_eq!(
            root["metadata"]["rmig"]["databases"]["main"]["url"],
            "${DATABASE_URL}"
        );
    }
}

#[test]
fn a_second_time_is_refused_for_the_reason_that_counts() {
    let folder = project(&[("Cargo.toml", PACKAGE)]);
    run(folder.path(), "generic", "migrations").unwrap();
    let expected = [
        "already-initialized: the settings package.metadata.rmig are in Cargo.toml already, line 6 | \
         change them there; init only writes them for the first time",
    ];
    for _ in 0..2 {
        assert_eq!(refusals(folder.path(), "generic", "migrations"), expected);
    }
    assert_eq!(refusals(folder.path(), "generic", "other"), expected);
    // Without the settings it is the folder that stands in the way.
    fs::write(folder.path().join("Cargo.toml"), PACKAGE).unwrap();
    let refused = refusals(folder.path(), "generic", "migrations");
    assert!(
        refused[0].starts_with("script-location: the folder migrations belongs to rmig already")
    );
}

#[test]
fn settings_are_found_in_every_spelling() {
    for (text, line) in [
        ("[package]\n[package.metadata.rmig]\n", 2),
        ("[package]\n\n[package.metadata.rmig.databases.main]\n", 3),
        ("[package]\nmetadata = { rmig = {} }\n", 2),
        (
            "[package]\nname = 'x'\nmetadata.rmig.script_location = 'x'\n",
            3,
        ),
        ("package.metadata.'rmig' = 1\n", 1),
    ] {
        let folder = project(&[("Cargo.toml", text)]);
        let told = refusals(folder.path(), "generic", "migrations");
        assert_eq!(told.len(), 1, "{text}");
        assert!(
            told[0].contains(&format!("already, line {line} |")),
            "{text}: {told:?}"
        );
    }
}

#[test]
fn a_manifest_that_will_not_do_is_told() {
    for (template, text, start) in [
        (
            "generic",
            "[workspace]\n",
            "invalid-manifest: the manifest Cargo.toml has no [package] | for",
        ),
        (
            "workspace",
            PACKAGE,
            "invalid-manifest: the manifest Cargo.toml has no [workspace] | use",
        ),
        (
            "generic",
            "[package\n",
            "invalid-manifest: the manifest is no valid TOML: ",
        ),
        (
            "generic",
            "[package]\nmetadata = 1\n",
            "invalid-manifest: package.metadata is not a table",
        ),
        (
            "gneric",
            PACKAGE,
            "unknown-template: there is no template \"gneric\" | did you mean \"generic\"?",
        ),
        (
            "zzz",
            PACKAGE,
            "unknown-template: there is no template \"zzz\" | there are: generic, multidb, w",
        ),
    ] {
        let folder = project(&[("Cargo.toml", text)]);
        let told = refusals(folder.path(), template, "migrations");
        assert!(told.len() == 1 && told[0].starts_with(start), "{told:?}");
    }
    let folder = project(&[]);
    assert!(refusals(folder.path(), "generic", "migrations")[0].starts_with("io: "));
    fs::write(
        folder.path().join("Cargo.toml"),
        b"[package]\nname = '\xff'",
    )
    .unwrap();
    assert!(run(folder.path(), "generic", "migrations").is_err());
}

#[test]
fn a_folder_of_another_tool_is_named() {
    for (file, tool) in [
        (
            "migrations/20230101_x.sql",
            "sqlx already (it holds 20230101_x.sql)",
        ),
        (
            "migrations/20230101_x.up.sql",
            "sqlx already (it holds 20230101_x.up.sql)",
        ),
        (
            "migrations/2023-01-01-000000_x/up.sql",
            "Diesel already (it holds 2023-01-01-000000_x)",
        ),
        (
            "migrations/V1__x.sql",
            "refinery already (it holds V1__x.sql)",
        ),
    ] {
        let folder = project(&[("Cargo.toml", PACKAGE), (file, "")]);
        let told = refusals(folder.path(), "generic", "migrations");
        let start = format!("script-location: the folder migrations belongs to {tool} | choose");
        assert!(told.len() == 1 && told[0].starts_with(&start), "{told:?}");
        run(folder.path(), "generic", "db").unwrap();
    }
}

#[test]
fn a_location_that_will_not_do_is_told() {
    let files = [
        ("Cargo.toml", PACKAGE),
        ("file", ""),
        ("full/x.txt", ""),
        ("new/.gitkeep", ""),
    ];
    let folder = project(&files);
    for (location, start) in [
        ("", "script-location: \"\" is no folder"),
        ("a\nb", "script-location: \"a\\nb\" is no folder"),
        (
            "file",
            "script-location: the script location file is there and is no folder",
        ),
        (
            "full",
            "script-location: the folder full is there already and is not empty",
        ),
        ("file/x", "io: "),
        (&format!("a/b/{}", "x".repeat(300)), "io: "),
    ] {
        let told = refusals(folder.path(), "generic", location);
        assert!(told.len() == 1 && told[0].starts_with(start), "{told:?}");
    }
    run(folder.path(), "generic", "new").unwrap();
}

#[test]
fn a_manifest_changed_meanwhile_takes_everything_back() {
    let folder = project(&[("Cargo.toml", PACKAGE)]);
    let path = folder.path().join("Cargo.toml");
    let template = rmig_templates::find("generic").unwrap();
    let manifest = Manifest::read(&path).unwrap();
    let manifest_text = manifest.with_settings(template, "db/x").unwrap();
    let location = folder.path().join("db/x");
    fs::write(&path, "[package]\nname = 'other'\n").unwrap();
    let before = tree(folder.path());
    let changes = Changes {
        location,
        files: template.files,
        manifest,
        manifest_text,
    };
    assert!(
        changes
            .make()
            .unwrap_err()
            .message
            .ends_with("was changed in the meantime")
    );
    assert_eq!(tree(folder.path()), before);
}

#[test]
#[cfg(unix)]
fn links_and_permissions_of_the_manifest_stay() {
    use std::os::unix::fs::PermissionsExt;

    let folder = project(&[("real.toml", PACKAGE)]);
    let real = folder.path().join("real.toml");
    fs::set_permissions(&real, PermissionsExt::from_mode(0o640)).unwrap();
    std::os::unix::fs::symlink("real.toml", folder.path().join("Cargo.toml")).unwrap();
    run(folder.path(), "generic", "migrations").unwrap();
    assert!(
        folder
            .path()
            .join("Cargo.toml")
            .symlink_metadata()
            .unwrap()
            .is_symlink()
    );
    assert_eq!(real.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    assert!(
        fs::read_to_string(&real)
            .unwrap()
            .contains("[package.metadata.rmig]")
    );

    let folder = project(&[("Cargo.toml", PACKAGE)]);
    let path = folder.path().join("Cargo.toml");
    fs::set_permissions(&path, PermissionsExt::from_mode(0o444)).unwrap();
    let told = refusals(folder.path(), "generic", "migrations");
    assert_eq!(
        told,
        ["io: the manifest Cargo.toml is read-only | make it writable"]
    );
}

#[test]
fn notes_tell_of_other_tools_and_missing_variables() {
    let manifest = format!("{PACKAGE}[dependencies]\nsea-orm-migration = \"1\"\n");
    let files = [
        ("Cargo.toml", manifest.as_str()),
        ("sqlx.toml", ""),
        (".env", "X=1\n"),
    ];
    let folder = project(&files);
    let done = init(&InitRequest {
        manifest_path: &folder.path().join("Cargo.toml"),
        template: "generic",
        script_location: "migrations",
        has_variable: &|_| false,
    });
    let told: Vec<String> = done.unwrap().notes.iter().map(Finding::to_string).collect();
    let sqlx = format!(
        "sqlx is at work here too ({})",
        folder.path().join("sqlx.toml").display()
    );
    assert_eq!(
        told,
        [
            sqlx.as_str(),
            "SeaORM is at work here too (a dependency on sea-orm-migration)",
            "DATABASE_URL is set neither in the environment nor in a .env file",
        ]
    );
}
