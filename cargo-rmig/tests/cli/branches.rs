//! `branches` for people.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn branch_points_with_what_they_lead_to() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("branches"), @"
    exit: 0
    ---- stdout ----
    a1 (branchpoint)
       -> b1 (accounts)
       -> c1 (billing, money)
    ");
    assert_snapshot!(env.run("branches -v"), @"
    exit: 0
    ---- stdout ----
    Rev: a1 (branchpoint)
    Parent: <base>
    Branches into: b1, c1
    Path: $ROOT/app/migrations/versions/a1.sql

        Begin

       -> b1 (accounts), Add accounts
       -> c1 (billing, money), Add billing
    ");
}

#[test]
fn several_branch_points_come_newest_first() {
    let env = TestEnvironment::new(&[
        rev("a1"),
        rev("b1").after(&["a1"]),
        rev("b2").after(&["a1"]).message("Second"),
        rev("c1").after(&["b1"]),
        rev("c2").after(&["b1"]),
    ]);
    assert_snapshot!(env.run("branches"), @"
    exit: 0
    ---- stdout ----
    b1 (branchpoint)
       -> c1 (head)
       -> c2 (head)

    a1 (branchpoint)
       -> b1 (branchpoint)
       -> b2 (head)
    ");
}

#[test]
fn a_line_has_none() {
    assert_snapshot!(TestEnvironment::linear().run("branches"), @"exit: 0");
}
