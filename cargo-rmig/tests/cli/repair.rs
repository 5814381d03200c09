//! `repair`: an edited script, and a revision that was left half way.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

/// A database at `a1`, whose script was edited afterwards.
fn edited() -> TestEnvironment {
    let env = TestEnvironment::linear();
    env.run("upgrade a1 -q").success();
    env.edit(
        "app/migrations/versions/a1.sql",
        "(id INTEGER PRIMARY KEY);\n\n-- rmig: downgrade",
        "(id INTEGER PRIMARY KEY, name TEXT);\n\n-- rmig: downgrade",
    );
    env
}

/// The journal's account of repairs.
fn repairs(env: &TestEnvironment) -> Vec<String> {
    env.sqlite("app/app.db").texts(
        "SELECT direction || ' ' || revision || ' ' || outcome || ': ' || coalesce(note, '-') \
         FROM rmig_journal WHERE direction = 'repair' ORDER BY id",
    )
}

#[test]
fn an_edited_script_is_accepted_after_its_difference_was_shown() {
    let env = edited();
    env.run("upgrade").fails_with(1, "edited-script");
    let before = env.tree();
    assert_snapshot!(env.run("repair a1 --accept-edited --dry-run"), @r#"
    exit: 0
    ---- stdout ----
    --- what ran
    +++ the file
    @@ -3,7 +3,7 @@
     -- revision = "a1"
    ·
     -- rmig: upgrade
    -CREATE TABLE "t_a1" (id INTEGER PRIMARY KEY);
    +CREATE TABLE "t_a1" (id INTEGER PRIMARY KEY, name TEXT);
    ·
     -- rmig: downgrade
     DROP TABLE "t_a1";
    ---- stderr ----
    Would repair a1: the new text is the one that ran
    "#);
    assert!(env.tree() == before);
    assert_snapshot!(env.run("repair a1 --accept-edited --reason 'added by hand, T-12'"), @r#"
    exit: 0
    ---- stdout ----
    --- what ran
    +++ the file
    @@ -3,7 +3,7 @@
     -- revision = "a1"
    ·
     -- rmig: upgrade
    -CREATE TABLE "t_a1" (id INTEGER PRIMARY KEY);
    +CREATE TABLE "t_a1" (id INTEGER PRIMARY KEY, name TEXT);
    ·
     -- rmig: downgrade
     DROP TABLE "t_a1";
    ---- stderr ----
        Repaired a1: the new text is the one that ran
    "#);
    assert_eq!(repairs(&env), ["repair a1 done: added by hand, T-12"]);
    env.run("upgrade").success();
    assert_snapshot!(env.run("repair a1 --accept-edited --reason again"), @"
    exit: 1
    ---- stderr ----
    error[nothing-to-repair]: the script of revision a1 is the one that ran
      = help: there is nothing to repair
    ");
    assert_snapshot!(env.run("repair nope --accept-edited --reason x"), @r#"
    exit: 1
    ---- stderr ----
    error[no-such-revision]: there is no revision or branch label "nope"
      = help: `cargo rmig history` lists the revisions and labels
    "#);
}

#[test]
fn as_json() {
    let env = edited();
    let output = env.run("repair a1 --accept-edited --reason x --format json");
    let document = output.success().json();
    let one = &document["databases"][0];
    assert_eq!(one["revision"], "a1");
    assert_eq!(one["version_rows_after"], serde_json::json!(["a1"]));
    let difference = one["difference"].as_str().unwrap();
    assert!(difference.contains("\n+CREATE TABLE"), "{difference}");
}

/// A database at which `a1` stopped in its second statement.
fn stopped() -> TestEnvironment {
    let env = TestEnvironment::new(&[
        rev("a1").sections(
            "-- rmig: upgrade transaction=none\nCREATE TABLE t (id INTEGER);\n\
             INSERT INTO nowhere VALUES (1);\nCREATE TABLE u (id INTEGER);\n\n\
             -- rmig: downgrade\nDROP TABLE t;\n",
        ),
        rev("b2").after(&["a1"]),
    ]);
    env.run("upgrade").fails_with(1, "statement-failed");
    env.run("upgrade").fails_with(1, "unfinished-revision");
    env
}

#[test]
fn a_section_that_was_finished_by_hand() {
    let env = stopped();
    assert_snapshot!(env.run("repair a1 --section-done --dry-run"), @"
    exit: 0
    ---- stderr ----
    Would repair a1: section 1 of 1 is done
            Rows {} -> {a1}
    ");
    assert_eq!(env.sqlite("app/app.db").rows(), [""; 0]);
    assert_snapshot!(env.run("repair a1 --section-done --reason 'did the rest'"), @"
    exit: 0
    ---- stderr ----
        Repaired a1: section 1 of 1 is done
            Rows {} -> {a1}
    ");
    assert_eq!(env.sqlite("app/app.db").rows(), ["a1"]);
    assert_eq!(repairs(&env), ["repair a1 done: did the rest"]);
    env.run("upgrade").success();
    assert_eq!(env.sqlite("app/app.db").rows(), ["b2"]);
}

#[test]
fn a_section_that_was_taken_back_by_hand() {
    let env = stopped();
    env.sqlite("app/app.db").execute("DROP TABLE t");
    assert_snapshot!(env.run("repair a1 --section-undone --reason 'dropped t'"), @"
    exit: 0
    ---- stderr ----
        Repaired a1: nothing of section 1 of 1 is in the database
    ");
    assert_eq!(env.sqlite("app/app.db").rows(), [""; 0]);
    env.edit(
        "app/migrations/versions/a1.sql",
        "INSERT INTO nowhere VALUES (1);\n",
        "",
    );
    env.run("upgrade").success();
    assert_eq!(env.sqlite("app/app.db").rows(), ["b2"]);
}

#[test]
fn a_statement_that_took_effect() {
    let env = stopped();
    assert_snapshot!(env.run("repair a1 --statement-done --reason 'inserted elsewhere'"), @"
    exit: 0
    ---- stderr ----
        Repaired a1: statement 2 of section 1 is done
    ");
    env.run("upgrade").fails_with(1, "unfinished-revision");
    env.run("upgrade --resume").success();
    assert_eq!(env.sqlite("app/app.db").rows(), ["b2"]);
    assert!(env.sqlite("app/app.db").tables().contains(&"u".to_owned()));
}

#[test]
fn a_statement_that_left_nothing() {
    let env = stopped();
    assert_snapshot!(env.run("repair a1 --statement-undone --reason 'there is a table now'"), @"
    exit: 0
    ---- stderr ----
        Repaired a1: statement 2 of section 1 isn't done
    ");
    env.sqlite("app/app.db")
        .execute("CREATE TABLE nowhere (id INTEGER)");
    env.run("upgrade --resume").success();
    let rows = env
        .sqlite("app/app.db")
        .texts("SELECT CAST(id AS TEXT) FROM nowhere");
    assert_eq!(rows, ["1"]);
}

#[test]
fn what_makes_no_sense() {
    let env = stopped();
    assert_eq!(env.run("repair a1 --reason x").exit, "2");
    assert_eq!(env.run("repair a1 --section-done").exit, "2");
    assert_eq!(
        env.run("repair a1 --section-done --section-undone --reason x")
            .exit,
        "2"
    );
    env.run("repair a1 --section-done --reason ' '")
        .fails_with(2, "usage");
    env.run("repair base --section-done --reason x")
        .fails_with(2, "usage");
    env.run("repair b2 --section-done --reason x")
        .fails_with(1, "nothing-to-repair");
    env.run("repair zz --section-done --reason x")
        .fails_with(1, "nothing-to-repair");
    assert_eq!(repairs(&env), [""; 0]);
}
