//! Nothing leads out of the script directory, and nothing is handed to a shell.

use std::{fs, os::unix::fs::symlink};

use crate::support::{TestEnvironment, rev};

/// A package in which new revisions can be written, and a folder beside it that nobody may touch.
fn package(settings: &str) -> TestEnvironment {
    let env = TestEnvironment::empty();
    env.package(
        "app",
        &format!("url = \"sqlite:app.db\"\n{settings}\n"),
        &[],
    );
    let template = include_str!("../../../../templates/generic/revision.sql.jinja");
    env.write("app/migrations/revision.sql.jinja", template);
    fs::create_dir(env.path("outside")).unwrap();
    env
}

/// Everything that is not below the folder of revisions.
fn around(env: &TestEnvironment) -> Vec<std::path::PathBuf> {
    let versions = env.path("app/migrations/versions");
    let paths = env.tree().into_iter().map(|(path, _)| path);
    paths.filter(|path| !path.starts_with(&versions)).collect()
}

#[test]
fn no_name_of_a_revision_leads_out() {
    let names = [
        "../x",
        "../../x",
        "/tmp/x",
        "//x",
        "a/../../x",
        "a/b",
        "..",
        ".",
        "...",
        "..\\x",
        "\\x",
        "C:x",
        "C:\\x",
        "\\\\host\\x",
        "~",
        "~/x",
        "$HOME",
        "$(x)",
        "`x`",
        "a\nb",
        "a\u{1b}b",
        "a\u{202e}b",
        "con",
        "nul",
        "aux.txt",
        "a ",
        " a",
        "a.",
        "-x",
        "a|b",
        "a>b",
        "a<b",
        "a*b",
        "a?b",
        "a\"b",
        "a'b",
        "a;b",
        "a&b",
        "..%2fx",
        "．．／x",
    ];
    let long = ["x".repeat(255), "🦀".repeat(100), "x".repeat(5000)];
    let all: Vec<&str> = names
        .into_iter()
        .chain(long.iter().map(String::as_str))
        .collect();
    for template in ["%(rev)s", "%(slug)s/%(rev)s"] {
        let env = package(&format!(
            "file_template = {template:?}\nrecursive_version_locations = true"
        ));
        let before = around(&env);
        for name in &all {
            for words in [
                ["--rev-id", name, "-m", "x"],
                ["--branch-label", name, "-m", "x"],
                ["-m", name, "--head", "base"],
            ] {
                let words = [&["revision", "-q", "--splice"], &words[..]].concat();
                let output = env.output(&mut env.command_of("app", &words));
                assert!(
                    ["0", "1", "2"].contains(&output.exit.as_str()),
                    "{words:?}: {output}"
                );
                assert!(!output.stderr.contains("panicked"), "{words:?}: {output}");
            }
            assert_eq!(around(&env), before, "{template} {name:?}");
        }
        // What was written is found, and read.
        env.run("history").success();
    }
}

#[test]
fn a_version_path_is_one_of_the_locations() {
    let env = package("version_locations = [\"migrations/versions\"]");
    symlink(env.path("outside"), env.path("app/link")).unwrap();
    let before = around(&env);
    let absolute = env.path("outside").to_str().unwrap().to_owned();
    for path in [
        "..",
        "../outside",
        "link",
        "link/../../outside",
        "migrations/versions/..",
        "migrations/versions/sub",
        "/",
        &absolute,
    ] {
        let output = env
            .output(&mut env.command_of("app", &["revision", "-m", "x", "--version-path", path]));
        output.fails_with(1, "version-path");
    }
    assert_eq!(around(&env), before);
    // By whatever way it is named.
    let absolute = env
        .path("app/migrations/versions")
        .to_str()
        .unwrap()
        .to_owned();
    for path in [
        "migrations/versions",
        "./migrations/../migrations/versions/",
        &absolute,
    ] {
        let output = env
            .output(&mut env.command_of("app", &["revision", "-m", "x", "--version-path", path]));
        output.success();
    }
}

#[test]
fn a_link_that_a_template_would_follow_out_of_the_location() {
    let env = package("file_template = \"%(slug)s/%(rev)s\"\nrecursive_version_locations = true");
    symlink(env.path("outside"), env.path("app/migrations/versions/way")).unwrap();
    env.run("revision -m way --rev-id a1")
        .fails_with(1, "file-template");
    assert_eq!(fs::read_dir(env.path("outside")).unwrap().count(), 0);
    // A link that stays inside is a folder like any other.
    fs::create_dir(env.path("app/migrations/versions/inside")).unwrap();
    symlink("inside", env.path("app/migrations/versions/near")).unwrap();
    env.run("revision -m near --rev-id a1").success();
    assert!(env.path("app/migrations/versions/inside/a1.sql").is_file());
}

#[test]
fn a_link_to_a_folder_or_file_elsewhere_is_read_as_if_it_were_there() {
    let env = package("recursive_version_locations = true");
    env.package("other", "", &[rev("a1")]);
    symlink(
        env.path("other/migrations/versions"),
        env.path("app/migrations/versions/shared"),
    )
    .unwrap();
    env.write(
        "outside/b2.sql",
        "-- revision = \"b2\"\n-- down_revision = \"a1\"\n",
    );
    symlink(
        env.path("outside/b2.sql"),
        env.path("app/migrations/versions/b2.sql"),
    )
    .unwrap();
    assert_eq!(env.run("heads").success().stdout, "b2 (head)\n");
    // A location may itself be a link: whoever set it meant that.
    let env = package("");
    fs::remove_dir(env.path("app/migrations/versions")).unwrap();
    symlink(env.path("outside"), env.path("app/migrations/versions")).unwrap();
    env.run("revision -m x --rev-id a1").success();
    assert_eq!(fs::read_dir(env.path("outside")).unwrap().count(), 1);
}

/// Messages that a shell would run, cut, or look up.
const HOSTILE: [&str; 8] = [
    "x; touch owned",
    "$(touch owned)",
    "`touch owned`",
    "a b  c",
    "it's \"quoted\"",
    "x && touch owned | y",
    "* ?",
    "-rf ~",
];

/// A program that writes down its arguments, one a line, and where it ran.
fn recorder(env: &TestEnvironment) {
    use std::os::unix::fs::PermissionsExt;
    env.write(
        "app/record",
        "#!/bin/sh\nfor word; do printf '%s\\n' \"$word\" >> \"$RECORD\"; done\n",
    );
    fs::set_permissions(env.path("app/record"), fs::Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn a_hook_and_an_editor_get_every_name_as_one_argument() {
    // A folder whose name is all that a shell would trip over: the path goes through it.
    let env = TestEnvironment::empty();
    let name = "app $(touch owned) `x` 'a' \"b\" ; é";
    let settings = "url = \"sqlite:app.db\"\nwrite_hooks = [\"a\"]\n\
                    hooks.a = { type = \"exec\", executable = \"./record\", options = \"one REVISION_SCRIPT_FILENAME '$(x) two'\" }\n";
    env.write(
        &format!("{name}/Cargo.toml"),
        &format!(
            "[package]\nname = \"app\"\nversion = \"0.1.0\"\n[package.metadata.rmig]\n{settings}"
        ),
    );
    let template = include_str!("../../../../templates/generic/revision.sql.jinja");
    env.write(&format!("{name}/migrations/revision.sql.jinja"), template);
    recorder(&env);
    fs::copy(env.path("app/record"), env.path(&format!("{name}/record"))).unwrap();
    let record = env.path("home/record");
    for (number, message) in HOSTILE.into_iter().enumerate() {
        let id = format!("r{number}");
        let mut command = env.command_of(name, &["revision", "-q", "--rev-id", &id, "-m", message]);
        let path = env.output(command.env("RECORD", &record)).success().stdout;
        let path = env.path(name).join(path.trim_end());
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(message), "{text}");
        assert_eq!(
            fs::read_to_string(&record).unwrap(),
            format!("one\n{}\n$(x) two\n", path.display())
        );
        fs::remove_file(&record).unwrap();

        let mut command = env.command_of(name, &["edit", &id]);
        let editor = format!("'{}' -c '$(touch owned)'", env.path("app/record").display());
        env.output(command.env("EDITOR", editor).env("RECORD", &record))
            .success();
        assert_eq!(
            fs::read_to_string(&record).unwrap(),
            format!("-c\n$(touch owned)\n{}\n", path.display())
        );
        fs::remove_file(&record).unwrap();
    }
    let all = env.tree();
    assert!(
        !all.iter().any(|(path, _)| path.ends_with("owned")),
        "a shell ran"
    );
}
