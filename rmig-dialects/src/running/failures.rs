//! Sections that fail: nothing of them stays in silence, and nobody is locked out.

use rmig_test_support::{Journal, Server};

use super::rig::{EVERYWHERE, History, Rig, code, help, script};

/// A table, then a revision whose second statement is `second`.
fn history(second: &str) -> History {
    History::new([
        script("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"),
        script(
            &format!("INSERT INTO t VALUES (1);\n{second};\nINSERT INTO t VALUES (3);"),
            "DELETE FROM t;",
        ),
    ])
}

#[tokio::test]
async fn nothing_of_a_failed_section_stays() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let bad = history("INSERT INTO t VALUES (1)");
        rig.run(&bad.to(1)).await.unwrap();
        let before = rig.text();
        let mut connection = rig.connect_to_run().await;
        let never = rmig_engine::connection::Cancellation::default();
        let failure = rig
            .run_on(connection.as_mut(), &bad, &never)
            .await
            .unwrap_err();
        assert_eq!(code(&failure), "statement-failed", "{server}");
        let text = help(&failure);
        assert!(text.contains("nothing of it is in the database"), "{text}");
        assert!(text.contains("statement 2 of"), "{text}");
        // The same connection is still there, and has given the lock back.
        rig.assert_lock_is_free().await;
        assert_eq!(rig.text(), before, "{server}");
        assert_eq!(rig.version_rows().await, ["r1"], "{server}");
        // And it can go on with the mended script.
        let good = history("INSERT INTO t VALUES (2)");
        rig.run_on(connection.as_mut(), &good, &never)
            .await
            .unwrap();
        assert_eq!(
            rig.query("SELECT id FROM t ORDER BY id").await,
            ["1", "2", "3"]
        );
        connection.close().await.unwrap();
    }
}

#[tokio::test]
async fn schema_changes_are_taken_back_where_that_can_be() {
    for server in [Server::Sqlite, Server::Postgres] {
        let rig = Rig::on(server);
        let bad = history("CREATE TABLE u (id INTEGER);\nCREATE TABLE u (id INTEGER)");
        rig.run(&bad.to(1)).await.unwrap();
        let before = rig.text();
        rig.run(&bad).await.unwrap_err();
        assert_eq!(rig.text(), before, "{server}");
        let good = history("CREATE TABLE u (id INTEGER)");
        rig.run(&good).await.unwrap();
        rig.assert_lock_is_free().await;
    }
}

#[tokio::test]
async fn one_transaction_for_all_is_taken_back_as_a_whole() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        let mut bad = history("INSERT INTO t VALUES (2)");
        bad.scripts.push(script("INSERT INTO t VALUES (2);", ""));
        rig.run(&bad.to(1)).await.unwrap();
        let before = rig.text();
        rig.options.transaction_per_migration = false;
        let failure = rig.run(&bad.to(3)).await.unwrap_err();
        assert_eq!(code(&failure), "statement-failed", "{server}");
        assert!(failure.report.steps.is_empty(), "{server}");
        assert!(help(&failure).contains("whole run"), "{server}");
        assert_eq!(rig.text(), before, "{server}");
        rig.assert_lock_is_free().await;
    }
}

/// Statements that take effect one by one.
fn claimed(server: Server, third: &str) -> History {
    // MariaDB's DDL needs no key for it.
    let key = match server {
        Server::Mysql => "",
        _ => " transaction=none",
    };
    History::new([format!(
        "-- rmig: upgrade{key}\nCREATE TABLE a (id INTEGER PRIMARY KEY);\nINSERT INTO a VALUES (1);\n\
         {third};\nCREATE TABLE c (id INTEGER);\n\
         -- rmig: downgrade\nDROP TABLE c;\nDROP TABLE b;\nDROP TABLE a;\n"
    )])
}

#[tokio::test]
async fn the_journal_says_what_is_done_and_the_rest_can_be_resumed() {
    for server in EVERYWHERE {
        for bad in ["CREATE TABLE a (id INTEGER)", "INSERT INTO a VALUES (1)"] {
            let mut rig = Rig::on(server);
            let failure = rig.run(&claimed(server, bad)).await.unwrap_err();
            assert_eq!(code(&failure), "statement-failed", "{server}");
            let text = help(&failure);
            assert!(
                text.contains("2 of 4 statements are done and stay"),
                "{text}"
            );
            assert!(text.contains("--resume"), "{text}");
            assert_eq!(rig.journal().await, ["r1|upgrade|1|2|4|failed"], "{server}");
            assert_eq!(rig.claims().await, 0, "{server}");
            assert!(rig.version_rows().await.is_empty(), "{server}");
            assert_eq!(rig.tables().await, ["a"], "{server}");
            rig.assert_lock_is_free().await;

            let good = claimed(server, "CREATE TABLE b (id INTEGER)");
            let refused = rig.run(&good).await.unwrap_err();
            assert_eq!(code(&refused), "unfinished-revision", "{server}");
            rig.options.resume = true;
            rig.run(&good).await.unwrap();
            assert_eq!(rig.journal().await, ["r1|upgrade|1|4|4|done"], "{server}");
            assert_eq!(rig.query("SELECT id FROM a").await, ["1"], "{server}");
            let other = Rig::on(server);
            other.run(&good).await.unwrap();
            let schema = |rig: &Rig| rig.database.schema_text(Journal::LeftOut);
            assert_eq!(schema(&rig), schema(&other), "{server}");
            rig.options.resume = false;
            rig.run(&good.to(0)).await.unwrap();
            assert!(rig.tables().await.is_empty(), "{server}");
        }
    }
}

#[tokio::test]
async fn a_section_that_left_nothing_needs_no_resume() {
    for server in EVERYWHERE {
        let key = match server {
            Server::Mysql => "",
            _ => " transaction=none",
        };
        let history = |first: &str| {
            History::new([format!(
                "-- rmig: upgrade{key}\n{first};\nCREATE TABLE b (id INTEGER);\n-- rmig: downgrade\n"
            )])
        };
        for bad in [
            "INSERT INTO missing VALUES (1)",
            "ALTER TABLE missing ADD x INTEGER",
        ] {
            let rig = Rig::on(server);
            let failure = rig.run(&history(bad)).await.unwrap_err();
            assert!(
                help(&failure).contains("nothing of it is in the database"),
                "{server}: {}",
                help(&failure)
            );
            assert_eq!(rig.journal().await, ["r1|upgrade|1|0|2|undone"], "{server}");
            rig.run(&history("CREATE TABLE a (id INTEGER)"))
                .await
                .unwrap();
            assert_eq!(
                rig.journal().await,
                ["r1|upgrade|1|0|2|undone", "r1|upgrade|1|2|2|done"],
                "{server}"
            );
            assert_eq!(rig.tables().await, ["a", "b"], "{server}");
        }
    }
}

#[tokio::test]
async fn the_last_statement_is_not_forgotten_where_the_end_cannot_be_written() {
    for server in EVERYWHERE {
        let mut rig = Rig::on(server);
        let key = match server {
            Server::Mysql => "",
            _ => " transaction=none",
        };
        // The section itself takes a version row away, so that its own can't be swapped.
        let text = format!(
            "-- rmig: upgrade{key}\nDELETE FROM rmig_version;\nCREATE TABLE a (id INTEGER);\n\
             -- rmig: downgrade\nDROP TABLE a;\n"
        );
        let history = History::new([script("SELECT 1;", ""), text]);
        rig.run(&history.to(1)).await.unwrap();
        let failure = rig.run(&history).await.unwrap_err();
        assert_eq!(code(&failure), "version-rows-changed", "{server}");
        let journal = rig.journal().await;
        assert_eq!(
            journal.last().unwrap(),
            "r2|upgrade|1|2|2|failed",
            "{server}"
        );
        rig.assert_lock_is_free().await;
        rig.execute("INSERT INTO rmig_version VALUES ('r1')").await;
        let refused = rig.run(&history).await.unwrap_err();
        assert_eq!(code(&refused), "unfinished-revision", "{server}");
        let text = refused.to_string();
        assert!(text.contains("all 2 statements"), "{server}: {text}");
        rig.options.resume = true;
        rig.run(&history).await.unwrap();
        assert_eq!(rig.version_rows().await, ["r2"], "{server}");
    }
}
