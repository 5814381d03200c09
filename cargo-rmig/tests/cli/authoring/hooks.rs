//! Write hooks behind `revision` and `merge`.
#![cfg(unix)]

use super::*;

const HOOKS: &str = "write_hooks = [\"mark\", \"say\"]
hooks.mark = { type = \"exec\", executable = \"./mark\", options = \"REVISION_SCRIPT_FILENAME done\" }
hooks.say = { type = \"exec\", executable = \"sh\", options = \"-c 'echo out; echo err >&2; exit ${CODE:-0}' REVISION_SCRIPT_FILENAME\" }";

fn project() -> Project {
    use std::os::unix::fs::PermissionsExt;

    let project = Project::new();
    project.set(HOOKS);
    project.write("mark", "#!/bin/sh\necho \"-- $2\" >> \"$1\"\n");
    let executable = std::fs::Permissions::from_mode(0o755);
    fs_err::set_permissions(project.path("mark"), executable).unwrap();
    project
}

#[test]
fn they_run_in_order_and_are_heard() {
    let project = project();
    let ran = project.run(&["revision", "-m", "x", "--rev-id", "a1"]);
    let path = "migrations/versions/20261122_1504_a1_x.sql";
    assert_eq!(ran.ok(), format!("{path}\n"));
    assert!(project.read(path).ends_with("\n-- done\n"));
    let hooks: Vec<_> = ran.stderr.lines().collect();
    assert!(
        hooks[0].starts_with("        Hook mark (`./mark "),
        "{ran:?}"
    );
    assert!(hooks[1].starts_with("        Hook say (`sh "), "{ran:?}");
    assert_eq!(
        hooks[2..],
        ["out", "err", "     Created revision a1 (a base)"]
    );
    assert_eq!(
        project.run(&["revision", "-q", "--rev-id", "b1"]).stderr,
        ""
    );
}

#[test]
fn a_failing_one_fails_the_command_and_the_file_stays() {
    let project = project();
    let ran = ran(project
        .command(&["revision", "-q", "-m", "x", "--rev-id", "a1"])
        .env("CODE", "3"));
    let told = ran.refused("write-hook-failed");
    let path = project.path("migrations/versions/20261122_1504_a1_x.sql");
    let stays = format!(
        "the revision file is written and stays at {}",
        path.display()
    );
    for part in [
        "out\nerr\n",
        "write hook \"say\" failed",
        "exit status: 3",
        &stays,
    ] {
        assert!(told.contains(part), "{part}: {told}");
    }
    assert!(is_file(&path));
}

#[test]
fn one_that_can_t_work_is_found_before_anything_is_written() {
    for (from, to, code) in [
        (
            "type = \"exec\", executable = \"./mark\"",
            "type = \"exce\"",
            "unknown-extension",
        ),
        (
            "executable = \"./mark\"",
            "executble = \"./mark\"",
            "write-hook-option",
        ),
    ] {
        let project = Project::new();
        project.set(&HOOKS.replace(from, to));
        let before = project.files();
        project.run(&["revision", "-m", "x"]).refused(code);
        assert_eq!(project.files(), before);
    }
}
