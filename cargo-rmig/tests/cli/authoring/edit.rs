//! `edit`.
#![cfg(unix)]

use serde_json::json;

use super::*;

/// `a1` and `b1`, and a program that appends its first argument to all files after it.
fn project() -> Project {
    let project = Project::new();
    project.write(
        "an editor",
        "line=$1; shift; for file; do printf '%s\\n' \"$line\" >> \"$file\"; done; echo edited $#\n",
    );
    project.run(&["revision", "--rev-id", "a1", "-m", "x"]).ok();
    project.run(&["revision", "--rev-id", "b1", "-m", "x"]).ok();
    project
}

const A1: &str = "migrations/versions/20261122_1504_a1_x.sql";
const B1: &str = "migrations/versions/20261122_1504_b1_x.sql";

fn edit(project: &Project, editor: &str, args: &[&str]) -> Ran {
    let mut command = project.command(&[&["edit"], args].concat());
    ran(command.env("VISUAL", editor).env("EDITOR", "false"))
}

#[test]
fn one_editor_with_its_arguments_gets_all_files() {
    let project = project();
    let ran = edit(
        &project,
        "sh 'an editor' '-- by hand'",
        &["b1", "a1", "head"],
    );
    assert_eq!(ran.ok(), "edited 2\n");
    assert_eq!(
        ran.stderr,
        format!("      Edited {B1}\n      Edited {A1}\n")
    );
    assert!(project.read(A1).ends_with("\n-- by hand\n"));
    assert!(project.read(B1).ends_with("\n-- by hand\n"));
    let ran = edit(&project, "true", &["a1"]);
    assert_eq!(ran.stderr, format!("   Unchanged {A1}\n"));
}

#[test]
fn stdout_is_the_document_s_alone() {
    let project = project();
    let ran = edit(&project, "sh 'an editor' x", &["-1", "--format", "json"]);
    let packages = &ran.json()["packages"];
    assert_eq!(packages[0]["package"], "shop");
    assert_eq!(packages[0]["revisions"].as_array().unwrap().len(), 1);
    assert_eq!(packages[0]["revisions"][0]["path"], json!(project.path(A1)));
    assert!(ran.stderr.contains("edited 1\n"), "{ran:?}");
}

#[test]
fn a_spoilt_file_is_shown_at_its_place() {
    let project = project();
    let ran = edit(&project, "sed -i s/down_revision/down_revisoin/", &["b1"]);
    let told = ran.refused("unknown-key");
    assert!(told.contains(&format!("{B1}:4:4")), "{told}");
    assert!(told.contains("did you mean \"down_revision\"?"), "{told}");
}

#[test]
fn what_can_t_be_edited_is_told() {
    let project = project();
    for (editor, args, code) in [
        ("true", ["base"], "no-such-revision"),
        ("true", ["zz"], "no-such-revision"),
        ("sh -c 'exit 3'", ["a1"], "editor-failed"),
        ("/no/such/editor", ["a1"], "no-editor"),
        ("vim 'x", ["a1"], "no-editor"),
    ] {
        edit(&project, editor, &args).refused(code);
    }
    // Without a variable and without a program.
    let mut command = project.command(&["edit", "a1"]);
    ran(command.env("PATH", "/nowhere")).refused("no-editor");
    // $EDITOR alone will do.
    let mut command = project.command(&["edit", "a1"]);
    ran(command.env("EDITOR", "true")).ok();
}

#[test]
fn what_the_database_is_at() {
    let project = project();
    let url = ["--url", "sqlite:app.db"];
    project
        .run(&[&["stamp", "a1", "-q"], &url[..]].concat())
        .ok();
    let args = [&["current"], &url[..]].concat();
    let ran = edit(&project, "sh 'an editor' '-- by hand'", &args);
    assert_eq!(ran.ok(), "edited 1\n");
    assert_eq!(ran.stderr, format!("      Edited {A1}\n"));
}
