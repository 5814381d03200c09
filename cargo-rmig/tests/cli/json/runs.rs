//! What a run did, or would do, as JSON.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn what_a_run_did() {
    let env = TestEnvironment::new(&[
        rev("a1"),
        rev("b2").after(&["a1"]).sections(
            "-- rmig: upgrade\nCREATE TABLE x (id INTEGER);\nCREATE TABLE y (id INTEGER);\n\
             -- rmig: upgrade transaction=none\nVACUUM;\n-- rmig: downgrade\nDROP TABLE x;\n\
             DROP TABLE y;\n",
        ),
    ]);
    assert_snapshot!(env.run("upgrade --dry-run --format json"), @r#"
    exit: 0
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
              "duration_ms": null
            },
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
              "statements": 2,
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
          "warnings": [
            "the database doesn't exist yet"
          ]
        }
      ]
    }
    "#);
    assert_snapshot!(env.run("upgrade --format json"), @r#"
    exit: 0
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
            },
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
              "statements": 2,
              "duration_ms": 0
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
              "duration_ms": 0
            }
          ],
          "warnings": []
        }
      ]
    }
    ---- stderr ----
        Upgraded <base> -> a1 (1 statement)
        Upgraded a1 -> b2 (section 1 of 2, 2 statements)
        Upgraded a1 -> b2 (section 2 of 2, 1 statement)
    "#);
    assert_snapshot!(env.run("upgrade --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [],
          "warnings": []
        }
      ]
    }
    ---- stderr ----
        Finished nothing to do
    "#);
    assert_snapshot!(env.run("downgrade -1 --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [
            {
              "revision": "b2",
              "direction": "downgrade",
              "section": 1,
              "version_rows_before": [
                "b2"
              ],
              "version_rows_after": [
                "a1"
              ],
              "statements": 2,
              "duration_ms": 0
            }
          ],
          "warnings": []
        }
      ]
    }
    ---- stderr ----
      Downgraded b2 -> a1 (2 statements)
    "#);
    assert_snapshot!(env.run("stamp b2 --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [
            {
              "revision": "b2",
              "direction": "stamp",
              "section": 1,
              "version_rows_before": [
                "a1"
              ],
              "version_rows_after": [
                "b2"
              ],
              "statements": 0,
              "duration_ms": 0
            }
          ],
          "warnings": []
        }
      ]
    }
    ---- stderr ----
         Stamped {a1} -> {b2}
    "#);
    assert_snapshot!(env.run("stamp base --format json --dry-run"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [
            {
              "revision": "base",
              "direction": "stamp",
              "section": 1,
              "version_rows_before": [
                "b2"
              ],
              "version_rows_after": [],
              "statements": 0,
              "duration_ms": null
            }
          ],
          "warnings": []
        }
      ]
    }
    "#);
    assert_snapshot!(env.run("ensure-version --format json"), @r#"
    exit: 0
    ---- stdout ----
    {
      "databases": [
        {
          "package": "app",
          "database": "main",
          "steps": [],
          "warnings": []
        }
      ]
    }
    ---- stderr ----
        Finished nothing to do
    "#);
}
