//! `stamp` for people.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn rows_without_running_anything() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("stamp b2 --dry-run"), @"
    exit: 0
    ---- stdout ----
    -- stamp b2: version rows {} -> {b2}
    ");
    assert!(!env.path("app/app.db").exists());
    assert_snapshot!(env.run("stamp b2"), @"
    exit: 0
    ---- stderr ----
         Stamped {} -> {b2}
    ");
    assert_snapshot!(env.run("stamp b2"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
    assert_snapshot!(env.run("stamp head"), @"
    exit: 0
    ---- stderr ----
         Stamped {b2} -> {c3}
    ");
    assert_snapshot!(env.run("stamp a1"), @"
    exit: 0
    ---- stderr ----
         Stamped {c3} -> {a1}
    ");
    assert_snapshot!(env.run("stamp base"), @"
    exit: 0
    ---- stderr ----
         Stamped {a1} -> {}
    ");
    assert_eq!(
        env.sqlite("app/app.db").tables(),
        ["rmig_journal", "rmig_version"]
    );
}

#[test]
fn several_at_once() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("stamp b1 c1 r1"), @"
    exit: 0
    ---- stderr ----
         Stamped {} -> {b1}
         Stamped {b1} -> {b1, c1}
         Stamped {b1, c1} -> {b1, c1, r1}
    ");
    assert_eq!(env.sqlite("app/app.db").rows(), ["b1", "c1", "r1"]);
    assert_snapshot!(env.run("stamp heads --dry-run"), @"
    exit: 0
    ---- stdout ----
    -- stamp r2: version rows {b1, c1, r1} -> {r2}
    ");
    assert_snapshot!(env.run("stamp heads"), @"
    exit: 0
    ---- stderr ----
         Stamped {b1, c1, r1} -> {r2}
    ");
    assert_snapshot!(env.run("stamp head"), @r#"
    exit: 1
    ---- stderr ----
    error[multiple-heads]: "head" names several heads: m1, r2
      = help: name one of them, narrow it with label@head, write `heads` for all, or join them with `cargo rmig merge heads`
    "#);
    assert_snapshot!(env.run("stamp"), @"
    exit: 2
    ---- stderr ----
    error: the following required arguments were not provided:
      <REVISION>...

    Usage: cargo rmig stamp <REVISION>...

    For more information, try '--help'.
    ");
}

#[test]
fn rows_of_nobody_are_purged() {
    let env = TestEnvironment::linear();
    env.run("upgrade").success();
    let database = env.sqlite("app/app.db");
    database.execute("INSERT INTO rmig_version VALUES ('feedbeef')");
    assert_snapshot!(env.run("stamp head"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "feedbeef", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
    assert_snapshot!(env.run("upgrade"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "feedbeef", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
    assert_snapshot!(env.run("stamp --purge head --dry-run"), @"
    exit: 0
    ---- stdout ----
    -- stamp c3: version rows {c3, feedbeef} -> {c3}
    ");
    assert_eq!(database.rows(), ["c3", "feedbeef"]);
    assert_snapshot!(env.run("stamp --purge head"), @"
    exit: 0
    ---- stderr ----
         Stamped {c3, feedbeef} -> {c3}
    ");
    assert_eq!(database.rows(), ["c3"]);
}
