//! `ensure-version` for people.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn what_is_missing_is_created_once() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("ensure-version"), @"
    exit: 0
    ---- stderr ----
         Created rmig_version
    ");
    assert_eq!(
        env.sqlite("app/app.db").tables(),
        ["rmig_journal", "rmig_version"]
    );
    assert_snapshot!(env.run("ensure-version"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
}

#[test]
fn under_the_name_of_the_settings() {
    let env = TestEnvironment::empty();
    env.package(
        "app",
        "url = \"sqlite:app.db\"\nversion_table = \"moved\"\n",
        &[],
    );
    assert_snapshot!(env.run("ensure-version"), @"
    exit: 0
    ---- stderr ----
         Created moved
    ");
    assert_eq!(env.sqlite("app/app.db").tables(), ["moved", "rmig_journal"]);
}
