//! Files whose headers don't fit.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn all_findings_at_once() {
    let env = TestEnvironment::linear();
    env.edit(
        "app/migrations/versions/a1.sql",
        "-- revision",
        "-- revison = \"x\"\n-- depends_on = []\n-- revision",
    );
    env.revisions("app", &[rev("d4").after(&["c3"])]);
    env.edit(
        "app/migrations/versions/d4.sql",
        "down_revision",
        "down_revison",
    );
    env.edit("app/migrations/versions/b2.sql", "\"a1\"", "a1");
    env.edit("app/migrations/versions/c3.sql", "\"c3\"", "\"c:3\"");
    assert_snapshot!(env.run("heads"), @r#"
    exit: 1
    ---- stderr ----
    error[header-key-too-early]: a header key stands before `revision`
     --> $ROOT/app/migrations/versions/a1.sql:4:4
      |
    4 | -- depends_on = []
      |    ^^^^^^^^^^^^^^^ taken for a part of the message
      |
      = help: write `revision = …` first: all that stands before it is the message

    error[header-syntax]: the header is no TOML: string values must be quoted, expected literal string
     --> $ROOT/app/migrations/versions/b2.sql:3:20
      |
    3 | -- down_revision = a1
      |                    ^^ here
      |
      = help: from `revision = …` to the end of the comment, each line is `key = value` with strings in quotes

    error[unknown-key]: unknown header key "down_revison"
     --> $ROOT/app/migrations/versions/d4.sql:3:4
      |
    3 | -- down_revison = "c3"
      |    ^^^^^^^^^^^^ unknown key
      |
      = help: did you mean "down_revision"?
    "#);
}

#[test]
fn a_graph_that_is_none() {
    let env = TestEnvironment::new(&[
        rev("a1").after(&["c1"]),
        rev("b1").after(&["a1"]),
        rev("c1").after(&["b1"]),
        rev("d1").after(&["c9"]),
        rev("e1").labels(&["same"]),
        rev("f1").labels(&["same", "e1"]).depends_on(&["nobody"]),
        rev("f1").file("twice.sql"),
        rev("g1").after(&["g1"]),
    ]);
    assert_snapshot!(env.run("heads"), @r#"
    exit: 1
    ---- stderr ----
    error[cycle]: cycle in revisions a1 -> c1 -> b1 -> a1
     --> $ROOT/app/migrations/versions/a1.sql:3:20
      |
    3 | -- down_revision = "c1"
      |                    ^^^^ goes around
      |
      = help: one of these has to name another revision: $ROOT/app/migrations/versions/a1.sql, $ROOT/app/migrations/versions/c1.sql, $ROOT/app/migrations/versions/b1.sql

    error[missing-revision]: revision "d1" refers to "c9", which is not present
     --> $ROOT/app/migrations/versions/d1.sql:3:20
      |
    3 | -- down_revision = "c9"
      |                    ^^^^ not present
      |
      = help: restore the file of that revision, or name another; a parent is named by its full identifier

    error[duplicate-label]: branch label "same" is declared more than once
     --> $ROOT/app/migrations/versions/f1.sql:4:21
      |
    4 | -- branch_labels = ["same", "e1"]
      |                     ^^^^^^ taken
      |
      = help: the label is taken by $ROOT/app/migrations/versions/e1.sql

    error[duplicate-label]: branch label "e1" is also the identifier of a revision
     --> $ROOT/app/migrations/versions/f1.sql:4:29
      |
    4 | -- branch_labels = ["same", "e1"]
      |                             ^^^^ taken
      |
      = help: the identifier stands in $ROOT/app/migrations/versions/e1.sql

    error[missing-revision]: revision "f1" refers to "nobody", which is not present
     --> $ROOT/app/migrations/versions/f1.sql:3:18
      |
    3 | -- depends_on = ["nobody"]
      |                  ^^^^^^^^ not present
      |
      = help: restore the file of that revision, or name another; a parent is named by its full identifier

    error[cycle]: revision "g1" revises itself
     --> $ROOT/app/migrations/versions/g1.sql:3:20
      |
    3 | -- down_revision = "g1"
      |                    ^^^^ itself
      |
      = help: name the revision that comes before this one, or leave the key out

    error[duplicate-revision]: revision "f1" is present more than once
     --> $ROOT/app/migrations/versions/twice.sql:2:15
      |
    2 | -- revision = "f1"
      |               ^^^^ taken
      |
      = help: the identifier is taken by $ROOT/app/migrations/versions/f1.sql; give one of the two another identifier
    "#);
    // Every command reads the graph, and none goes on without it.
    for words in [
        "history",
        "branches",
        "show a1",
        "upgrade",
        "downgrade base",
        "current",
        "stamp a1",
    ] {
        assert_eq!(env.run(words).exit, "1", "{words}");
    }
    assert!(!env.path("app/app.db").exists());
}

#[test]
fn a_header_that_is_cut_or_foreign() {
    let env = TestEnvironment::new(&[]);
    for (name, text) in [
        ("a.sql", "-- Only a message\n\nSELECT 1;\n"),
        ("b.sql", ""),
        ("c.sql", "-- revision = \"c\"\n-- revision = \"d\"\n"),
        ("d.sql", "-- revision = 12\n-- depends_on = [\"x\", 3]\n"),
        ("e.rs", "use std::fmt;\n"),
        ("f.sql", "-- revision = \"f\n"),
    ] {
        env.write(&format!("app/migrations/versions/{name}"), text);
    }
    assert_snapshot!(env.run("heads"), @r#"
    exit: 1
    ---- stderr ----
    error[header-missing]: the file has no revision header
     --> $ROOT/app/migrations/versions/a.sql:1:1
      |
    1 | -- Only a message
      | ^^^^^^^^^^^^^^^^^ no `revision = …` in here
      |
      = help: a revision file begins with a comment: the message, then `revision = "…"` and the other keys; `cargo rmig revision` writes one

    error[header-missing]: the file has no revision header
     --> $ROOT/app/migrations/versions/b.sql:1:1
      |
    1 |
      | ^ no `revision = …` in here
      |
      = help: a revision file begins with a comment: the message, then `revision = "…"` and the other keys; `cargo rmig revision` writes one

    error[header-syntax]: the header is no TOML: duplicate key
     --> $ROOT/app/migrations/versions/c.sql:2:4
      |
    2 | -- revision = "d"
      |    ^^^^^^^^ here
      |
      = help: from `revision = …` to the end of the comment, each line is `key = value` with strings in quotes

    error[wrong-type]: header key "revision" has a value of the wrong type
     --> $ROOT/app/migrations/versions/d.sql:1:15
      |
    1 | -- revision = 12
      |               ^^ wrong type
      |
      = help: revision is a string

    error[wrong-type]: header key "depends_on" has a value of the wrong type
     --> $ROOT/app/migrations/versions/d.sql:2:23
      |
    2 | -- depends_on = ["x", 3]
      |                       ^ wrong type
      |
      = help: depends_on is a list of strings

    error[header-missing]: the file has no revision header
     --> $ROOT/app/migrations/versions/e.rs:1:1
      |
    1 | use std::fmt;
      | ^ no `revision = …` in here
      |
      = help: a revision file begins with a comment: the message, then `revision = "…"` and the other keys; `cargo rmig revision` writes one

    error[header-syntax]: the header is no TOML: invalid basic string, expected `"`
     --> $ROOT/app/migrations/versions/f.sql:1:17
      |
    1 | -- revision = "f
      |                 ^ here
      |
      = help: from `revision = …` to the end of the comment, each line is `key = value` with strings in quotes
    "#);
}

#[test]
fn bytes_that_are_no_text() {
    let env = TestEnvironment::linear();
    std::fs::write(env.path("app/migrations/versions/d.sql"), b"-- \xff\xfe\n").unwrap();
    assert_snapshot!(env.run("heads"), @"
    exit: 1
    ---- stderr ----
    error[not-utf-8]: $ROOT/app/migrations/versions/d.sql:1: the file is not UTF-8
      = help: save the file as UTF-8
    ");
}
