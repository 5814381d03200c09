//! The frame of the command line, run as a process.

use std::{
    path::Path,
    process::{Command, Output, Stdio},
};

/// The binary, called as Cargo calls it.
fn rmig(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_cargo-rmig"));
    command.arg("rmig").args(args);
    for variable in [
        "NO_COLOR",
        "CARGO_TERM_COLOR",
        "RMIG_TEST_CLOCK",
        "RMIG_TEST_SEED",
    ] {
        command.env_remove(variable);
    }
    command
}

fn text(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap()
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = rmig(args).output().unwrap();
    (
        status.code(),
        text(&stdout).to_owned(),
        text(&stderr).to_owned(),
    )
}

#[test]
fn help_and_version_are_data() {
    let (code, stdout, stderr) = run(&["--help"]);
    assert_eq!((code, stderr.as_str()), (Some(0), ""));
    assert!(
        stdout.contains("Usage: cargo rmig [OPTIONS] <COMMAND>"),
        "{stdout}"
    );
    assert!(stdout.contains("4 not at head"), "{stdout}");
    let (code, stdout, _) = run(&["--version"]);
    assert_eq!(
        (code, stdout),
        (
            Some(0),
            format!("cargo-rmig {}\n", env!("CARGO_PKG_VERSION"))
        )
    );
}

#[test]
fn cargo_finds_it_as_a_subcommand() {
    let own = Path::new(env!("CARGO_BIN_EXE_cargo-rmig"))
        .parent()
        .unwrap();
    let mut path = vec![own.to_path_buf()];
    path.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap()));
    let output = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["rmig", "completions", "--help"])
        .env("PATH", std::env::join_paths(path).unwrap())
        .output()
        .unwrap();
    assert!(
        text(&output.stdout).contains("Usage: cargo rmig completions"),
        "{output:?}"
    );
}

#[test]
fn it_may_also_be_called_by_its_own_name() {
    let output = Command::new(env!("CARGO_BIN_EXE_cargo-rmig"))
        .args(["completions", "zsh"])
        .output()
        .unwrap();
    assert!(
        text(&output.stdout).starts_with("#compdef cargo-rmig"),
        "{output:?}"
    );
}

#[test]
fn wrong_usage_is_2_and_names_the_near_miss() {
    let (code, stdout, stderr) = run(&["complete"]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(
        stderr.contains("a similar subcommand exists: 'completions'"),
        "{stderr}"
    );
    let (code, stdout, stderr) = run(&[]);
    assert_eq!((code, stdout.as_str()), (Some(2), ""));
    assert!(stderr.contains("Usage: cargo rmig"), "{stderr}");
}

#[test]
fn wrong_usage_is_json_if_asked_for() {
    for args in [
        ["complete", "--format=json"].as_slice(),
        &["--format", "json", "complete"],
    ] {
        let (code, stdout, stderr) = run(args);
        assert_eq!((code, stderr.as_str()), (Some(2), ""));
        let document: serde_json::Value = serde_json::from_str(&stdout).unwrap();
        assert_eq!(document["error"]["code"], "usage");
        assert_eq!(
            document["error"]["message"],
            "unrecognized subcommand 'complete'"
        );
        assert!(
            document["error"]["help"]
                .as_str()
                .unwrap()
                .contains("'completions'")
        );
        assert!(document["error"]["location"].is_null());
    }
}

#[test]
fn global_flags_may_follow_the_command() {
    for args in [
        [
            "completions",
            "zsh",
            "-q",
            "--color",
            "never",
            "-x",
            "a=b",
            "--keep-going",
        ]
        .as_slice(),
        &["-q", "--color=never", "-x", "a", "completions", "zsh"],
        &[
            "completions",
            "zsh",
            "-vv",
            "-p",
            "a",
            "-d",
            "b*",
            "--workspace",
            "--exclude",
            "c",
        ],
    ] {
        assert_eq!(run(args).0, Some(0), "{args:?}");
    }
    assert_eq!(run(&["completions", "zsh", "-q", "-v"]).0, Some(2));
}

#[test]
fn colours_are_for_terminals_unless_asked_for() {
    assert!(!run(&["--help"]).1.contains('\u{1b}'));
    assert!(run(&["--help", "--color=always"]).1.contains('\u{1b}'));
    assert!(run(&["nope", "--color", "always"]).2.contains('\u{1b}'));
    let output = rmig(&["--help"])
        .env("CARGO_TERM_COLOR", "always")
        .output()
        .unwrap();
    assert!(text(&output.stdout).contains('\u{1b}'));
}

#[test]
fn a_reader_may_leave() {
    let mut child = rmig(&["completions", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn results_that_are_lost_are_a_failure() {
    let full = std::fs::OpenOptions::new()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let output = rmig(&["completions", "bash"])
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(
        text(&output.stderr).contains("error[io]: results could not be written"),
        "{output:?}"
    );
}

#[test]
fn a_test_variable_that_makes_no_sense_is_refused() {
    for (variable, value) in [("RMIG_TEST_CLOCK", "noon"), ("RMIG_TEST_SEED", "x")] {
        let output = rmig(&["completions", "zsh"])
            .env(variable, value)
            .output()
            .unwrap();
        assert_eq!((output.status.code(), text(&output.stdout)), (Some(1), ""));
        assert!(
            text(&output.stderr).contains("error[invalid-variable]"),
            "{output:?}"
        );
    }
}

#[test]
fn completions_want_a_shell() {
    let output = rmig(&["completions"])
        .env("SHELL", "/bin/zsh")
        .output()
        .unwrap();
    assert!(text(&output.stdout).starts_with("#compdef"), "{output:?}");
    let output = rmig(&["completions"]).env_remove("SHELL").output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    assert!(
        text(&output.stderr).contains("bash, elvish, fish, powershell or zsh"),
        "{output:?}"
    );
}

/// What bash offers after `words`, the last of which is being typed.
#[cfg(unix)]
fn bash_offers(words: &str) -> String {
    let script = format!(
        "_before() {{ COMPREPLY=(from-cargo); }}; complete -F _before cargo; \
         source <('{}' completions bash) || exit 1; \
         COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); \
         __cargo_rmig_complete \"${{COMP_WORDS[0]}}\" \"${{COMP_WORDS[-1]}}\" \"${{COMP_WORDS[-2]}}\"; \
         echo \"${{COMPREPLY[@]}}\"",
        env!("CARGO_BIN_EXE_cargo-rmig")
    );
    let output = Command::new("bash")
        .args(["--norc", "-c", &script])
        .output()
        .unwrap();
    text(&output.stdout).trim().to_owned()
}

#[cfg(unix)]
#[test]
fn bash_completes_cargo_rmig_and_leaves_the_rest_to_cargo() {
    if Command::new("bash").arg("--version").output().is_err() {
        return;
    }
    assert_eq!(bash_offers("cargo rmig comp"), "completions");
    assert_eq!(bash_offers("cargo rmig --keep"), "--keep-going");
    assert_eq!(bash_offers("cargo rmig completions el"), "elvish");
    assert_eq!(bash_offers("cargo bui"), "from-cargo");
}
