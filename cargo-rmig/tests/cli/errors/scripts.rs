//! Scripts that fail, or that are no longer what they were.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

#[test]
fn nothing_is_left_of_a_section_that_fails() {
    let env = TestEnvironment::linear();
    env.run("upgrade a1").success();
    let database = env.sqlite("app/app.db");
    database.execute("CREATE TABLE sentinel (t TEXT); INSERT INTO sentinel VALUES ('here')");
    env.revisions(
        "app",
        &[rev("b2").after(&["a1"]).sql(
            "CREATE TABLE half (id INTEGER);\nUPDATE sentinel SET t = 'gone';\n\
             \x20\x20INSERT INTO half (id, nmae)\n    VALUES (1, 'x');\nCREATE TABLE rest (id INTEGER);",
            "DROP TABLE half;",
        )],
    );
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[statement-failed]: table half has no column named nmae
     --> $ROOT/app/migrations/versions/b2.sql:8:25
      |
    8 |   INSERT INTO half (id, nmae)
      |                         ^^^^ the database refused this
      |
      = help: the section was rolled back, nothing of it is in the database; this was statement 3 of the upgrade to b2
    ");
    assert_eq!(database.texts("SELECT t FROM sentinel"), ["here"]);
    assert_eq!(
        database.tables(),
        ["rmig_journal", "rmig_version", "sentinel", "t_a1"]
    );
    assert_eq!(database.rows(), ["a1"]);
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stdout ----
    a1
    ");
    // Mended, it runs.
    env.edit(
        "app/migrations/versions/b2.sql",
        "(id, nmae)\n    VALUES (1, 'x')",
        "(id) VALUES (1)",
    );
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded a1 -> b2 (4 statements)
        Upgraded b2 -> c3, Add orders (1 statement)
    ");
}

#[test]
fn statements_that_fail_in_different_ways() {
    for (sql, code, place) in [
        ("CREATE TABLE a (id INTEGER;", "statement-failed", "5:1"),
        (
            "CREATE TABLE a (id INTEGER",
            "marker-inside-statement",
            "7:1",
        ),
        ("SELECT 1", "marker-inside-statement", "7:1"),
        (
            "INSERT INTO rmig_version VALUES ('x');\nINSERT INTO rmig_version VALUES ('x');",
            "statement-failed",
            "6:1",
        ),
        ("SELECT 1;\nCOMMIT;", "statement-not-allowed", "6:1"),
        ("SELECT 'open", "unterminated-sql", "5:8"),
        ("SELECT 1;\n\tVACUUM;", "statement-not-allowed", "6:2"),
        ("PRAGMA foreign_keys = off;", "statement-not-allowed", "5:1"),
    ] {
        let env = TestEnvironment::new(&[rev("a1").sql(sql, "")]);
        let output = env.run("upgrade").fails_with(1, code);
        assert!(
            output.stderr.contains(&format!("a1.sql:{place}\n")),
            "{output}"
        );
        assert_eq!(env.sqlite("app/app.db").rows(), [""; 0]);
    }
    let env = TestEnvironment::new(&[rev("a1").sql("CREATE TABLE x (id);\nCOMMIT;", "")]);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[statement-not-allowed]: COMMIT can't stand in a section that runs in a transaction
     --> $ROOT/app/migrations/versions/a1.sql:6:1
      |
    6 | COMMIT;
      | ^^^^^^
      |
      = help: take it out: the section is a transaction already. If it has to do without, give the section `transaction=none`
    ");
    let env = TestEnvironment::new(&[rev("a1").sql("SELECT 'open", "")]);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[unterminated-sql]: this string is never closed
     --> $ROOT/app/migrations/versions/a1.sql:5:8
      |
    5 | SELECT 'open
      |        ^ opened here
      |
      = help: close it with `'`; a quote in a string is written twice
    ");
}

#[test]
fn a_section_without_a_transaction_goes_on_where_it_stopped() {
    let env = TestEnvironment::new(&[rev("a1").sections(
        "-- rmig: upgrade transaction=none\nCREATE TABLE one (id INTEGER);\n\
         INSERT INTO nowhere VALUES (1);\nCREATE TABLE two (id INTEGER);\n\n\
         -- rmig: downgrade\nDROP TABLE one;\n",
    )]);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[statement-failed]: no such table: nowhere
     --> $ROOT/app/migrations/versions/a1.sql:6:13
      |
    6 | INSERT INTO nowhere VALUES (1);
      |             ^^^^^^^ the database refused this
      |
      = help: 1 of 3 statements are done and stay; mend the script after them and run it again with --resume; this was statement 2 of the upgrade to a1
    ");
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stderr ----
    note: no revision is applied to sqlite:$ROOT/app/app.db
    warning[unfinished-revision]: the upgrade of revision a1 is unfinished: statement 2 of 3 in section 1 of 1 failed, 1 done before it
      = help: run it again with --resume to go on from there; or bring the database into order by hand, and say with `repair` what is done, or `stamp` the revision that it is then at
    ");
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[unfinished-revision]: the upgrade of revision a1 is unfinished: statement 2 of 3 in section 1 of 1 failed, 1 done before it
      = help: run it again with --resume to go on from there; or bring the database into order by hand, and say with `repair` what is done, or `stamp` the revision that it is then at
    ");
    env.edit("app/migrations/versions/a1.sql", "nowhere", "one");
    assert_snapshot!(env.run("upgrade --resume"), @"
    exit: 0
    ---- stderr ----
        Upgraded <base> -> a1 (3 statements)
    ");
    assert_eq!(
        env.sqlite("app/app.db").tables(),
        ["one", "rmig_journal", "rmig_version", "two"]
    );
    assert_snapshot!(env.run("upgrade --resume"), @"
    exit: 0
    ---- stderr ----
        Finished nothing to do
    ");
}

#[test]
fn a_script_that_was_edited_after_it_ran() {
    let env = TestEnvironment::linear();
    env.run("upgrade b2").success();
    env.edit("app/migrations/versions/a1.sql", "INTEGER", "BIGINT");
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[edited-script]: revision a1 was edited after it was applied (on 2026-11-22T15:04:05.000Z)
     --> $ROOT/app/migrations/versions/a1.sql:5:1
      |
    5 | -- rmig: upgrade
      | ^^^^^^^^^^^^^^^^ not what ran
      |
      = help: put back the text that ran and write the change as a new revision; or, if the database is as the new text says, `repair a1 --accept-edited` shows the difference and accepts it
    ");
    assert_snapshot!(env.run("current"), @"
    exit: 0
    ---- stdout ----
    b2
    ");
    // Comments and spaces are no edit.
    env.edit(
        "app/migrations/versions/a1.sql",
        "BIGINT",
        "/* as it was */\r\n INTEGER",
    );
    assert_snapshot!(env.run("upgrade"), @"
    exit: 0
    ---- stderr ----
        Upgraded b2 -> c3, Add orders (1 statement)
    ");
}

#[test]
fn a_file_that_is_gone() {
    let env = TestEnvironment::linear();
    env.run("upgrade").success();
    env.remove("app/migrations/versions/c3.sql");
    assert_snapshot!(env.run("upgrade"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "c3", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
    assert_snapshot!(env.run("downgrade -1"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "c3", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
    assert_snapshot!(env.run("history -i"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-version-row]: the database is at revision "c3", which is not in the script directory
      = help: the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew
    "#);
    env.run("stamp --purge b2").success();
    assert_snapshot!(env.run("current -c"), @"
    exit: 0
    ---- stdout ----
    b2 (head)
    ");
}

#[test]
fn markers_that_make_no_sense() {
    let env = TestEnvironment::new(&[rev("a1").sections(
        "-- rmig: upgrade transation=none\nSELECT 1;\n-- rmig: upgrade transaction=maybe\nSELECT 1;\n",
    )]);
    assert_snapshot!(env.run("upgrade"), @r#"
    exit: 1
    ---- stderr ----
    error[invalid-section-marker]: "transation" is no key of a section marker
     --> $ROOT/app/migrations/versions/a1.sql:4:18
      |
    4 | -- rmig: upgrade transation=none
      |                  ^^^^^^^^^^ unknown key
      |
      = help: did you mean "transaction"?

    error[invalid-section-marker]: "maybe" is no value for "transaction"
     --> $ROOT/app/migrations/versions/a1.sql:6:30
      |
    6 | -- rmig: upgrade transaction=maybe
      |                              ^^^^^ unknown value
      |
      = help: the only value is `transaction=none`; else leave the key out

    error[missing-section]: there is no downgrade section
     --> $ROOT/app/migrations/versions/a1.sql:6:1
      |
    6 | -- rmig: upgrade transaction=maybe
      | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^
      |
      = help: add a line `-- rmig: downgrade` with the way back (or nothing) after it, or `-- rmig: downgrade irreversible`
    "#);
    let env = TestEnvironment::new(&[rev("a1").sections("CREATE TABLE x (id);\n")]);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[text-before-section]: this stands before the first section marker
     --> $ROOT/app/migrations/versions/a1.sql:4:1
      |
    4 | CREATE TABLE x (id);
      | ^^^^^^^^^^^^^^^^^^^ in no section
      |
      = help: begin the part with `-- rmig: upgrade` or `-- rmig: downgrade`

    error[missing-section]: there is no upgrade section
     --> $ROOT/app/migrations/versions/a1.sql:3:1
      |
    3 |
      | ^
      |
      = help: add a line `-- rmig: upgrade`; nothing needs to follow it

    error[missing-section]: there is no downgrade section
     --> $ROOT/app/migrations/versions/a1.sql:3:1
      |
    3 |
      | ^
      |
      = help: add a line `-- rmig: downgrade` with the way back (or nothing) after it, or `-- rmig: downgrade irreversible`
    ");
    let env = TestEnvironment::new(&[rev("a1").sections("-- rmig: upgrade\nSELECT 1;\n")]);
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[missing-section]: there is no downgrade section
     --> $ROOT/app/migrations/versions/a1.sql:4:1
      |
    4 | -- rmig: upgrade
      | ^^^^^^^^^^^^^^^^
      |
      = help: add a line `-- rmig: downgrade` with the way back (or nothing) after it, or `-- rmig: downgrade irreversible`
    ");
}
