//! Requests that are refused, each with a code and a way out, and with nothing written.

use super::*;

fn project() -> Project {
    let project = Project::new();
    project.revision("aaaa", "base");
    project
        .try_revision(&RevisionRequest {
            branch_labels: vec!["users".to_owned()],
            ..request("bbbb", "aaaa")
        })
        .unwrap();
    project.revision("cccc", "aaaa");
    project
}

#[test]
fn parents_have_to_be_heads() {
    let project = project();
    let plain = |head: &str| RevisionRequest {
        splice: false,
        ..request("new", head)
    };
    for (head, expected) in [
        (
            "head",
            "multiple-heads: \"head\" names several heads: bbbb, cccc | say which one to revise with \
             `--head bbbb`, or narrow it with `--head label@head`; `--splice` lets --head name any other \
             revision; `cargo rmig merge heads` joins them",
        ),
        (
            "aaaa",
            "not-a-head: revision \"aaaa\" is not a head: bbbb and cccc revise it | add `--splice` to \
             make a new branch from it, or name a head",
        ),
        (
            "zzzz",
            "no-such-revision: there is no revision or branch label \"zzzz\" | `cargo rmig history` lists the revisions and labels",
        ),
    ] {
        assert_eq!(project.refused(&plain(head)), expected);
    }
    // Where one head depends on another, `heads` wouldn't name both.
    let depends_on = vec![symbol("bbbb")];
    let request = RevisionRequest {
        depends_on,
        ..request("dddd", "cccc")
    };
    project.try_revision(&request).unwrap();
    let told = project.refused(&plain("head"));
    assert!(
        told.ends_with("`cargo rmig merge bbbb dddd` joins them"),
        "{told}"
    );
}

#[test]
fn identifiers_have_to_be_free_names() {
    let project = project();
    let long = "x".repeat(256);
    for (id, expected) in [
        (
            "aaaa",
            "duplicate-revision: the revision identifier \"aaaa\" is taken | versions/aaaa_.sql has it; \
             choose another --rev-id",
        ),
        (
            // Its own parent, too: one finding is enough.
            "cccc",
            "duplicate-revision: the revision identifier \"cccc\" is taken | versions/cccc_.sql has it; \
             choose another --rev-id",
        ),
        (
            "users",
            "duplicate-label: the revision identifier \"users\" is a branch label already | \
             versions/bbbb_.sql has it; choose another --rev-id",
        ),
        (
            "a-b",
            "bad-name: revision identifier \"a-b\" has '-' in it, which symbols need | choose another \
             --rev-id: letters, digits, `_` and `.` are safe; `head`, `heads`, `base` and `current` are \
             taken",
        ),
        (
            "head",
            "bad-name: revision identifier \"head\" is empty or a reserved word | choose another \
             --rev-id: letters, digits, `_` and `.` are safe; `head`, `heads`, `base` and `current` are \
             taken",
        ),
        (
            &long,
            "revision-too-long: revision identifier of 256 characters is too long | choose a shorter \
             --rev-id: the version column holds 255 characters",
        ),
        (
            "../x",
            "file-template: \"../x\", the value of \"rev\", can't be part of a file name | leave slashes, \
             backslashes and control characters out of revision ids",
        ),
    ] {
        assert_eq!(project.refused(&request(id, "cccc")), expected);
    }
}

#[test]
fn labels_have_to_be_free_names() {
    let project = project();
    for (labels, expected) in [
        (
            ["users"].as_slice(),
            "duplicate-label: the branch label \"users\" is taken | versions/bbbb_.sql has it; choose \
             another --branch-label",
        ),
        (
            &["cccc"],
            "duplicate-label: the branch label \"cccc\" is the identifier of a revision | \
             versions/cccc_.sql has it; choose another --branch-label",
        ),
        (
            &["new"],
            "duplicate-label: the branch label \"new\" is the new revision's own identifier | choose \
             another --branch-label",
        ),
        (
            &["x", "x"],
            "duplicate-label: the branch label \"x\" is given twice | give it once",
        ),
        (
            &["a@b"],
            "bad-name: branch label \"a@b\" has '@' in it, which symbols need | choose another \
             --branch-label: letters, digits, `_` and `.` are safe; `head`, `heads`, `base` and `current` \
             are taken",
        ),
    ] {
        let request = RevisionRequest {
            branch_labels: labels.iter().map(|&label| label.to_owned()).collect(),
            ..request("new", "cccc")
        };
        assert_eq!(project.refused(&request), expected);
    }
}

#[test]
fn dependencies_have_to_be_revisions() {
    let project = project();
    for (text, code) in [
        ("heads", "multiple-heads"),
        ("zzzz", "no-such-revision"),
        ("base", "wrong-way"),
        ("-1", "wrong-way"),
        ("aaaa+1", "wrong-way"),
        ("current", "no-current"),
        ("new", "no-such-revision"),
    ] {
        let request = RevisionRequest {
            depends_on: vec![symbol(text)],
            ..request("new", "cccc")
        };
        let told = project.refused(&request);
        assert!(told.starts_with(&format!("{code}: ")), "{text}: {told}");
    }
}

#[test]
fn nothing_is_overwritten() {
    let project = project();
    // No revision at all, but a file under the name that the new one would have.
    fs_err::create_dir_all(project.path("versions/new_.sql")).unwrap();
    let told = project.refused(&request("new", "cccc"));
    assert!(
        told.starts_with("file-exists: versions/new_.sql exists already"),
        "{told}"
    );
}

#[test]
fn the_script_template_has_to_keep_what_it_is_given() {
    let project = project();
    let full = RevisionRequest {
        message: "one\ntwo".to_owned(),
        branch_labels: vec!["label".to_owned()],
        depends_on: vec![symbol("bbbb")],
        ..request("new", "cccc")
    };
    for (from, to, expected) in [
        ("{{ message | comment }}", "-- x", "message"),
        ("{{ revision | toml }}", "\"x\"", "revision"),
        (
            "-- down_revision = {{ down_revision | one_or_list | toml }}\n",
            "",
            "down_revision",
        ),
        (
            "-- branch_labels = {{ branch_labels | toml }}\n",
            "",
            "branch_labels",
        ),
        ("{{ depends_on | toml }}", "[]", "depends_on"),
    ] {
        let text = TEMPLATE.replace(from, to);
        assert_ne!(text, TEMPLATE);
        fs_err::write(project.path(SCRIPT_TEMPLATE), text).unwrap();
        let told = project.refused(&full);
        let start = format!(
            "script-template: the script template revision.sql.jinja loses or changes {expected} | "
        );
        assert!(told.starts_with(&start), "{told}");
    }
    // More lines around the message, and no date, are the user's own business.
    let text = format!("-- By me.\n{TEMPLATE}").replace("-- created_at = {{ created_at }}\n", "");
    fs_err::write(project.path(SCRIPT_TEMPLATE), text).unwrap();
    let written = project.try_revision(&full).unwrap();
    assert_eq!(written.script().message, "By me.\none\ntwo");
}

#[test]
fn a_script_template_that_is_of_no_use_is_named() {
    let project = project();
    for (text, expected) in [
        (
            Some(b"CREATE TABLE t;\n".as_slice()),
            "script-template: the script template makes no header: the file has no revision header | mend \
             revision.sql.jinja",
        ),
        (
            Some(b"{{ zzz }}"),
            "script-template: the template uses the variable \"zzz\"",
        ),
        (
            Some(b"\xff"),
            "not-utf-8: the script template revision.sql.jinja is not UTF-8",
        ),
        (
            None,
            "no-script-template: there is no script template revision.sql.jinja | bring it back from \
             version control, or write a fresh one: `cargo rmig list-templates --script-template generic \
             > revision.sql.jinja`",
        ),
    ] {
        match text {
            Some(text) => fs_err::write(project.path(SCRIPT_TEMPLATE), text).unwrap(),
            None => fs_err::remove_file(project.path(SCRIPT_TEMPLATE)).unwrap(),
        }
        let told = project.refused(&request("new", "cccc"));
        assert!(told.starts_with(expected), "{told}");
    }
}

#[test]
fn a_file_that_nobody_would_find_is_not_written() {
    let mut project = project();
    for (template, why) in [(".%(rev)s", "is hidden"), ("x/%(rev)s", "lies in a folder")] {
        project.file_template = FileTemplate::parse(template).unwrap();
        let told = project.refused(&request("new", "cccc"));
        assert!(
            told.starts_with("file-template: ") && told.contains(why),
            "{told}"
        );
    }
    project.locations.recursive = true;
    let written = project.revision("new", "cccc");
    assert_eq!(written.script().path, project.path("versions/x/new.sql"));
}
