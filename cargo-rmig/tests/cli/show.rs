//! `show` for people.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn everything_about_some_revisions() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("show a1"), @"
    exit: 0
    ---- stdout ----
    Rev: a1 (branchpoint)
    Parent: <base>
    Branches into: b1, c1
    Path: $ROOT/app/migrations/versions/a1.sql

        Begin
    ");
    assert_snapshot!(env.run("show m1 r2"), @"
    exit: 0
    ---- stdout ----
    Rev: m1 (head) (mergepoint)
    Merges: b1, c1
    Branch names: accounts, billing, money
    Path: $ROOT/app/migrations/versions/m1.sql

        Join accounts and billing

    Rev: r2 (head)
    Parent: r1
    Also depends on: m1
    Branch names: reports
    Path: $ROOT/app/migrations/versions/r2.sql

        Report on billing

        In paragraphs,
        of two lines.
    ");
    assert_snapshot!(env.run("show accounts@head billing"), @"
    exit: 0
    ---- stdout ----
    Rev: m1 (head) (mergepoint)
    Merges: b1, c1
    Branch names: accounts, billing, money
    Path: $ROOT/app/migrations/versions/m1.sql

        Join accounts and billing

    Rev: c1
    Parent: a1
    Branch names: billing, money
    Path: $ROOT/app/migrations/versions/c1.sql

        Add billing
    ");
    assert_snapshot!(env.run("show base"), @"exit: 0");
}

#[test]
fn when_it_was_written() {
    let env = TestEnvironment::empty();
    env.package("app", "url = \"sqlite:app.db\"\n", &[]);
    env.write(
        "app/migrations/versions/a1.sql",
        "-- Begin\n--\n-- revision = \"a1\"\n-- created_at = 2026-11-22T15:04:05Z\n\n\
         -- rmig: upgrade\n\n-- rmig: downgrade\n",
    );
    assert_snapshot!(env.run("show a1"), @"
    exit: 0
    ---- stdout ----
    Rev: a1 (head)
    Parent: <base>
    Path: $ROOT/app/migrations/versions/a1.sql
    Created: 2026-11-22T15:04:05Z

        Begin
    ");
}

#[test]
fn where_the_database_is() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("show current"), @"exit: 0");
    env.run("upgrade r2").success();
    assert_snapshot!(env.run("show current"), @"
    exit: 0
    ---- stdout ----
    Rev: r2 (head) (current)
    Parent: r1
    Also depends on: m1
    Branch names: reports
    Path: $ROOT/app/migrations/versions/r2.sql

        Report on billing

        In paragraphs,
        of two lines.
    ");
}

#[test]
fn near_misses_and_wrong_words() {
    let env = TestEnvironment::new(&[
        rev("ae1027a6acf1").labels(&["accounts"]),
        rev("ae2b3c4d5e6f").after(&["ae1027a6acf1"]),
    ]);
    assert_snapshot!(env.run("show ae1"), @"
    exit: 0
    ---- stdout ----
    Rev: ae1027a6acf1
    Parent: <base>
    Branch names: accounts
    Path: $ROOT/app/migrations/versions/ae1027a6acf1.sql
    ");
    assert_snapshot!(env.run("show ae"), @r#"
    exit: 1
    ---- stderr ----
    error[ambiguous-revision]: "ae" is ambiguous: ae1027a6acf1, ae2b3c4d5e6f
      = help: write more of it
    "#);
    assert_snapshot!(env.run("show ae1027a6acff"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "ae1027a6acff"
      = help: did you mean "ae1027a6acf1"?
    "#);
    assert_snapshot!(env.run("show acounts"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "acounts"
      = help: did you mean "accounts"?
    "#);
    assert_snapshot!(env.run("show HEAD~1"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "HEAD~1"
      = help: steps are written head-1
    "#);
    assert_snapshot!(env.run("show latest"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "latest"
      = help: did you mean `head`?
    "#);
    assert_snapshot!(env.run("show acounts@head"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-branch]: there is no branch "acounts"
      = help: did you mean "accounts"?
    "#);
    assert_snapshot!(env.run("show 'a@b@c'"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-symbol]: invalid revision symbol "a@b@c": a second `@`
      |
    1 | a@b@c
      |    ^ a second `@`
      |
      = help: write label@revision with one `@`
    "#);
    assert_snapshot!(env.run("show ''"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-symbol]: invalid revision symbol "": no revision is named
      |
    1 |
      | ^ no revision is named
      |
      = help: name a revision, or write head, heads or base
    "#);
    assert_snapshot!(env.run("show"), @"
    exit: 2
    ---- stderr ----
    error: the following required arguments were not provided:
      <REVISION>...

    Usage: cargo rmig show <REVISION>...

    For more information, try '--help'.
    ");
}
