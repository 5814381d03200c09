//! `current` for people.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn a_database_that_is_not_there() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/app.db yet
    ");
    assert_snapshot!(env.run("current -v"), @"
    exit: 0
    ---- stdout ----
    Current revision(s) for sqlite:$ROOT/app/app.db:
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/app.db yet
    ");
    assert_snapshot!(env.run("current --check-heads"), @"
    exit: 4
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/app.db yet
          Behind database main is not at head: c3
    ");
    assert_snapshot!(env.run("current -q"), @"exit: 0");
    assert!(!env.path("app/app.db").exists());
}

#[test]
fn on_the_way_and_at_head() {
    let env = TestEnvironment::linear();
    env.run("upgrade b2").success();
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stdout ----
    b2
    ");
    assert_snapshot!(env.run("current -v"), @"
    exit: 0
    ---- stdout ----
    Current revision(s) for sqlite:$ROOT/app/app.db:
    Rev: b2
    Parent: a1
    Path: $ROOT/app/migrations/versions/b2.sql
    ");
    assert_snapshot!(env.run("current -c"), @"
    exit: 4
    ---- stdout ----
    b2
    ---- stderr ----
          Behind database main is not at head: c3
    ");
    assert_snapshot!(env.run("current -c -q"), @"
    exit: 4
    ---- stdout ----
    b2
    ");
    env.run("upgrade").success();
    assert_snapshot!(env.run("current -c"), @"
    exit: 0
    ---- stdout ----
    c3 (head)
    ");
}

#[test]
fn several_tips() {
    let env = TestEnvironment::forked();
    env.run("upgrade b1").success();
    env.run("upgrade r1").success();
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stdout ----
    b1
    r1
    ");
    env.run("upgrade heads").success();
    // The row of m1 is implied by that of r2, but it is at the head of its branch all the same.
    assert_eq!(env.sqlite("app/app.db").rows(), ["r2"]);
    assert_snapshot!(env.run("current -c"), @"
    exit: 0
    ---- stdout ----
    m1 (effective head)
    r2 (head)
    ");
}

#[test]
fn without_revisions() {
    let env = TestEnvironment::new(&[]);
    assert_snapshot!(env.run("current -c"), @"
    exit: 0
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/app.db yet
    ");
}

#[test]
fn a_database_that_has_another_row() {
    let env = TestEnvironment::linear();
    env.run("upgrade").success();
    env.remove("app/migrations/versions/c3.sql");
    assert_snapshot!(env.run("current"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "c3", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
}
