//! A password is shown nowhere, whatever goes wrong.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

const SECRETS: &[&str] = &["hunter2", "s%40cret", "s@cret", "t0ken"];

/// Every command and format, on a server that isn't there.
const COMMANDS: &[&str] = &[
    "heads",
    "history",
    "history -i",
    "show current",
    "branches -v",
    "current",
    "current -v -c",
    "upgrade",
    "upgrade --dry-run",
    "upgrade --sql",
    "upgrade --wait-for-lock 0",
    "downgrade base",
    "stamp head",
    "stamp head --sql",
    "ensure-version",
    "ensure-version --sql",
    "revision -m x",
    "merge heads",
];

fn never_shown(env: &TestEnvironment, add: &str) {
    for words in COMMANDS {
        for format in ["", " --format json", " -vv --color always"] {
            let output = env.run(&format!("{words}{format}{add}"));
            let all = format!("{}{}", output.stdout, output.stderr);
            for secret in SECRETS {
                assert!(!all.contains(secret), "{words}{format}{add}: {output}");
            }
        }
    }
}

#[test]
fn of_the_settings() {
    let env = TestEnvironment::empty();
    for url in [
        "postgres://app:hunter2@127.0.0.1:1/shop",
        "postgres://app:s%40cret@127.0.0.1:1/shop?sslpassword=t0ken",
        "mysql://app:hunter2@[::1]:1/shop",
        "nonsense://app:hunter2@127.0.0.1:1",
        "//app:hunter2@127.0.0.1:1",
        "app:hunter2@127.0.0.1:1",
        "postgres://app:hunter2@127.0.0.1:port/shop",
    ] {
        env.package("app", &format!("url = {url:?}\n"), &[rev("a1")]);
        never_shown(&env, "");
    }
}

#[test]
fn of_flags_and_variables() {
    let env = TestEnvironment::linear();
    never_shown(&env, " --url postgres://app:hunter2@127.0.0.1:1/shop");
    env.package("app", "url = \"${DATABASE_URL}\"\n", &[rev("a1")]);
    env.write(
        "app/.env",
        "DATABASE_URL=postgres://app:hunter2@127.0.0.1:1/shop\n",
    );
    never_shown(&env, "");
    env.package(
        "app",
        "url = \"postgres://app:${PASSWORD}@127.0.0.1:1/shop\"\n",
        &[],
    );
    env.write("app/.env", "PASSWORD=hunter2\n");
    never_shown(&env, "");
}

#[test]
fn beside_a_finding_on_the_same_line() {
    let env = TestEnvironment::empty();
    for settings in [
        "databases.main = { url = \"postgres://a:hunter2@h/d\", nope = 1 }\n",
        "databases.main = { url = \"postgres://a:hunter2@h/d\", urls = [\"mysql://b:s@cret@h/e\"] }\n",
        "url = \"postgres://a:hunter2@h/d\" nope\n",
        "url = \"postgres://a:hunter2@h/${NOWHERE}\"\n",
        "url = [\"postgres://a:hunter2@h/d\"]\n",
        "ulr = \"postgres://a:hunter2@h/d\"\n",
        "databases = { main = \"postgres://a:hunter2@h/d\" }\n",
    ] {
        env.package("app", settings, &[]);
        never_shown(&env, "");
    }
}

#[test]
fn what_is_shown_instead() {
    let env = TestEnvironment::empty();
    env.package(
        "app",
        "url = \"postgres://app:hunter2@127.0.0.1:1/shop\"\n",
        &[rev("a1")],
    );
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: PostgreSQL at 127.0.0.1:1 can't be reached: the connection was refused
      = help: start PostgreSQL, or put the right host and port into the URL
    ");
    env.package(
        "app",
        "databases.main = { url = \"postgres://a:hunter2@h/d\", nope = 1 }\n",
        &[],
    );
    assert_snapshot!(env.run("current"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-key]: unknown key "nope"
     --> $ROOT/app/Cargo.toml:7:54
      |
    7 | databases.main = { url = "postgres://a:*******@h/d", nope = 1 }
      |                                                      ^^^^ no such key
      |
      = help: known keys are jobs, url, urls
    "#);
}
