//! `downgrade` for people.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn back_to_the_base() {
    let env = TestEnvironment::linear();
    env.run("upgrade").success();
    assert_snapshot!(env.run("downgrade -1"), @"
    exit: 0
    ---- stderr ----
      Downgraded c3 -> b2, Add orders (1 statement)
    ");
    assert_snapshot!(env.run("downgrade b2"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_snapshot!(env.run("downgrade a1 --dry-run"), @r#"
    exit: 0
    ---- stdout ----
    -- downgrade b2: version rows {b2} -> {a1}
    DROP TABLE "t_b2";
    "#);
    assert_snapshot!(env.run("downgrade base"), @"
    exit: 0
    ---- stderr ----
      Downgraded b2 -> a1 (1 statement)
      Downgraded a1 -> <base>, Create users (1 statement)
    ");
    assert_snapshot!(env.run("downgrade base"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_eq!(
        env.sqlite("app/app.db").tables(),
        ["rmig_journal", "rmig_version"]
    );
}

#[test]
fn what_makes_no_sense() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("downgrade"), @"
    exit: 2
    ---- stderr ----
    error: the following required arguments were not provided:
      <REVISION>

    Usage: cargo rmig downgrade <REVISION>

    For more information, try '--help'.
    ");
    assert_snapshot!(env.run("downgrade -1"), @r#"
    exit: 1
    ---- stderr ----
    error[relative-too-far]: "-1" goes beyond the base of the history
      = help: `cargo rmig history -i` shows how many there are
    "#);
    env.run("upgrade a1").success();
    assert_snapshot!(env.run("downgrade c3"), @r#"
    exit: 1
    ---- stderr ----
    error[not-a-downgrade-target]: "c3" is not a valid downgrade target: the database is at a1
      = help: a downgrade goes to a revision below the current one; `cargo rmig current` shows where the database is
    "#);
    assert_snapshot!(env.run("downgrade -4"), @r#"
    exit: 1
    ---- stderr ----
    error[relative-too-far]: "-4" goes beyond the base of the history
      = help: `cargo rmig history -i` shows how many there are
    "#);
    assert_snapshot!(env.run("downgrade +1"), @r#"
    exit: 1
    ---- stderr ----
    error[wrong-way]: "+1" makes no sense here
      = help: a downgrade goes down: write -N
    "#);
    assert_snapshot!(env.run("upgrade -1"), @r#"
    exit: 1
    ---- stderr ----
    error[wrong-way]: "-1" makes no sense here
      = help: an upgrade goes up: write +N
    "#);
}

#[test]
fn over_a_merge_and_branches() {
    let env = TestEnvironment::forked();
    env.run("upgrade heads").success();
    assert_snapshot!(env.run("downgrade m1"), @r#"
    exit: 1
    ---- stderr ----
    error[not-a-downgrade-target]: "m1" is not a valid downgrade target: the database is at r2
      = help: a downgrade goes to a revision below the current one; `cargo rmig current` shows where the database is
    "#);
    assert_snapshot!(env.run("downgrade reports@base"), @"
    exit: 0
    ---- stderr ----
      Downgraded r2 -> r1, Report on billing (1 statement)
      Downgraded r1 -> <base>, Begin reports (1 statement)
    ");
    assert_snapshot!(env.run("downgrade b1@a1"), @"
    exit: 0
    ---- stderr ----
      Downgraded m1 -> b1, c1, Join accounts and billing (1 statement)
      Downgraded b1 -> a1, Add accounts (1 statement)
    ");
    env.run("upgrade b1").success();
    assert_snapshot!(env.run("downgrade -1"), @r#"
    exit: 1
    ---- stderr ----
    error[ambiguous-current]: "-1" is ambiguous: the database is at b1, c1
      = help: say which branch with label@+1 or b1@-1, or name the revision itself
    "#);
    assert_snapshot!(env.run("downgrade billing@-1"), @"
    exit: 0
    ---- stderr ----
      Downgraded c1 -> a1, Add billing (1 statement)
    ");
}
