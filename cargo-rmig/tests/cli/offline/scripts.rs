//! Whole scripts, and what stands around them.

use std::path::Path;

use insta::assert_snapshot;

use super::two;
use crate::support::{TestEnvironment, rev};

/// Every statement of a run, in `data/upgrade.<dialect>.snap`.
#[test]
fn for_each_kind_of_database() {
    let env = two();
    for dialect in ["sqlite", "postgresql", "mysql", "mariadb"] {
        let script = env
            .run(&format!("upgrade --sql --dialect {dialect}"))
            .success();
        assert_eq!(script.stderr, "");
        insta::with_settings!({
            snapshot_path => Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            assert_snapshot!(format!("upgrade.{dialect}"), script.stdout);
        });
    }
}

#[test]
fn the_tables_alone() {
    let script = two().run("ensure-version --sql").success();
    assert_eq!(script.stderr, "");
    let created: Vec<&str> = script
        .stdout
        .lines()
        .filter_map(|line| line.strip_prefix("CREATE TABLE IF NOT EXISTS "))
        .filter_map(|line| line.split(' ').next())
        .collect();
    assert_eq!(created, ["\"rmig_version\"", "\"rmig_journal\""]);
}

#[test]
fn a_tag_stands_in_the_journal() {
    let env = two();
    for words in [
        "upgrade --sql --tag \"it's v1\"",
        "downgrade b2:a1 --sql --tag \"it's v1\"",
        "stamp a1 --sql --tag \"it's v1\"",
    ] {
        let script = env.run(words).success().stdout;
        assert!(script.contains("'it''s v1');"), "{script}");
    }
}

#[test]
fn all_in_one_transaction() {
    let env = TestEnvironment::empty();
    let settings = "url = \"sqlite:app.db\"\ntransaction_per_migration = false\n";
    env.package("app", settings, &[rev("a1"), rev("b2").after(&["a1"])]);
    let script = env.run("upgrade --sql").success().stdout;
    assert_eq!(script.matches("BEGIN").count(), 1, "{script}");
    assert_eq!(script.matches("COMMIT").count(), 1, "{script}");
}

#[test]
fn several_databases_one_after_the_other() {
    let env = TestEnvironment::workspace(&[rev("a1")], &[rev("s1")]);
    let output = env.run_in("", "upgrade --sql").success();
    let comments: Vec<&str> = output
        .stdout
        .lines()
        .filter(|line| line.starts_with("-- Database") || line.starts_with("-- the"))
        .collect();
    assert_snapshot!(comments.join("\n"), @"
    -- Database blog/main.
    -- the upgrade to a1
    -- Database shop/audit.
    -- the upgrade to s1
    -- Database shop/main.
    -- the upgrade to s1
    ");
    // Between two scripts there is nothing that a client wouldn't understand.
    assert!(
        output
            .stdout
            .starts_with("-- Database blog/main.\n-- Written by")
    );
    assert!(
        output
            .stdout
            .contains("COMMIT;\n\n-- Database shop/audit.\n-- Written by")
    );
    assert_snapshot!(output.stderr, @"
    Summary 3 of 3 done
            blog/main   1 step written
            shop/audit  1 step written
            shop/main   1 step written
    ");
    let one = env.run_in("", "upgrade --sql -p shop -d audit").success();
    assert!(one.stdout.starts_with("-- Written by"), "{one}");
    assert_eq!(one.stderr, "");
    env.write("shop/migrations/versions/s2.sql", "nonsense");
    let output = env.run_in("", "upgrade --sql");
    assert_eq!(output.exit, "1");
    assert!(output.stdout.contains("the upgrade to a1"), "{output}");
}

#[test]
fn as_json() {
    let env = two();
    let mut document = env
        .run("upgrade a1:b2 --sql --format json")
        .success()
        .json();
    let script = env.run("upgrade a1:b2 --sql").success().stdout;
    assert_eq!(document["databases"][0]["sql"], script.as_str());
    document["databases"][0]["sql"] = "…".into();
    assert_snapshot!(serde_json::to_string_pretty(&document).unwrap(), @r#"
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "dialect": "sqlite",
          "sql": "…",
          "steps": [
            {
              "revision": "b2",
              "direction": "upgrade",
              "section": 1,
              "version_rows_before": [
                "a1"
              ],
              "version_rows_after": [
                "a1"
              ],
              "statements": 1,
              "duration_ms": null
            },
            {
              "revision": "b2",
              "direction": "upgrade",
              "section": 2,
              "version_rows_before": [
                "a1"
              ],
              "version_rows_after": [
                "b2"
              ],
              "statements": 1,
              "duration_ms": null
            }
          ],
          "warnings": []
        }
      ]
    }
    "#);
    let document = env
        .run("ensure-version --sql --format json")
        .success()
        .json();
    assert_eq!(document["databases"][0]["dialect"], "sqlite");
    assert_eq!(document["databases"][0]["steps"], serde_json::json!([]));
}
