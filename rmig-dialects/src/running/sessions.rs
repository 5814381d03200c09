//! What a script does to its session ends with its section.

use rmig_engine::connection::Cancellation;
use rmig_test_support::Server;

use super::rig::{EVERYWHERE, History, Rig, script};

/// A table without a schema, a script that changes the session, and one that needs the usual session.
fn around(middle: &str, last: &str) -> [History; 2] {
    let none = format!("-- rmig: upgrade transaction=none\n{middle}\n-- rmig: downgrade\n");
    [script(middle, ""), none].map(|middle| {
        History::new([
            script("CREATE TABLE t (id INTEGER, word VARCHAR(60));", ""),
            middle,
            script(last, ""),
        ])
    })
}

/// Statements that change a session, each with an expression and what it gives in the usual session.
async fn check(server: Server, cases: &[(&str, &str, &str)]) {
    let middle = cases
        .iter()
        .map(|case| case.0)
        .collect::<Vec<_>>()
        .join("\n");
    let last: String = (1..)
        .zip(cases)
        .map(|(id, case)| format!("INSERT INTO t VALUES ({id}, {});\n", case.1))
        .collect();
    let expected: Vec<&str> = cases.iter().map(|case| case.2).collect();
    let words = "SELECT word FROM t ORDER BY id";
    for history in around(&middle, &last) {
        let rig = Rig::on(server);
        let mut connection = rig.connect_to_run().await;
        let never = Cancellation::default();
        // In one go, and in two runs on the same connection.
        rig.run_on(connection.as_mut(), &history.to(2), &never)
            .await
            .unwrap_or_else(|failure| panic!("{server}: {failure}"));
        rig.run_on(connection.as_mut(), &history, &never)
            .await
            .unwrap_or_else(|failure| panic!("{server}: {failure}"));
        connection.close().await.unwrap();
        assert_eq!(rig.query(words).await, expected, "{server}");
        let rig = Rig::on(server);
        rig.run(&history)
            .await
            .unwrap_or_else(|failure| panic!("{server}: {failure}"));
        assert_eq!(rig.query(words).await, expected, "{server}");
        assert_eq!(rig.version_rows().await, ["r3"], "{server}");
        assert_eq!(rig.journal().await.len(), 3, "{server}");
    }
}

#[tokio::test]
async fn postgres() {
    let cases = [
        (
            "SELECT pg_catalog.set_config('search_path', '', false);",
            "current_setting('search_path')",
            "\"$user\", public",
        ),
        (
            "SET TimeZone = 'America/New_York';",
            "current_setting('TimeZone')",
            "UTC",
        ),
        (
            "SET DateStyle = 'SQL, DMY';",
            "current_setting('DateStyle')",
            "ISO, MDY",
        ),
        (
            "SET lock_timeout = 0;",
            "current_setting('lock_timeout')",
            "5s",
        ),
        (
            "SET check_function_bodies = false;",
            "current_setting('check_function_bodies')",
            "on",
        ),
        (
            "SET client_min_messages = warning;",
            "current_setting('client_min_messages')",
            "notice",
        ),
    ];
    check(Server::Postgres, &cases).await;
}

#[tokio::test]
async fn another_role_may_do_the_work_but_not_the_books() {
    let rig = Rig::on(Server::Postgres);
    let role = format!("{}_role", rig.database.name());
    let before = format!("CREATE ROLE {role};\nGRANT ALL ON SCHEMA public TO {role};");
    let middle = format!("SET ROLE {role};\nCREATE TABLE theirs (id INTEGER);");
    let last = "INSERT INTO t SELECT 1, tableowner FROM pg_tables WHERE tablename = 'theirs';\n\
                CREATE TABLE ours (id INTEGER);";
    let history = History::new([
        script("CREATE TABLE t (id INTEGER, word VARCHAR(60));", ""),
        script(&before, ""),
        script(&middle, ""),
        script(last, ""),
    ]);
    let ran = rig.run(&history).await;
    let word = rig.query("SELECT word FROM t").await;
    let owner = rig
        .query("SELECT tableowner = current_user::text FROM pg_tables WHERE tablename = 'ours'")
        .await;
    rig.execute(&format!("DROP OWNED BY {role}")).await;
    rig.execute(&format!("DROP ROLE {role}")).await;
    if let Err(failure) = ran {
        panic!("{failure}");
    }
    assert_eq!(word, [role]);
    assert_eq!(owner, ["1"]);
}

#[tokio::test]
async fn mysql() {
    let cases = [
        (
            "SET sql_mode = 'ANSI_QUOTES';",
            "@@SESSION.sql_mode LIKE '%ANSI_QUOTES%'",
            "0",
        ),
        ("SET time_zone = '+05:00';", "@@SESSION.time_zone", "+00:00"),
        (
            "SET foreign_key_checks = 0;",
            "@@SESSION.foreign_key_checks",
            "1",
        ),
        (
            "SET NAMES latin1;",
            "@@SESSION.character_set_client",
            "utf8mb4",
        ),
        ("SET unique_checks = 0;", "@@SESSION.unique_checks", "1"),
    ];
    check(Server::Mysql, &cases).await;
}

#[tokio::test]
async fn sqlite() {
    let cases = [
        (
            "PRAGMA recursive_triggers = ON;",
            "(SELECT * FROM pragma_recursive_triggers)",
            "0",
        ),
        ("PRAGMA case_sensitive_like = ON;", "'a' LIKE 'A'", "1"),
        (
            "PRAGMA legacy_alter_table = ON;",
            "(SELECT * FROM pragma_legacy_alter_table)",
            "0",
        ),
        (
            "PRAGMA defer_foreign_keys = ON;",
            "(SELECT * FROM pragma_defer_foreign_keys)",
            "0",
        ),
    ];
    check(Server::Sqlite, &cases).await;
}

#[tokio::test]
async fn a_table_of_the_same_name_is_not_ours() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let temporary = "CREATE TEMPORARY TABLE rmig_version (version_num VARCHAR(9));";
        let history = History::new([script(temporary, ""), script("SELECT 1;", "")]);
        if server == Server::Postgres {
            rig.run(&history).await.unwrap();
            assert_eq!(rig.version_rows().await, ["r2"], "{server}");
        }
    }
}
