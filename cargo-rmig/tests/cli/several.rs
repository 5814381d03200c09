//! Commands over several packages and databases.

use insta::assert_snapshot;

use crate::support::{TestEnvironment, rev};

fn workspace() -> TestEnvironment {
    TestEnvironment::workspace(
        &[rev("a1").message("Posts")],
        &[rev("s1").message("Goods"), rev("s2").after(&["s1"])],
    )
}

/// One whose audit database refuses `s2`.
fn broken() -> TestEnvironment {
    let env = workspace();
    env.edit(
        "shop/migrations/versions/s2.sql",
        "-- rmig: upgrade\n",
        "-- rmig: upgrade database=audit\nINSERT INTO nowhere VALUES (1);\n\n-- rmig: upgrade\n",
    );
    env
}

#[test]
fn each_says_which_it_is() {
    let env = workspace();
    assert_snapshot!(env.run_in("", "heads"), @"
    exit: 0
    ---- stdout ----
    blog:
    a1 (head)

    shop:
    s2 (head)
    ---- stderr ----
         Summary 2 of 2 done
                 blog  1 revision
                 shop  1 revision
    ");
    assert_snapshot!(env.run_in("", "history"), @"
    exit: 0
    ---- stdout ----
    blog:
    <base> -> a1 (head), Posts

    shop:
    s1 -> s2 (head)
    <base> -> s1, Goods
    ---- stderr ----
         Summary 2 of 2 done
                 blog  1 revision
                 shop  2 revisions
    ");
    assert_snapshot!(env.run_in("", "upgrade"), @"
    exit: 0
    ---- stderr ----
          Target blog/main
        Upgraded <base> -> a1, Posts (1 statement)
          Target shop/audit
        Upgraded <base> -> s1, Goods (1 statement)
        Upgraded s1 -> s2 (1 statement)
          Target shop/main
        Upgraded <base> -> s1, Goods (1 statement)
        Upgraded s1 -> s2 (1 statement)
         Summary 3 of 3 done
                 blog/main   1 step done
                 shop/audit  2 steps done
                 shop/main   2 steps done
    ");
    assert_snapshot!(env.run_in("", "current"), @"
    exit: 0
    ---- stdout ----
    blog/main:
    a1 (head)

    shop/audit:
    s2 (head)

    shop/main:
    s2 (head)
    ---- stderr ----
         Summary 3 of 3 done
                 blog/main   a1 (head)
                 shop/audit  s2 (head)
                 shop/main   s2 (head)
    ");
    assert_snapshot!(env.run_in("shop", "downgrade -1 -d audit"), @"
    exit: 0
    ---- stderr ----
      Downgraded s2 -> s1 (1 statement)
    ");
    assert_snapshot!(env.run_in("", "current -c -d 'm*' -d audit"), @"
    exit: 4
    ---- stdout ----
    blog/main:
    a1 (head)

    shop/audit:
    s1

    shop/main:
    s2 (head)
    ---- stderr ----
          Behind database shop/audit is not at head: s2
         Summary 3 of 3 done
                 blog/main   a1 (head)
                 shop/audit  s1
                 shop/main   s2 (head)
    ");
    assert_snapshot!(env.run_in("", "upgrade --dry-run --workspace --exclude blog"), @r#"
    exit: 0
    ---- stdout ----
    audit:
    -- upgrade s2: version rows {s1} -> {s2}
    CREATE TABLE "t_s2" (id INTEGER PRIMARY KEY);


    main:
    ---- stderr ----
        Finished nothing to do
         Summary 2 of 2 done
                 audit  1 step to do
                 main   nothing to do
    "#);
}

#[test]
fn a_failure_stops_the_rest() {
    let env = broken();
    assert_snapshot!(env.run_in("", "upgrade"), @"
    exit: 1
    ---- stderr ----
          Target blog/main
        Upgraded <base> -> a1, Posts (1 statement)
          Target shop/audit
        Upgraded <base> -> s1, Goods (1 statement)
    error[statement-failed]: no such table: nowhere
     --> $ROOT/shop/migrations/versions/s2.sql:6:13
      |
    6 | INSERT INTO nowhere VALUES (1);
      |             ^^^^^^^ the database refused this
      |
      = help: the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to s2
         Summary 1 of 3 done
                 blog/main   1 step done
                 shop/audit  failed: no such table: nowhere
                 shop/main   not run
    ");
    assert_eq!(env.sqlite("shop/audit.db").rows(), ["s1"]);
    assert!(!env.path("shop/shop.db").exists());
    assert_snapshot!(env.run_in("", "upgrade -q"), @"
    exit: 1
    ---- stderr ----
    error[statement-failed]: no such table: nowhere
     --> $ROOT/shop/migrations/versions/s2.sql:6:13
      |
    6 | INSERT INTO nowhere VALUES (1);
      |             ^^^^^^^ the database refused this
      |
      = help: the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to s2
    ");
}

#[test]
fn or_it_is_passed_over() {
    let env = broken();
    assert_snapshot!(env.run_in("", "upgrade --keep-going"), @"
    exit: 1
    ---- stderr ----
          Target blog/main
        Upgraded <base> -> a1, Posts (1 statement)
          Target shop/audit
        Upgraded <base> -> s1, Goods (1 statement)
    error[statement-failed]: no such table: nowhere
     --> $ROOT/shop/migrations/versions/s2.sql:6:13
      |
    6 | INSERT INTO nowhere VALUES (1);
      |             ^^^^^^^ the database refused this
      |
      = help: the section was rolled back, nothing of it is in the database; this was statement 1 of the upgrade to s2
          Target shop/main
        Upgraded <base> -> s1, Goods (1 statement)
        Upgraded s1 -> s2 (1 statement)
         Summary 2 of 3 done
                 blog/main   1 step done
                 shop/audit  failed: no such table: nowhere
                 shop/main   2 steps done
    ");
    assert_eq!(env.sqlite("shop/shop.db").rows(), ["s2"]);
}

#[test]
fn broken_files_of_one_package_do_not_hide_the_other() {
    let env = workspace();
    env.write("blog/migrations/versions/bad.sql", "SELECT 1;\n");
    assert_snapshot!(env.run_in("", "heads --keep-going"), @r#"
    exit: 1
    ---- stdout ----
    shop:
    s2 (head)
    ---- stderr ----
          Failed blog
    error[header-missing]: the file has no revision header
     --> $ROOT/blog/migrations/versions/bad.sql:1:1
      |
    1 | SELECT 1;
      | ^ no `revision = …` in here
      |
      = help: a revision file begins with a comment: the message, then `revision = "…"` and the other keys; `cargo rmig revision` writes one
         Summary 1 of 2 done
                 blog  failed: the file has no revision header
                 shop  1 revision
    "#);
    assert_snapshot!(env.run_in("", "heads"), @r#"
    exit: 1
    ---- stderr ----
          Failed blog
    error[header-missing]: the file has no revision header
     --> $ROOT/blog/migrations/versions/bad.sql:1:1
      |
    1 | SELECT 1;
      | ^ no `revision = …` in here
      |
      = help: a revision file begins with a comment: the message, then `revision = "…"` and the other keys; `cargo rmig revision` writes one
         Summary 0 of 2 done
                 blog  failed: the file has no revision header
                 shop  not run
    "#);
    assert_snapshot!(env.run_in("", "heads -p shop"), @"
    exit: 0
    ---- stdout ----
    s2 (head)
    ");
}

#[test]
fn names_that_are_not_there() {
    let env = workspace();
    assert_snapshot!(env.run_in("", "heads -p shpo"), @r#"
    exit: 2
    ---- stderr ----
    error[unknown-package]: --package "shpo" matches no package
      = help: did you mean "shop"?
    "#);
    assert_snapshot!(env.run_in("", "heads -p tools"), @"
    exit: 1
    ---- stderr ----
    error[no-settings]: tools has no [package.metadata.rmig] in $ROOT/tools/Cargo.toml
      = help: run `cargo rmig init` there
    ");
    assert_snapshot!(env.run_in("tools", "heads"), @"
    exit: 1
    ---- stderr ----
    error[no-settings]: tools has no [package.metadata.rmig] in $ROOT/tools/Cargo.toml
      = help: run `cargo rmig init` there
    ");
    assert_snapshot!(env.run_in("", "current -d adit"), @r#"
    exit: 2
    ---- stderr ----
    error[unknown-database]: --database "adit" matches no database
      = help: did you mean "audit"?
    "#);
    assert_snapshot!(env.run_in("", "current --exclude shop"), @"
    exit: 2
    ---- stderr ----
    error[usage]: --exclude can only be used with --workspace
      = help: add --workspace
    ");
    assert_snapshot!(env.run_in("", "current --url sqlite:x.db"), @"
    exit: 2
    ---- stderr ----
    error[usage]: --url is for one package, and several are selected
      = help: choose one with -p
    ");
}

#[test]
fn databases_at_different_places_have_no_common_current() {
    let env = workspace();
    env.run_in("shop", "upgrade -d main").success();
    assert_snapshot!(env.run_in("shop", "history -i"), @"
    exit: 1
    ---- stderr ----
    error[several-databases]: the databases of shop are at different revisions
      = help: choose one with -d; `cargo rmig current` shows where each is
    ");
    assert_snapshot!(env.run_in("shop", "history -i -d main"), @"
    exit: 0
    ---- stdout ----
    s1 -> s2 (head) (current)
    <base> -> s1, Goods
    ");
    assert_snapshot!(env.run_in("", "history -i -d main -p shop -p blog"), @"
    exit: 0
    ---- stdout ----
    blog:
    <base> -> a1 (head), Posts

    shop:
    s1 -> s2 (head) (current)
    <base> -> s1, Goods
    ---- stderr ----
         Summary 2 of 2 done
                 blog  1 revision
                 shop  2 revisions
    ");
}
