//! `revision` and `merge`.

use serde_json::json;

use super::*;

#[test]
fn from_the_first_revision_to_a_merge() {
    let project = Project::new();
    let ran = project.run(&["revision", "-m", "Create accounts.", "--rev-id", "a1"]);
    assert_eq!(
        ran.ok(),
        "migrations/versions/20261122_1504_a1_create_accounts.sql\n"
    );
    assert_eq!(ran.stderr, "     Created revision a1 (a base)\n");
    assert_eq!(
        project.read(ran.ok().trim_end()),
        "-- Create accounts.\n--\n-- revision = \"a1\"\n-- created_at = 2026-11-22T15:04:05Z\n\n\
         -- rmig: upgrade\n\n-- rmig: downgrade\n"
    );
    project
        .run(&["revision", "-m", "names", "--rev-id", "b1"])
        .ok();
    let branch = [
        "revision",
        "--head",
        "a1",
        "--splice",
        "--branch-label",
        "mail",
        "--rev-id",
        "b2",
        "--depends-on",
        "b1",
    ];
    let ran = project.run(&branch);
    assert_eq!(ran.ok(), "migrations/versions/20261122_1504_b2_.sql\n");
    assert_eq!(
        ran.stderr,
        "     Created revision b2 (revises a1; depends on b1)\n"
    );
    let ran = project.run(&["merge", "b1", "mail@head", "--rev-id", "m"]);
    assert_eq!(
        ran.ok(),
        "migrations/versions/20261122_1504_m_merge_b1_and_b2.sql\n"
    );
    assert_eq!(ran.stderr, "     Created revision m (merges b1, b2)\n");
    assert_eq!(project.run(&["heads"]).ok(), "m (mail) (head)\n");
    assert_eq!(
        project.run(&["history"]).ok(),
        "b1, b2 -> m (mail) (head) (mergepoint), merge b1 and b2\n\
         a1 (b1) -> b2 (mail), empty message\n\
         a1 -> b1, names\n\
         <base> -> a1 (branchpoint), Create accounts.\n"
    );
}

#[test]
fn the_answer_is_the_revision_as_every_command_shows_it() {
    let project = Project::new();
    project.run(&["revision", "--rev-id", "a1"]).ok();
    let ran = project.run(&[
        "revision", "-m", "x\n\ny", "--rev-id", "b1", "--format", "json", "-q",
    ]);
    assert_eq!(ran.stderr, "");
    let path = project.path("migrations/versions/20261122_1504_b1_x.sql");
    assert_eq!(
        ran.json(),
        json!({"packages": [{"package": "shop", "revisions": [{
            "revision": "b1",
            "down_revision": ["a1"],
            "depends_on": [],
            "branch_labels": [],
            "message": "x\n\ny",
            "path": path,
            "created_at": "2026-11-22T15:04:05Z",
            "is_head": true,
            "is_real_head": true,
            "is_base": false,
            "is_branch_point": false,
            "is_merge_point": false,
        }]}]})
    );
    let ran = project.run(&["revision", "--rev-id", "b1", "--format", "json"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(1), ""));
    assert_eq!(ran.json()["error"]["code"], "duplicate-revision");
    assert_eq!(ran.json()["packages"], json!([]));
}

#[test]
fn messages_of_any_kind_survive() {
    let project = Project::new();
    for message in [
        "it's \"quoted\" and `ticked` \\ $HOME %s {{ x }}",
        "*/ /* --> <!-- -- rmig: x",
        "one\n\n  two\n\n\n- three",
        "- a list\n- of points",
        "Ünïcödé 表 🦀",
    ] {
        let path = project
            .run(&["revision", "-m", message])
            .ok()
            .trim_end()
            .to_owned();
        let shown = project.run(&["show", "head", "--format", "json"]).json();
        assert_eq!(shown["packages"][0]["revisions"][0]["message"], message);
        assert_eq!(
            shown["packages"][0]["revisions"][0]["path"],
            json!(project.path(&path))
        );
    }
}

#[test]
fn ids_are_made_up_and_those_of_other_runs_are_passed_over() {
    let project = Project::new();
    // The same seed in every run gives the same ids.
    for _ in 0..3 {
        project.run(&["revision"]).ok();
    }
    let document = project.run(&["history", "--format", "json"]).json();
    let revisions = document["packages"][0]["revisions"]
        .as_array()
        .unwrap()
        .clone();
    assert_eq!(revisions.len(), 3);
    for revision in revisions {
        assert_eq!(revision["revision"].as_str().unwrap().len(), 12);
    }
}

#[test]
fn refusals_have_a_code_and_change_nothing() {
    let project = Project::new();
    project.run(&["revision", "--rev-id", "a1"]).ok();
    project
        .run(&["revision", "--rev-id", "b1", "--branch-label", "mail"])
        .ok();
    let before = project.files();
    for (args, code, help) in [
        (["--head", "a1"].as_slice(), "not-a-head", "add `--splice`"),
        (&["--head", "zz"], "no-such-revision", ""),
        (&["--head", "zz@head"], "no-such-branch", ""),
        (&["--head", "a:b"], "invalid-symbol", "a range"),
        (&["--rev-id", "a1"], "duplicate-revision", "_a1_.sql has it"),
        (&["--rev-id", "a@1"], "bad-name", "--rev-id"),
        (&["--rev-id", ""], "bad-name", "--rev-id"),
        (&["--rev-id", "a/1"], "file-template", "slashes"),
        (
            &["--branch-label", "mail"],
            "duplicate-label",
            "_b1_.sql has it",
        ),
        (
            &["--branch-label", "a1"],
            "duplicate-label",
            "_a1_.sql has it",
        ),
        (&["--depends-on", "zz"], "no-such-revision", ""),
        (
            &["--version-path", "versions"],
            "version-path",
            "migrations/versions",
        ),
    ] {
        let args = [&["revision"], args].concat();
        let ran = project.run(&args);
        assert!(ran.refused(code).contains(help), "{ran:?}");
    }
    for (args, code) in [
        (["b1"].as_slice(), "nothing-to-merge"),
        (&["heads"], "nothing-to-merge"),
        (&["b1", "b1"], "duplicate-parent"),
        (&["b1", "a1", "--splice"], "redundant-parent"),
        (&["b1", "a1"], "not-a-head"),
    ] {
        project.run(&[&["merge"], args].concat()).refused(code);
    }
    assert_eq!(project.files(), before);
    project
        .run(&["revision", "--head", "a1", "--splice", "--rev-id", "b2"])
        .ok();
    let ran = project.run(&["revision"]);
    for help in ["--head b1", "--splice", "cargo rmig merge heads"] {
        assert!(ran.refused("multiple-heads").contains(help), "{ran:?}");
    }
    assert_eq!(project.run(&["merge"]).code, Some(2));
}

#[test]
fn a_broken_history_is_mended_before_it_grows() {
    let project = Project::new();
    project.run(&["revision", "--rev-id", "a1"]).ok();
    project.write(
        "migrations/versions/z.sql",
        "-- revision = \"b\"\n-- down_revision = \"zz\"\n",
    );
    let before = project.files();
    project
        .run(&["revision", "-m", "x"])
        .refused("missing-revision");
    assert_eq!(project.files(), before);
}

#[test]
fn settings_say_where_when_and_under_which_name() {
    let project = Project::new();
    project.set(
        "file_template = \"%(year)d/%(hour).2d-%(rev)s\"\nrecursive_version_locations = true\n\
         timezone = \"Asia/Kolkata\"\nversion_locations = [\"migrations/versions\", \"more\"]",
    );
    fs_err::create_dir(project.path("more")).unwrap();
    let ran = project.run(&["revision", "--rev-id", "a1"]);
    assert!(
        ran.refused("version-path")
            .contains("name one with --version-path"),
        "{ran:?}"
    );
    let ran = project.run(&["revision", "--rev-id", "a1", "--version-path", "./more/"]);
    assert_eq!(ran.ok(), "more/2026/20-a1.sql\n");
    assert!(
        project
            .read("more/2026/20-a1.sql")
            .contains("created_at = 2026-11-22T20:34:05+05:30\n")
    );
    // The next one goes where its parent is; the folder of the year is no obstacle.
    assert_eq!(
        project.run(&["revision", "--rev-id", "b1"]).ok(),
        "more/2026/20-b1.sql\n"
    );
}

#[test]
fn what_stands_under_the_new_name_stays() {
    let project = Project::new();
    let path = "migrations/versions/20261122_1504_a1_x.sql";
    fs_err::create_dir(project.path(path)).unwrap();
    project.write(&format!("{path}/kept"), "kept");
    let before = project.files();
    project
        .run(&["revision", "-m", "x", "--rev-id", "a1"])
        .refused("file-exists");
    assert_eq!(project.files(), before);
}

#[test]
fn the_template_gets_values_of_the_command_line() {
    let project = Project::new();
    let template = project.read("migrations/revision.sql.jinja");
    let template = template.replace("--\n-- revision", "-- By {{ x.author }}.\n--\n-- revision");
    project.write("migrations/revision.sql.jinja", &template);
    let ran = project.run(&["revision", "-m", "x", "-x", "author=eve"]);
    assert!(
        project
            .read(ran.ok().trim_end())
            .starts_with("-- x\n-- By eve.\n--\n")
    );
    project
        .run(&["revision", "-m", "x"])
        .refused("script-template");
}
