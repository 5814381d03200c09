//! `history` for people.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn newest_first() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("history"), @"
    exit: 0
    ---- stdout ----
    r1 (m1) -> r2 (reports) (head), Report on billing
    <base> -> r1 (reports), Begin reports
    b1, c1 -> m1 (accounts, billing, money) (effective head) (mergepoint), Join accounts and billing
    a1 -> b1 (accounts), Add accounts
    a1 -> c1 (billing, money), Add billing
    <base> -> a1 (branchpoint), Begin
    ");
}

#[test]
fn at_length() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("history -v -r c1:m1"), @"
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
}

#[test]
fn ranges() {
    let env = TestEnvironment::forked();
    env.run("upgrade b1").success();
    assert_snapshot!(env.run("history -r a1:b1"), @"
    exit: 0
    ---- stdout ----
    a1 -> b1 (accounts), Add accounts
    <base> -> a1 (branchpoint), Begin
    ");
    assert_snapshot!(env.run("history -r c1:"), @"
    exit: 0
    ---- stdout ----
    b1, c1 -> m1 (accounts, billing, money) (effective head) (mergepoint), Join accounts and billing
    a1 -> c1 (billing, money), Add billing
    ");
    assert_snapshot!(env.run("history -r :b1"), @"
    exit: 0
    ---- stdout ----
    a1 -> b1 (accounts), Add accounts
    <base> -> a1 (branchpoint), Begin
    ");
    assert_snapshot!(env.run("history --rev-range reports@base:reports@head"), @"
    exit: 0
    ---- stdout ----
    r1 (m1) -> r2 (reports) (head), Report on billing
    <base> -> r1 (reports), Begin reports
    b1, c1 -> m1 (accounts, billing, money) (effective head) (mergepoint), Join accounts and billing
    a1 -> b1 (accounts), Add accounts
    a1 -> c1 (billing, money), Add billing
    <base> -> a1 (branchpoint), Begin
    ");
    assert_snapshot!(env.run("history -r current:m1"), @"
    exit: 0
    ---- stdout ----
    b1, c1 -> m1 (accounts, billing, money) (effective head) (mergepoint), Join accounts and billing
    a1 -> b1 (accounts), Add accounts
    ");
    assert_snapshot!(env.run("history -r:current -i"), @"
    exit: 0
    ---- stdout ----
    a1 -> b1 (accounts) (current), Add accounts
    <base> -> a1 (branchpoint), Begin
    ");
    assert_snapshot!(env.run("history -r a1:+1"), @r#"
    exit: 1
    ---- stderr ----
    error[ambiguous-walk]: "+1" is ambiguous: at a1 the history leads to b1 and c1
      = help: name the revision itself, or a branch: label@+1
    "#);
    assert_snapshot!(env.run("history -r b1:b1"), @"
    exit: 0
    ---- stdout ----
    a1 -> b1 (accounts), Add accounts
    ");
}

#[test]
fn ranges_from_the_end() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("history -r -2:"), @"
    exit: 0
    ---- stdout ----
    b2 -> c3 (head), Add orders
    a1 -> b2
    <base> -> a1, Create users
    ");
    assert_snapshot!(env.run("history -r=-1:head"), @"
    exit: 0
    ---- stdout ----
    b2 -> c3 (head), Add orders
    a1 -> b2
    ");
    assert_snapshot!(env.run("history -r :-1"), @r#"
    exit: 1
    ---- stderr ----
    error[wrong-way]: "-1" makes no sense here
      = help: the upper end goes up from the lower one: write +N
    "#);
}

#[test]
fn ranges_that_make_no_sense() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("history -r b1"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-symbol]: invalid revision symbol "b1": a range needs a colon
      |
    1 | b1
      | ^^ a range needs a colon
      |
      = help: write b1: for all from there on, :b1 for all up to there, or a:b
    "#);
    assert_snapshot!(env.run("history -r m1:a1"), @r#"
    exit: 1
    ---- stderr ----
    error[not-an-ancestor]: "m1" is not an ancestor of "a1"
      = help: a range goes from the older revision to the newer one
    "#);
    assert_snapshot!(env.run("history -r a1:b1:c1"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-symbol]: invalid revision symbol "a1:b1:c1": a second colon
      |
    1 | a1:b1:c1
      |      ^ a second colon
      |
      = help: write a:b, a: or :b
    "#);
    assert_snapshot!(env.run("history -r a1..b1"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-symbol]: invalid revision symbol "a1..b1": a range needs a colon
      |
    1 | a1..b1
      | ^^^^^^ a range needs a colon
      |
      = help: a range is written with a colon: a1:b1
    "#);
    assert_snapshot!(env.run("history -r x9:"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "x9"
      = help: `cargo rmig history` lists the revisions and labels
    "#);
}

#[test]
fn where_the_database_is() {
    let env = TestEnvironment::forked();
    // Without a database nothing is marked, and none is created.
    assert_snapshot!(env.run("history -i -r :a1"), @"
    exit: 0
    ---- stdout ----
    <base> -> a1 (branchpoint), Begin
    ");
    env.run("upgrade m1").success();
    env.run("upgrade r1").success();
    assert_snapshot!(env.run("history -i"), @"
    exit: 0
    ---- stdout ----
    r1 (m1) -> r2 (reports) (head), Report on billing
    <base> -> r1 (reports) (current), Begin reports
    b1, c1 -> m1 (accounts, billing, money) (effective head) (current) (mergepoint), Join accounts and billing
    a1 -> b1 (accounts), Add accounts
    a1 -> c1 (billing, money), Add billing
    <base> -> a1 (branchpoint), Begin
    ");
    assert_snapshot!(env.run("history -i --graph"), @"
    exit: 0
    ---- stdout ----
    ○    r2 (reports) (head), Report on billing
    ├─╮
    @ │  r1 (reports) (current), Begin reports
      @  m1 (accounts, billing, money) (effective head) (current), Join accounts and billing
    ╭─┤
    │ ○  b1 (accounts), Add accounts
    ○ │  c1 (billing, money), Add billing
    ├─╯
    ○  a1, Begin
    ");
}

#[test]
fn a_drawing() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("history --graph"), @"
    exit: 0
    ---- stdout ----
    ○    r2 (reports) (head), Report on billing
    ├─╮
    ○ │  r1 (reports), Begin reports
      ○  m1 (accounts, billing, money) (effective head), Join accounts and billing
    ╭─┤
    │ ○  b1 (accounts), Add accounts
    ○ │  c1 (billing, money), Add billing
    ├─╯
    ○  a1, Begin
    ");
    assert_snapshot!(env.run("history --graph -r b1:m1"), @"
    exit: 0
    ---- stdout ----
    ○    m1 (accounts, billing, money) (effective head), Join accounts and billing
    ├─╮
    │ │
    │ ~
    │
    ○  b1 (accounts), Add accounts
    │
    ~
    ");
    assert_snapshot!(env.run("history --graph -v -r a1:b1"), @"
    exit: 0
    ---- stdout ----
    ○  b1 (accounts), Add accounts
    ○  a1, Begin
    ");
}

#[test]
fn a_drawing_of_many_branches() {
    let env = TestEnvironment::new(&[
        rev("a1"),
        rev("b1").after(&["a1"]),
        rev("b2").after(&["a1"]),
        rev("b3").after(&["a1"]),
        rev("c1").after(&["b1", "b3"]).message("Two of three"),
        rev("d1").after(&["c1", "b2"]).message("All three"),
    ]);
    assert_snapshot!(env.run("history --graph"), @"
    exit: 0
    ---- stdout ----
    ○    d1 (head), All three
    ├─╮
    ○ │    c1, Two of three
    ├───╮
    ○ │ │  b1
    │ ○ │  b2
    ├─╯ │
    │   ○  b3
    ├───╯
    ○  a1
    ");
}

#[test]
fn nothing_has_no_history() {
    assert_snapshot!(TestEnvironment::new(&[]).run("history"), @"exit: 0");
    assert_snapshot!(TestEnvironment::new(&[]).run("history --graph"), @"exit: 0");
}
