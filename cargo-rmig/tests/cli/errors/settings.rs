//! Settings that are missing or make no sense.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn no_settings() {
    let env = TestEnvironment::empty();
    assert_snapshot!(env.run("heads"), @"
    exit: 1
    ---- stderr ----
    error[no-manifest]: there is no Cargo.toml in $ROOT/app or any directory above
      = help: go into a package, or give --manifest-path
    ");
    env.write(
        "app/Cargo.toml",
        "[package]\nname = \"app\"\nversion = \"0.1.0\"\n",
    );
    assert_snapshot!(env.run("heads"), @"
    exit: 1
    ---- stderr ----
    error[no-settings]: app has no [package.metadata.rmig] in $ROOT/app/Cargo.toml
      = help: run `cargo rmig init` there
    ");
    env.write("app/Cargo.toml", "[package\n");
    assert_snapshot!(env.run("heads"), @"
    exit: 1
    ---- stderr ----
    error[invalid-manifest]: unclosed table, expected `]`
     --> $ROOT/app/Cargo.toml:1:9
      |
    1 | [package
      |         ^ here
      |
      = help: the manifest isn't TOML; mend it first
    ");
    assert_snapshot!(env.run("heads --manifest-path nope/Cargo.toml"), @"
    exit: 1
    ---- stderr ----
    error[no-manifest]: --manifest-path nope/Cargo.toml does not exist
      = help: relative paths start at the current directory
    ");
    assert_snapshot!(env.run("heads --manifest-path ."), @"
    exit: 2
    ---- stderr ----
    error[usage]: --manifest-path . is no Cargo.toml
      = help: write ./Cargo.toml
    ");
}

#[test]
fn a_variable_that_is_not_set() {
    let env = TestEnvironment::empty();
    env.package("app", "url = \"${DATABASE_URL}\"\n", &[]);
    assert_snapshot!(env.run("current"), @r#"
    exit: 1
    ---- stderr ----
    error[missing-variable]: the environment variable DATABASE_URL isn't set; looked in the environment and a .env file in $ROOT/app and above (there is none)
     --> $ROOT/app/Cargo.toml:7:7
      |
    7 | url = "${DATABASE_URL}"
      |       ^^^^^^^^^^^^^^^^^ it is needed here
      |
      = help: set DATABASE_URL, write it into a .env file, or give --url
    "#);
    // What needs no database doesn't ask for it.
    assert_snapshot!(env.run("heads"), @"exit: 0");
    env.write("app/.env", "DATABASE_URL=sqlite:env.db\n");
    assert_snapshot!(env.run("current -v"), @"
    exit: 0
    ---- stdout ----
    Current revision(s) for sqlite:$ROOT/app/env.db:
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/env.db yet
    ");
    let mut command = env.command("app", "current -v");
    assert_snapshot!(env.output(command.env("DATABASE_URL", "sqlite:other.db")), @"
    exit: 0
    ---- stdout ----
    Current revision(s) for sqlite:$ROOT/app/other.db:
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/other.db yet
    ");
    env.package("app", "", &[]);
    assert_snapshot!(env.run("current"), @r#"
    exit: 1
    ---- stderr ----
    error[no-database]: app has no database in its settings
      = help: add url = "${DATABASE_URL}" to [package.metadata.rmig] in $ROOT/app/Cargo.toml, or give --url
    "#);
}

#[test]
fn keys_and_values() {
    let env = TestEnvironment::empty();
    env.package(
        "app",
        "ulr = \"sqlite:app.db\"\nversion_table = 5\nsqlalchemy.url = \"x\"\nmodels = { sql = \"s\" }\n",
        &[],
    );
    assert_snapshot!(env.run("heads"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-key]: unknown key "ulr"
     --> $ROOT/app/Cargo.toml:7:1
      |
    7 | ulr = "sqlite:app.db"
      | ^^^ no such key
      |
      = help: did you mean "url"?

    error[wrong-type]: expected a string, found an integer
     --> $ROOT/app/Cargo.toml:8:17
      |
    8 | version_table = 5
      |                 ^ this is an integer
      |
      = help: write a string

    error[unknown-key]: unknown key "sqlalchemy"
     --> $ROOT/app/Cargo.toml:9:1
      |
    9 | sqlalchemy.url = "x"
      | ^^^^^^^^^^ no such key
      |
      = help: the key is url
    "#);
    env.package(
        "app",
        "url = \"sqlite:app.db\"\nmodels = { sql = \"s\" }\n",
        &[],
    );
    assert_snapshot!(env.run("heads"), @r#"
    exit: 0
    ---- stderr ----
    warning[later-key]: models has no effect yet
     --> $ROOT/app/Cargo.toml:8:1
      |
    8 | models = { sql = "s" }
      | ^^^^^^ known, but not read yet
      |
      = help: a later version of rmig is going to read it; remove it until then
    "#);
}
