//! Databases that can't be reached or used.

use insta::assert_snapshot;

use crate::support::TestEnvironment;

#[test]
fn a_folder_that_is_not_there() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("upgrade --url sqlite:data/deep/app.db"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: there is no folder $ROOT/app/data/deep for $ROOT/app/data/deep/app.db
      = help: create the folder, or mend the path in the URL
    ");
    assert_snapshot!(env.run("current --url sqlite:data/deep/app.db"), @"
    exit: 0
    ---- stderr ----
    note: there is no database at sqlite:$ROOT/app/data/deep/app.db yet
    ");
    assert!(!env.path("app/data").exists());
}

#[test]
fn a_file_that_is_no_database() {
    let env = TestEnvironment::linear();
    env.write(
        "app/app.db",
        "This is no database, but it is long enough to look like one. "
            .repeat(20)
            .as_str(),
    );
    assert_snapshot!(env.run("upgrade"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: sqlite:$ROOT/app/app.db: the version rows can't be read: file is not a database
      = help: check the database's URL and that it can be reached
    ");
    assert_snapshot!(env.run("current"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: sqlite:$ROOT/app/app.db: the version rows can't be read: file is not a database
      = help: check the database's URL and that it can be reached
    ");
    assert_snapshot!(env.run("upgrade --url sqlite:src"), @"
    exit: 1
    ---- stderr ----
    error[invalid-url]: $ROOT/app/src is a folder, not a database, from --url
      = help: name a file in it, such as `sqlite:data/app.sqlite`
    ");
}

#[test]
fn urls_of_other_kinds() {
    let env = TestEnvironment::linear();
    assert_snapshot!(env.run("current --url oracle://u:secret@h/db"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-database-scheme]: there is no database driver for "oracle", from --url
      = help: this version knows the schemes mariadb, mysql, postgres, postgresql, sqlite
    "#);
    assert_snapshot!(env.run("current --url app.db"), @"
    exit: 1
    ---- stderr ----
    error[invalid-setting]: the database URL has no scheme, from --url
      = help: begin it with a scheme, such as sqlite:data/app.sqlite
    ");
    assert_snapshot!(env.run("current --url sqlit:app.db"), @r#"
    exit: 1
    ---- stderr ----
    error[unknown-database-scheme]: there is no database driver for "sqlit", from --url
      = help: did you mean "sqlite"?
    "#);
    assert_snapshot!(env.run("current --url sqlite:"), @"
    exit: 1
    ---- stderr ----
    error[invalid-url]: sqlite: names no file, from --url
      = help: a SQLite URL is `sqlite:path/to/file.sqlite`
    ");
    assert_snapshot!(env.run("upgrade --url 'sqlite:app.db?mode=rw'"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: there is no file $ROOT/app/app.db, and the URL says not to create it
      = help: take `mode=` out of the URL, and the file is created
    ");
    assert_snapshot!(env.run("upgrade --url 'sqlite:app.db?mod=rw'"), @"
    exit: 1
    ---- stderr ----
    error[invalid-url]: the URL sqlite:$ROOT/app/app.db?mod=rw can't be read: unknown query parameter `mod` while parsing connection URL, from --url
      = help: a SQLite URL is `sqlite:path/to/file.sqlite`
    ");
}

#[test]
fn somebody_else_is_writing() {
    let env = TestEnvironment::linear();
    env.run("upgrade a1").success();
    let holder = env.path("app/app.db");
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(async {
        use sqlx::Connection;
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(holder);
        let mut connection = sqlx::SqliteConnection::connect_with(&options)
            .await
            .unwrap();
        let transaction = connection.begin_with("BEGIN EXCLUSIVE").await.unwrap();
        assert_snapshot!(env.run("upgrade"), @"
        exit: 1
        ---- stderr ----
        error[database-busy]: sqlite:$ROOT/app/app.db: the version rows can't be read: database is locked
          = help: wait until the other program is done, then run it again
        ");
        assert_snapshot!(env.run("current"), @"
        exit: 1
        ---- stderr ----
        error[database-busy]: sqlite:$ROOT/app/app.db: the version rows can't be read: database is locked
          = help: wait until the other program is done, then run it again
        ");
        transaction.rollback().await.unwrap();
    });
    env.run("upgrade").success();
}

#[cfg(unix)]
#[test]
fn a_folder_that_is_not_ours() {
    use std::os::unix::fs::PermissionsExt;
    let env = TestEnvironment::linear();
    std::fs::create_dir(env.path("app/locked")).unwrap();
    let mode =
        |mode| std::fs::set_permissions(env.path("app/locked"), PermissionsExt::from_mode(mode));
    mode(0o555).unwrap();
    // Root may write everywhere, and there is nothing to test then.
    if std::fs::write(env.path("app/locked/probe"), "").is_err() {
        assert_snapshot!(env.run("upgrade --url sqlite:locked/app.db"), @"");
    }
    mode(0o755).unwrap();
    // A path that can't be a folder fails for everybody.
    assert_snapshot!(env.run("upgrade --url sqlite:Cargo.toml/app.db"), @"
    exit: 1
    ---- stderr ----
    error[cannot-open-database]: sqlite:$ROOT/app/Cargo.toml/app.db can't be opened: Not a directory (os error 20)
      = help: check the database's URL and that it can be reached
    ");
}
