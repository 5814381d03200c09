//! What succeeds, as JSON.

use insta::assert_snapshot;
use serde_json::Value;

use crate::support::{TestEnvironment, rev};

fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<_> = value
        .as_object()
        .unwrap()
        .keys()
        .map(String::as_str)
        .collect();
    keys.sort_unstable();
    keys
}

const REVISION: [&str; 12] = [
    "branch_labels",
    "created_at",
    "depends_on",
    "down_revision",
    "is_base",
    "is_branch_point",
    "is_head",
    "is_merge_point",
    "is_real_head",
    "message",
    "path",
    "revision",
];

#[test]
fn a_revision() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("show r2 --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "packages": [
        {
          "package": "app",
          "revisions": [
            {
              "revision": "r2",
              "down_revision": [
                "r1"
              ],
              "depends_on": [
                "m1"
              ],
              "branch_labels": [
                "reports"
              ],
              "message": "Report on billing\n\nIn paragraphs,\nof two lines.",
              "path": "$ROOT/app/migrations/versions/r2.sql",
              "created_at": null,
              "is_head": true,
              "is_real_head": true,
              "is_base": false,
              "is_branch_point": false,
              "is_merge_point": false
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn what_commands_about_revisions_answer() {
    let env = TestEnvironment::forked();
    for (words, expected) in [
        ("heads", &["m1", "r2"][..]),
        ("heads --resolve-dependencies", &["r2"]),
        ("heads -v", &["m1", "r2"]),
        ("history", &["r2", "r1", "m1", "b1", "c1", "a1"]),
        ("history -i --graph", &["r2", "r1", "m1", "b1", "c1", "a1"]),
        ("history -r a1:b1", &["b1", "a1"]),
        ("branches", &["a1"]),
        ("show a1 r1", &["a1", "r1"]),
        ("show base", &[]),
        ("show current", &[]),
    ] {
        let answer = env.run(&format!("{words} --format json")).success().json();
        assert_eq!(keys(&answer), ["packages"], "{words}");
        let packages = answer["packages"].as_array().unwrap();
        assert_eq!(packages.len(), 1);
        assert_eq!(keys(&packages[0]), ["package", "revisions"], "{words}");
        assert_eq!(packages[0]["package"], "app");
        let revisions = packages[0]["revisions"].as_array().unwrap();
        let ids: Vec<_> = revisions
            .iter()
            .map(|one| one["revision"].as_str().unwrap())
            .collect();
        assert_eq!(ids, expected, "{words}");
        for revision in revisions {
            assert_eq!(keys(revision), REVISION, "{words}");
        }
    }
}

#[test]
fn dates_and_parents() {
    let env = TestEnvironment::forked();
    env.edit(
        "app/migrations/versions/m1.sql",
        "-- down_revision",
        "-- created_at = 2026-11-22T15:04:05Z\n-- down_revision",
    );
    assert_snapshot!(env.run("show m1 --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "packages": [
        {
          "package": "app",
          "revisions": [
            {
              "revision": "m1",
              "down_revision": [
                "b1",
                "c1"
              ],
              "depends_on": [],
              "branch_labels": [
                "accounts",
                "billing",
                "money"
              ],
              "message": "Join accounts and billing",
              "path": "$ROOT/app/migrations/versions/m1.sql",
              "created_at": "2026-11-22T15:04:05Z",
              "is_head": true,
              "is_real_head": false,
              "is_base": false,
              "is_branch_point": false,
              "is_merge_point": true
            }
          ]
        }
      ]
    }
    "#);
}

#[test]
fn where_a_database_is() {
    let env = TestEnvironment::forked();
    assert_snapshot!(env.run("current --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "url": "sqlite:$ROOT/app/app.db",
          "revisions": [],
          "rows": [],
          "heads": [
            "m1",
            "r2"
          ],
          "is_at_head": false,
          "unfinished": null
        }
      ]
    }
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/app.db yet
    "#);
    env.run("upgrade heads").success();
    let answer = env.run("current -v --format json").success().json();
    let database = &answer["databases"][0];
    assert_eq!(
        keys(database),
        [
            "database",
            "heads",
            "is_at_head",
            "package",
            "revisions",
            "rows",
            "unfinished",
            "url"
        ]
    );
    assert_eq!(database["url"], "sqlite:$ROOT/app/app.db");
    assert_eq!(database["rows"], serde_json::json!(["r2"]));
    assert_eq!(database["heads"], serde_json::json!(["m1", "r2"]));
    assert_eq!(database["is_at_head"], true);
    assert_eq!(database["revisions"].as_array().unwrap().len(), 2);
    assert_eq!(keys(&database["revisions"][0]), REVISION);
    assert_eq!(env.run("current -c --format json").exit, "0");
    env.run("downgrade r1").success();
    let behind = env.run("current -c --format json");
    assert_eq!(behind.exit, "4");
    // To be behind is an answer, not an error.
    assert_eq!(keys(&behind.json()), ["databases"]);
    assert_eq!(behind.json()["databases"][0]["is_at_head"], false);
}

#[test]
fn several_packages_and_databases() {
    let env = TestEnvironment::workspace(&[rev("a1")], &[rev("s1")]);
    let heads = env.run_in("", "heads --format json").success().json();
    let names = |list: &Value, key: &str| -> Vec<String> {
        let items = list.as_array().unwrap().iter();
        items
            .map(|item| item[key].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(names(&heads["packages"], "package"), ["blog", "shop"]);
    let upgraded = env.run_in("", "upgrade --format json").success().json();
    assert_eq!(
        names(&upgraded["databases"], "package"),
        ["blog", "shop", "shop"]
    );
    assert_eq!(
        names(&upgraded["databases"], "database"),
        ["main", "audit", "main"]
    );
    let current = env.run_in("", "current --format json").success().json();
    assert_eq!(
        names(&current["databases"], "database"),
        ["main", "audit", "main"]
    );
}

#[test]
fn quiet_and_verbose_say_the_same() {
    let env = TestEnvironment::linear();
    let plain = env.run("history --format json").stdout;
    assert_eq!(env.run("history --format json -q").stdout, plain);
    assert_eq!(env.run("history --format=json -vv").stdout, plain);
    assert_eq!(
        env.run("--format json history --color always").stdout,
        plain
    );
}
