//! What fails, as JSON.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn wrong_usage() {
    let env = TestEnvironment::linear();
    for words in [
        "nope",
        "heads --nope",
        "show",
        "heads -p nope",
        "current -d nope",
        "-p x",
    ] {
        let output = env.run(&format!("{words} --format json"));
        assert_eq!(output.exit, "2", "{output}");
        let answer = output.json();
        assert_eq!(answer.as_object().unwrap().len(), 1, "{output}");
        assert!(answer["error"]["location"].is_null(), "{output}");
    }
    assert_snapshot!(env.run("show --format json"), @r#"
    exit: 2
    ---- stdout ----
    {
      "error": {
        "code": "usage",
        "message": "the following required arguments were not provided: <REVISION>...",
        "help": "Usage: cargo rmig show --format <FORMAT> <REVISION>...\nFor more information, try '--help'.",
        "location": null
      }
    }
    "#);
    assert_snapshot!(env.run("heads -p ap --format json"), @r#"
    exit: 2
    ---- stdout ----
    {
      "error": {
        "code": "unknown-package",
        "message": "--package \"ap\" matches no package",
        "help": "did you mean \"app\"?",
        "location": null
      }
    }
    "#);
}

#[test]
fn a_symbol_that_means_nothing() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("show c4 --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "packages": [],
      "error": {
        "code": "no-such-revision",
        "message": "there is no revision or branch label \"c4\"",
        "help": "`cargo rmig history` lists the revisions and labels",
        "location": null
      }
    }
    "#);
    assert_snapshot!(env.run("history -r a1..c3 --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "error": {
        "code": "invalid-symbol",
        "message": "invalid revision symbol \"a1..c3\": a range needs a colon",
        "help": "a range is written with a colon: a1:c3",
        "location": null
      }
    }
    "#);
    assert_snapshot!(env.run("downgrade -1 --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [],
          "warnings": []
        }
      ],
      "error": {
        "code": "relative-too-far",
        "message": "\"-1\" goes beyond the base of the history",
        "help": "`cargo rmig history -i` shows how many there are",
        "location": null
      }
    }
    "#);
}

#[test]
fn findings_about_files() {
    let env = TestEnvironment::linear();
    env.edit("app/migrations/versions/a1.sql", "revision =", "revison =");
    env.edit("app/migrations/versions/c3.sql", "\"b2\"", "\"b9\"");
    assert_snapshot!(env.run("heads --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "packages": [],
      "error": {
        "code": "header-missing",
        "message": "the file has no revision header",
        "help": "a revision file begins with a comment: the message, then `revision = \"…\"` and the other keys; `cargo rmig revision` writes one",
        "location": {
          "file": "$ROOT/app/migrations/versions/a1.sql",
          "line": 1,
          "column": 1
        }
      }
    }
    "#);
}

#[test]
fn how_far_a_run_came() {
    let env = TestEnvironment::linear();
    env.edit(
        "app/migrations/versions/b2.sql",
        "CREATE TABLE",
        "CREATE TABEL",
    );
    assert_snapshot!(env.run("upgrade --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [
            {
              "revision": "a1",
              "direction": "upgrade",
              "section": 1,
              "version_rows_before": [],
              "version_rows_after": [
                "a1"
              ],
              "statements": 1,
              "duration_ms": 0
            }
          ],
          "warnings": []
        }
      ],
      "error": {
        "code": "statement-failed",
        "message": "near \"TABEL\": syntax error",
        "help": "the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to b2",
        "location": {
          "file": "$ROOT/app/migrations/versions/b2.sql",
          "line": 6,
          "column": 8
        }
      }
    }
    ---- stderr ----
        Upgraded <base> -> a1, Create users (1 statement)
    "#);
    assert_eq!(env.sqlite("app/app.db").rows(), ["a1"]);
}

#[test]
fn how_far_several_came() {
    let env = TestEnvironment::workspace(
        &[rev("a1").sql("SELECT * FROM nowhere;", "")],
        &[rev("s1").sql("SELECT * FROM neither;", "")],
    );
    let stopped = env.run_in("", "upgrade --format json");
    assert_eq!(stopped.exit, "1");
    assert_eq!(stopped.json()["databases"].as_array().unwrap().len(), 1);
    assert_snapshot!(env.run_in("", "upgrade --format json --keep-going -d main"), @r#"
    exit: 1
    ---- stdout ----
    {
      "databases": [
        {
          "package": "blog",
          "database": "main",
          "steps": [],
          "warnings": []
        },
        {
          "package": "shop",
          "database": "main",
          "steps": [],
          "warnings": []
        }
      ],
      "error": {
        "code": "statement-failed",
        "message": "no such table: nowhere",
        "help": "the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to a1",
        "location": {
          "file": "$ROOT/blog/migrations/versions/a1.sql",
          "line": 5,
          "column": 15
        }
      },
      "errors": [
        {
          "target": "blog/main",
          "error": {
            "code": "statement-failed",
            "message": "no such table: nowhere",
            "help": "the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to a1",
            "location": {
              "file": "$ROOT/blog/migrations/versions/a1.sql",
              "line": 5,
              "column": 15
            }
          }
        },
        {
          "target": "shop/main",
          "error": {
            "code": "statement-failed",
            "message": "no such table: neither",
            "help": "the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to s1",
            "location": {
              "file": "$ROOT/shop/migrations/versions/s1.sql",
              "line": 5,
              "column": 15
            }
          }
        }
      ]
    }
    ---- stderr ----
          Target blog/main
          Target shop/main
    "#);
}

#[test]
fn settings_and_places() {
    let env = TestEnvironment::empty();
    assert_snapshot!(env.run("heads --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "error": {
        "code": "no-manifest",
        "message": "there is no Cargo.toml in $ROOT/app or any directory above",
        "help": "go into a package, or give --manifest-path",
        "location": null
      }
    }
    "#);
    env.package(
        "app",
        "url = \"sqlite:app.db\"\nversion_tabel = \"x\"\n",
        &[],
    );
    assert_snapshot!(env.run("heads --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "error": {
        "code": "unknown-key",
        "message": "unknown key \"version_tabel\"",
        "help": "did you mean \"version_table\"?",
        "location": {
          "file": "$ROOT/app/Cargo.toml",
          "line": 8,
          "column": 1
        }
      }
    }
    "#);
    env.package("app", "url = \"${NOWHERE_URL}\"\n", &[]);
    assert_snapshot!(env.run("current --format json"), @r#"
    exit: 1
    ---- stdout ----
    {
      "databases": [],
      "error": {
        "code": "missing-variable",
        "message": "the environment variable NOWHERE_URL isn't set; looked in the environment and a .env file in $ROOT/app and above (there is none)",
        "help": "set NOWHERE_URL, write it into a .env file, or give --url",
        "location": {
          "file": "$ROOT/app/Cargo.toml",
          "line": 7,
          "column": 7
        }
      }
    }
    "#);
}
