//! `heads` for people.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn one_head() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("heads"), @"
    exit: 0
    ---- stdout ----
    c3 (head)
    ");
    assert_snapshot!(env.run("heads -v"), @"
    exit: 0
    ---- stdout ----
    Rev: c3 (head)
    Parent: b2
    Path: $ROOT/app/migrations/versions/c3.sql

        Add orders

        They were missing.
    ");
    assert_snapshot!(env.run("heads -q"), @"
    exit: 0
    ---- stdout ----
    c3 (head)
    ");
}

#[test]
fn heads_that_are_depended_on_are_told_apart() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("heads"), @"
    exit: 0
    ---- stdout ----
    m1 (accounts, billing, money) (effective head)
    r2 (reports) (head)
    ");
    assert_snapshot!(env.run("heads --resolve-dependencies"), @"
    exit: 0
    ---- stdout ----
    r2 (reports) (head)
    ");
    assert_snapshot!(env.run("heads -v"), @"
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
}

#[test]
fn nothing_has_no_heads() {
    let env = TestEnvironment::new(&[]);
    assert_snapshot!(env.run("heads"), @"exit: 0");
    std::fs::remove_dir_all(env.path("app/migrations")).unwrap();
    assert_snapshot!(env.run("heads"), @"
    exit: 1
    ---- stderr ----
    error[no-script-location]: there is no folder $ROOT/app/migrations/versions
      = help: `cargo rmig init` lays out a new one; script_location and version_locations say where it is
    ");
}

#[test]
fn colours_do_not_change_the_words() {
    let env = TestEnvironment::forked();
    let plain = env.run("heads").success().stdout;
    let colored = env.run("heads --color always").success().stdout;
    assert!(colored.contains("\u{1b}["));
    let mut stripped = String::new();
    for part in colored.split("\u{1b}[") {
        stripped.push_str(part.split_once('m').map_or(part, |(_, text)| text));
    }
    assert_eq!(stripped, plain);
}

#[test]
fn a_rust_revision_is_one_too() {
    let env = TestEnvironment::linear();
    env.write(
        "app/migrations/versions/d4.rs",
        "//! In Rust.\n//!\n//! revision = \"d4\"\n//! down_revision = \"c3\"\n\nfn x() {}\n",
    );
    assert_snapshot!(env.run("heads -v"), @"
    exit: 0
    ---- stdout ----
    Rev: d4 (head)
    Parent: c3
    Path: $ROOT/app/migrations/versions/d4.rs

        In Rust.
    ");
    // To run it is for another version; saying so is for this one.
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[rust-revision]: revision d4 is written in Rust: $ROOT/app/migrations/versions/d4.rs
      = help: this version runs revisions in SQL only; write this one as a .sql file
    ");
    env.revisions("app", &[rev("e5").after(&["d4"])]);
    assert_snapshot!(env.run("heads"), @"
    exit: 0
    ---- stdout ----
    e5 (head)
    ");
}
