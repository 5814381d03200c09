//! Precedence, origins and the base of relative paths.

use super::*;

#[test]
fn without_a_word_all_is_default() {
    let settings = read("").unwrap();
    assert_eq!(*settings.script_location, Path::new("/p/migrations"));
    assert_eq!(
        *settings.version_locations,
        [Path::new("/p/migrations/versions")]
    );
    assert_eq!(*settings.version_table, "rmig_version");
    assert_eq!(*settings.truncate_slug_length, 40);
    assert_eq!(*settings.timezone, "UTC");
    assert!(*settings.version_table_pk && !*settings.recursive_version_locations);
    let seconds = std::time::Duration::from_secs;
    assert_eq!(*settings.wait_for_lock, seconds(60));
    assert_eq!(*settings.lock_timeout, seconds(5));
    assert_eq!(*settings.statement_timeout, seconds(0));
    assert!(settings.databases.is_empty() && settings.write_hooks.is_empty());
    assert_eq!(settings.timezone.origin, Origin::Default);
    assert!(settings.time_zone().is_ok());
}

#[test]
fn each_layer_beats_the_one_below() {
    let place = |file: &str, line| Place {
        file: file.into(),
        line,
    };
    let env = Env::new([("RMIG_VERSION_TABLE", "env")]);
    let flags = Overrides::default().set("--table", "version_table", "flag", Path::new("/cwd"));
    let workspace = "version_table = \"workspace\"";
    let package = "version_table = \"package\"";
    let none = Overrides::default();
    for (package, workspace, env, flags, origin) in [
        (
            "",
            workspace,
            &NoVariables as &dyn Variables,
            &none,
            Origin::Workspace(place("/w/Cargo.toml", 2)),
        ),
        (
            package,
            workspace,
            &NoVariables,
            &none,
            Origin::Package(place("/p/Cargo.toml", 4)),
        ),
        (
            package,
            workspace,
            &env,
            &none,
            Origin::Variable {
                name: "RMIG_VERSION_TABLE".into(),
                file: None,
            },
        ),
        (
            package,
            workspace,
            &env,
            &flags,
            Origin::Flag {
                name: "--table".into(),
            },
        ),
    ] {
        let settings = read_all(package, workspace, env, flags).unwrap();
        assert_eq!(settings.version_table.origin, origin);
    }
    let order = [
        Origin::Default,
        Origin::Workspace(place("z", 9)),
        Origin::Package(place("a", 1)),
        Origin::Variable {
            name: "A".into(),
            file: None,
        },
        Origin::Flag { name: "--a".into() },
    ];
    assert!(order.is_sorted());
}

#[test]
fn a_relative_path_is_relative_to_who_says_it() {
    let env = Env::new([("RMIG_SCRIPT_LOCATION", "e")]);
    let flags = Overrides::default().set("--at", "script_location", "f", Path::new("/cwd"));
    let none = Overrides::default();
    for (package, env, flags, path) in [
        ("", &NoVariables as &dyn Variables, &none, "/w/shared"),
        ("script_location = \"./own\"", &NoVariables, &none, "/p/own"),
        ("script_location = \"/abs\"", &NoVariables, &none, "/abs"),
        ("", &env, &none, "/env/e"),
        ("", &env, &flags, "/cwd/f"),
    ] {
        let workspace = "script_location = \"shared\"";
        let settings = read_all(package, workspace, env, flags).unwrap();
        assert_eq!(*settings.script_location, Path::new(path));
        assert_eq!(
            *settings.version_locations,
            [Path::new(path).join("versions")]
        );
    }
}

#[test]
fn variables_have_no_types_of_their_own() {
    let env = Env::new([
        ("RMIG_VERSION_LOCATIONS", "a, b"),
        ("RMIG_VERSION_TABLE_PK", "false"),
        ("RMIG_TRUNCATE_SLUG_LENGTH", "12"),
    ]);
    let settings = read_all("", "", &env, &Overrides::default()).unwrap();
    assert_eq!(
        *settings.version_locations,
        [Path::new("/env/a"), Path::new("/env/b")]
    );
    assert!(!*settings.version_table_pk);
    assert_eq!(*settings.truncate_slug_length, 12);

    let env = Env::new([("RMIG_VERSION_TABLE_PK", "maybe")]);
    let findings = read_all("", "", &env, &Overrides::default()).unwrap_err();
    assert_eq!(
        findings.to_string(),
        "expected true or false, found a string, from the environment variable RMIG_VERSION_TABLE_PK"
    );
}

#[test]
fn databases_and_hooks_are_laid_over_each_other_key_by_key() {
    let workspace = "[workspace.metadata.rmig.databases.main]\nurl = \"sqlite:w.db\"\njobs = 2\n\
                     [workspace.metadata.rmig.databases.audit]\nurl = \"sqlite:a.db\"\n\
                     [workspace.metadata.rmig.hooks.fmt]\ntype = \"exec\"\nexecutable = \"a\"\noptions = \"b\"\n";
    let package = "url = \"sqlite:p.db\"\nwrite_hooks = [\"fmt\"]\nhooks.fmt.options = \"c\"";
    let settings = read_all(package, workspace, &NoVariables, &Overrides::default()).unwrap();
    let names: Vec<_> = settings
        .databases
        .iter()
        .map(|database| &*database.name)
        .collect();
    assert_eq!(names, ["audit", "main"]);
    let main = settings.database("main").unwrap();
    assert_eq!(main.url.as_ref().unwrap().to_string(), "sqlite:p.db");
    assert_eq!(main.jobs.as_ref().map(|jobs| **jobs), Some(2));
    let [hook] = settings.write_hooks.as_slice() else {
        panic!("{settings:?}")
    };
    assert_eq!((hook.name.as_str(), hook.kind.as_str()), ("fmt", "exec"));
    assert_eq!(*hook.options["executable"], "a");
    assert_eq!(*hook.options["options"], "c");
}

#[test]
fn a_package_may_turn_one_url_into_many() {
    let workspace = "url = \"sqlite:w.db\"";
    let package = "databases.main.urls = { glob = \"data/*.db\" }";
    let settings = read_all(package, workspace, &NoVariables, &Overrides::default()).unwrap();
    let main = settings.database("main").unwrap();
    assert!(main.url.is_none());
    assert_eq!(
        **main.urls.as_ref().unwrap(),
        UrlSource::Glob("/p/data/*.db".into())
    );
}

#[test]
fn hooks_may_be_written_as_tables() {
    let text = "[[package.metadata.rmig.write_hooks]]\nname = \"fmt\"\ntype = \"exec\"\nexecutable = \"rustfmt\"\n\
                [[package.metadata.rmig.write_hooks]]\nname = \"lint\"\n";
    let settings = read(text).unwrap();
    let [fmt, lint] = settings.write_hooks.as_slice() else {
        panic!("{settings:?}")
    };
    assert_eq!(
        (fmt.kind.as_str(), fmt.options["executable"].as_str()),
        ("exec", "rustfmt")
    );
    assert_eq!(fmt.base, Path::new("/p"));
    assert!(!fmt.options.contains_key("type") && !fmt.options.contains_key("name"));
    // Without a type, the name is the type: a plugin's hook.
    assert_eq!(lint.kind.as_str(), "lint");
    let finding = fmt.locate_option("executable", Finding::new("x", "y"), "");
    assert_eq!(finding.location(), Some(("/p/Cargo.toml", 7, 14)));
}

#[test]
fn an_unknown_time_zone_is_found_when_it_is_needed() {
    let settings = read("timezone = \"Europe/Nowhere\"").unwrap();
    let finding = settings.time_zone().unwrap_err();
    assert_eq!(
        line(&finding),
        "unknown-time-zone 1:12 there is no time zone \"Europe/Nowhere\""
    );
}

#[test]
fn the_workspace_is_found_as_cargo_finds_it() {
    let root = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = root.path().join(path);
        fs_err::create_dir_all(path.parent().unwrap()).unwrap();
        fs_err::write(&path, text).unwrap();
        path
    };
    let table = |who: &str| {
        format!(
            "[workspace]\nexclude = [\"out\", \"x\"]\nmembers = [\"a/*\", \"x/in\"]\n[workspace.metadata.rmig]\nversion_table = \"{who}\"\n"
        )
    };
    let package = "[package]\nname = \"p\"\n[package.metadata.rmig]\n";
    write("Cargo.toml", &table("root"));
    write("side/Cargo.toml", &table("side"));
    for (path, text, table) in [
        ("a/b/Cargo.toml", package.to_owned(), "root"),
        ("out/c/Cargo.toml", package.to_owned(), "rmig_version"),
        ("x/in/Cargo.toml", package.to_owned(), "root"),
        (
            "d/Cargo.toml",
            format!("{}\n{package}", "[workspace]"),
            "rmig_version",
        ),
        (
            "e/Cargo.toml",
            package.replace("name", "workspace = \"../side\"\nname"),
            "side",
        ),
        ("e/sub/Cargo.toml", package.to_owned(), "side"),
        ("f/Cargo.toml", format!("{package}{}", table("own")), "own"),
    ] {
        let manifest = write(path, &text);
        let settings = load(&manifest, &Overrides::default(), &NoVariables).unwrap();
        assert_eq!(*settings.version_table, table, "{path}");
    }
    let bare = write("a/bare/Cargo.toml", "[package]\nname = \"bare\"\n");
    let findings = load(&bare, &Overrides::default(), &NoVariables).unwrap_err();
    assert_eq!(findings.0[0].code, "no-settings");
    assert!(
        findings.0[0]
            .help
            .as_ref()
            .unwrap()
            .contains("cargo rmig init")
    );
}

#[test]
fn limits_of_time_come_from_every_layer() {
    let env = Env::new([
        ("RMIG_WAIT_FOR_LOCK", "0"),
        ("RMIG_STATEMENT_TIMEOUT", "2m"),
    ]);
    let package = "wait_for_lock = \"5m\"\nlock_timeout = \"250ms\"";
    let workspace = "lock_timeout = \"1s\"\nstatement_timeout = \"1h\"";
    let settings = read_all(package, workspace, &env, &Overrides::default()).unwrap();
    let milliseconds = std::time::Duration::from_millis;
    assert_eq!(*settings.wait_for_lock, milliseconds(0));
    assert_eq!(*settings.lock_timeout, milliseconds(250));
    assert_eq!(*settings.statement_timeout, milliseconds(120_000));
}
