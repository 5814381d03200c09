//! Revisions that join others.

use super::*;

fn merging(revisions: &[&str]) -> MergeRequest {
    MergeRequest {
        revisions: revisions.iter().map(|text| symbol(text)).collect(),
        rev_id: Some("m".to_owned()),
        ..MergeRequest::default()
    }
}

/// `a` with the heads `b`, `c` and `d`; `e` is a base that depends on `d`.
fn project() -> Project {
    let project = Project::new();
    for (id, head) in [("a", "base"), ("b", "a"), ("c", "a"), ("d", "a")] {
        project.revision(id, head);
    }
    let depends_on = vec![symbol("d")];
    let request = RevisionRequest {
        depends_on,
        ..request("e", "base")
    };
    project.try_revision(&request).unwrap();
    project
}

#[test]
fn parents_stand_as_given_or_in_load_order() {
    for (revisions, parents, message) in [
        (
            ["c", "b"].as_slice(),
            ["c", "b"].as_slice(),
            "merge c and b",
        ),
        (&["heads"], &["b", "c", "e"], "merge b, c and e"),
        (&["d", "e"], &["d", "e"], "merge d and e"),
    ] {
        let written = project().try_merge(&merging(revisions)).unwrap();
        let revision = written.directory.map().revision(written.position);
        assert_eq!(revision.down_revision, parents);
        assert_eq!(written.script().message, message);
    }
    let request = MergeRequest {
        message: Some("both".to_owned()),
        branch_labels: vec!["joined".to_owned()],
        ..merging(&["b", "c"])
    };
    let written = project().try_merge(&request).unwrap();
    assert_eq!(written.script().message, "both");
    assert!(written.directory.map().find_label("joined").is_some());
}

#[test]
fn what_needs_no_merge_gets_none() {
    let project = project();
    for (revisions, splice, expected) in [
        (
            ["b"].as_slice(),
            false,
            "nothing-to-merge: there is nothing to merge: only b is named | a merge joins at least two \
             revisions; the heads are b, c, d, e",
        ),
        (
            &["base"],
            false,
            "nothing-to-merge: there is nothing to merge | a merge joins at least two revisions; the \
             heads are b, c, d, e",
        ),
        (
            &["b", "c", "b"],
            false,
            "duplicate-parent: revision \"b\" is named more than once | name every revision once",
        ),
        (
            &["heads", "b"],
            false,
            "duplicate-parent: revision \"b\" is named more than once | name every revision once",
        ),
        (
            &["b", "a"],
            false,
            "not-a-head: revision \"a\" is not a head: b and c and d revise it | add `--splice` to \
             make a new branch from it, or name a head",
        ),
        (
            &["a", "b"],
            true,
            "redundant-parent: revision \"b\" descends from \"a\" already | leave a out: a merge joins \
             what has grown apart",
        ),
    ] {
        let before = project.files();
        let request = MergeRequest {
            splice,
            ..merging(revisions)
        };
        let error = project.try_merge(&request).unwrap_err();
        assert_eq!(project.told(&error), expected);
        assert_eq!(project.files(), before);
    }
}
