//! Tests of selection in workspaces on disk.

use std::sync::Arc;

use crate::{
    CommandError, Exit, Target,
    command_error::error_parts,
    testing::{Files, World},
};

const SHOP: &str = "[package]\nname = \"shop\"\nversion = \"0.1.0\"\n[package.metadata.rmig]\n\
                    default_database = \"main\"\n[package.metadata.rmig.databases]\n\
                    main.url = \"sqlite:shop.db\"\naudit.url = \"${AUDIT_URL}\"\n";
const BLOG: &str = "[package]\nname = \"blog\"\nversion = \"0.1.0\"\n[package.metadata.rmig]\n\
                    url = \"sqlite:blog.db\"\n";
const BARE: &str = "[package]\nname = \"bare\"\nversion = \"0.1.0\"\n";
const ROOT: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"shop\", \"blog\", \"bare\"]\n\
                    [workspace.metadata.rmig]\nversion_table = \"shared\"\n";

/// A virtual workspace of three packages, one without settings.
fn workspace() -> Files {
    Files::new(&[
        ("Cargo.toml", ROOT),
        ("shop/Cargo.toml", SHOP),
        ("shop/src/lib.rs", ""),
        ("shop/.env", "AUDIT_URL=sqlite:audit.db\n"),
        ("blog/Cargo.toml", BLOG),
        ("blog/src/lib.rs", ""),
        ("bare/Cargo.toml", BARE),
        ("bare/src/lib.rs", ""),
    ])
}

fn packages(files: &Files, at: &str, flags: &[&str]) -> Result<Vec<String>, CommandError> {
    let world = World::new(&files.path(at), flags, &[]);
    let packages = world.context.packages()?;
    for package in &packages {
        assert_eq!(*package.settings.version_table, "shared");
    }
    Ok(packages
        .iter()
        .map(|package| package.name.clone())
        .collect())
}

fn databases(files: &Files, at: &str, flags: &[&str]) -> Result<Vec<String>, CommandError> {
    let world = World::new(&files.path(at), flags, &[]);
    let databases = world.context.databases()?;
    let root = format!("{}/", files.path("").display());
    databases
        .iter()
        .map(|one| {
            Ok(format!(
                "{} {}",
                one.label(),
                one.url()?.expose().replace(&root, "")
            ))
        })
        .collect()
}

/// Code, message and help of the error, without the directory.
fn refused<T: std::fmt::Debug>(files: &Files, result: Result<T, CommandError>) -> Vec<String> {
    let root = format!("{}", files.path("").display());
    error_parts(result.unwrap_err().diagnostic())
        .into_iter()
        .map(|part| {
            let text = format!("{}: {} ({})", part.code, part.message, part.help.unwrap());
            text.replace(&root, "ROOT")
        })
        .collect()
}

#[test]
fn packages_are_chosen_as_in_cargo() {
    let files = workspace();
    for (at, flags, chosen) in [
        ("shop", &[][..], &["shop"][..]),
        ("shop/src", &[], &["shop"]),
        ("", &[], &["blog", "shop"]),
        ("shop", &["-p", "blog"], &["blog"]),
        ("", &["-p", "b*"], &["blog"]),
        ("", &["-p", "shop", "-p", "b*"], &["blog", "shop"]),
        ("bare", &["--workspace"], &["blog", "shop"]),
        ("", &["--workspace", "--exclude", "s?op"], &["blog"]),
        (
            "bare",
            &["--manifest-path", "../blog/Cargo.toml"],
            &["blog"],
        ),
        (
            "bare",
            &["--manifest-path", "../Cargo.toml"],
            &["blog", "shop"],
        ),
    ] {
        assert_eq!(
            packages(&files, at, flags).unwrap(),
            chosen,
            "{at:?} {flags:?}"
        );
    }
}

#[test]
fn a_name_that_matches_nothing_is_refused_with_the_nearest() {
    let files = workspace();
    for (at, flags, said) in [
        (
            "",
            &["-p", "shp", "-p", "zz*"][..],
            &[
                "unknown-package: --package \"shp\" matches no package (did you mean \"shop\"?)",
                "unknown-package: --package \"zz*\" matches no package (there are: bare, blog, shop)",
            ][..],
        ),
        (
            "",
            &["--workspace", "--exclude", "blogg"],
            &["unknown-package: --exclude \"blogg\" matches no package (did you mean \"blog\"?)"],
        ),
        (
            "",
            &["--exclude", "a"],
            &["usage: --exclude can only be used with --workspace (add --workspace)"],
        ),
        (
            "",
            &["-p", "["],
            &[
                "usage: --package \"[\" is no glob: unclosed character class; missing ']' (mend the pattern, or write the name itself)",
            ],
        ),
        (
            "bare",
            &[],
            &[
                "no-settings: bare has no [package.metadata.rmig] in ROOT/bare/Cargo.toml (run `cargo rmig init` there)",
            ],
        ),
        (
            "",
            &["-p", "bare", "-p", "shop"],
            &[
                "no-settings: bare has no [package.metadata.rmig] in ROOT/bare/Cargo.toml (run `cargo rmig init` there)",
            ],
        ),
        (
            "",
            &["-p", "ba*"],
            &[
                "no-settings: no selected package has [package.metadata.rmig] (choose with -p (blog, shop), or run `cargo rmig init`)",
            ],
        ),
        (
            "",
            &["--manifest-path", "shop"],
            &["usage: --manifest-path shop is no Cargo.toml (write shop/Cargo.toml)"],
        ),
        (
            "",
            &["--manifest-path", "nil/Cargo.toml"],
            &[
                "no-manifest: --manifest-path nil/Cargo.toml does not exist (relative paths start at the current directory)",
            ],
        ),
    ] {
        assert_eq!(
            refused(&files, packages(&files, at, flags)),
            said,
            "{at:?} {flags:?}"
        );
    }
}

#[test]
fn databases_are_chosen_by_name_or_default() {
    let files = workspace();
    for (at, flags, chosen) in [
        ("shop", &[][..], &["main sqlite:shop/shop.db"][..]),
        ("shop", &["-d", "audit"], &["audit sqlite:shop/audit.db"]),
        (
            "shop",
            &["-d", "*"],
            &["audit sqlite:shop/audit.db", "main sqlite:shop/shop.db"],
        ),
        (
            "",
            &[],
            &[
                "blog/main sqlite:blog/blog.db",
                "shop/main sqlite:shop/shop.db",
            ],
        ),
        ("", &["-d", "audit"], &["shop/audit sqlite:shop/audit.db"]),
        (
            "blog",
            &["--url", "sqlite:x.db"],
            &["main sqlite:blog/x.db"],
        ),
        (
            "shop",
            &["--url", "sqlite:x.db"],
            &["main sqlite:shop/x.db"],
        ),
        (
            "shop",
            &["--url", "sqlite:x.db", "-d", "audit"],
            &["audit sqlite:shop/x.db"],
        ),
    ] {
        assert_eq!(
            databases(&files, at, flags).unwrap(),
            chosen,
            "{at:?} {flags:?}"
        );
    }
}

#[test]
fn a_database_that_is_not_there_is_refused() {
    let files = workspace();
    for (at, flags, said) in [
        (
            "shop",
            &["-d", "audi"][..],
            "unknown-database: --database \"audi\" matches no database (did you mean \"audit\"?)",
        ),
        (
            "shop",
            &["--url", "sqlite:x", "-d", "*"],
            "usage: --url is for one database, and several are selected (name one with -d)",
        ),
        (
            "",
            &["--url", "sqlite:x"],
            "usage: --url is for one package, and several are selected (choose one with -p)",
        ),
    ] {
        assert_eq!(
            refused(&files, databases(&files, at, flags)),
            [said],
            "{at:?} {flags:?}"
        );
    }
    let error = databases(&files, "shop", &["-d", "x"]).unwrap_err();
    assert_eq!(error.exit(), Exit::Usage);
}

#[test]
fn a_missing_variable_matters_only_to_its_own_database() {
    let files = workspace();
    fs_err::remove_file(files.path("shop/.env")).unwrap();
    assert!(packages(&files, "shop", &[]).is_ok());
    assert!(databases(&files, "shop", &[]).is_ok());
    let said = refused(&files, databases(&files, "shop", &["-d", "audit"]));
    assert!(said[0].starts_with("missing-variable: the environment variable AUDIT_URL isn't set"));
    assert!(said[0].contains("looked in the environment and a .env file in ROOT/shop and above"));
}

#[test]
fn a_package_without_databases_says_what_to_add() {
    let files = Files::new(&[(
        "Cargo.toml",
        "[package]\nname = \"p\"\n[package.metadata.rmig]\n",
    )]);
    let said = refused(&files, databases(&files, "", &[]));
    assert!(
        said[0].starts_with("no-database: p has no database in its settings"),
        "{said:?}"
    );
    assert_eq!(
        databases(&files, "", &["--url", "sqlite::memory:"]).unwrap(),
        ["main sqlite::memory:"]
    );
}

#[test]
fn findings_of_all_packages_come_together_and_those_of_the_workspace_once() {
    let files = workspace();
    fs_err::write(
        files.path("Cargo.toml"),
        ROOT.replace("version_table", "version_tabel"),
    )
    .unwrap();
    fs_err::write(
        files.path("blog/Cargo.toml"),
        format!("{BLOG}timezone = 5\n"),
    )
    .unwrap();
    let said = refused(&files, packages(&files, "", &[]));
    assert_eq!(said.len(), 2, "{said:?}");
    assert!(
        said.iter()
            .any(|line| line.starts_with("unknown-key: unknown key \"version_tabel\""))
    );
    assert!(said.iter().any(|line| line.starts_with("wrong-type:")));
}

#[test]
fn at_a_root_package_without_settings_the_members_with_some_are_named() {
    let files = workspace();
    let root = format!("{BARE}{ROOT}").replace(", \"bare\"]", "]");
    fs_err::write(files.path("Cargo.toml"), root).unwrap();
    fs_err::create_dir_all(files.path("src")).unwrap();
    fs_err::write(files.path("src/lib.rs"), "").unwrap();
    let said = refused(&files, packages(&files, "", &[]));
    assert!(
        said[0].contains("choose with -p (blog, shop), or run `cargo rmig init`"),
        "{said:?}"
    );
}

#[test]
fn init_is_given_manifests_without_settings_too() {
    let files = workspace();
    for (at, flags, paths) in [
        ("bare", &[][..], &["bare/Cargo.toml"][..]),
        ("", &[], &["Cargo.toml"]),
        ("", &["-p", "b*"], &["bare/Cargo.toml", "blog/Cargo.toml"]),
    ] {
        let world = World::new(&files.path(at), flags, &[]);
        let manifests = world.context.manifests().unwrap();
        let found: Vec<_> = manifests
            .iter()
            .map(|manifest| manifest.path.clone())
            .collect();
        let expected: Vec<_> = paths.iter().map(|path| files.path(path)).collect();
        assert_eq!(found, expected, "{at:?} {flags:?}");
    }
}

#[test]
fn one_package_is_one_package() {
    let files = workspace();
    let world = World::new(&files.path(""), &[], &[]);
    let said = refused(
        &files,
        world.context.package().map(|package| package.name.clone()),
    );
    assert_eq!(
        said,
        ["usage: this works on one package, and 2 are selected (choose one with -p: blog, shop)"]
    );
    let world = World::new(&files.path("shop"), &[], &[]);
    assert_eq!(Arc::clone(&world.context.package().unwrap()).name, "shop");
}

#[test]
fn the_simple_case_needs_no_cargo() {
    let files = workspace();
    let world = World::new(&files.path("shop"), &[], &[("CARGO", "/nonexistent/cargo")]);
    assert_eq!(world.context.packages().unwrap().len(), 1);
    let world = World::new(&files.path(""), &[], &[("CARGO", "/nonexistent/cargo")]);
    let error = world.context.packages().unwrap_err();
    assert_eq!(error_parts(error.diagnostic())[0].code, "cargo-metadata");
}

#[test]
fn the_history_of_the_workspace_is_that_of_packages_without_settings() {
    let files = workspace();
    let root = format!("{ROOT}script_location = \"migrations\"\n");
    fs_err::write(files.path("Cargo.toml"), root).unwrap();
    let own = files.path("");
    let own = own.file_name().unwrap().to_str().unwrap();
    for (at, flags, chosen) in [
        ("bare", &[][..], &[own][..]),
        (
            "shop/src",
            &["--manifest-path", "../../bare/Cargo.toml"],
            &[own],
        ),
        ("shop", &["-p", "bare"], &[own]),
        ("", &["-p", "bare", "-p", "shop"], &["shop", own]),
        ("", &[], &["blog", "shop"]),
    ] {
        assert_eq!(
            packages(&files, at, flags).unwrap(),
            chosen,
            "{at:?} {flags:?}"
        );
    }
}
