//! What a section leaves in its session, and what a rollback leaves in the database.

use rmig_test_support::Server;

use super::rig::{EVERYWHERE, History, Rig, code, help, script};

#[tokio::test]
async fn a_resumed_section_goes_on_where_its_names_led() {
    let mut rig = Rig::on(Server::Postgres);
    let text = |kind: &str| {
        format!(
            "-- rmig: upgrade transaction=none\nCREATE SCHEMA app;\nSET search_path = app;\n\
             CREATE TABLE t1 (id int);\nCREATE TABLE t2 (x {kind});\nCREATE TABLE t3 (id int);\n\
             -- rmig: downgrade\n"
        )
    };
    let failure = rig
        .run(&History::new([text("nosuchtype")]))
        .await
        .unwrap_err();
    assert_eq!(code(&failure), "statement-failed");
    rig.options.resume = true;
    rig.run(&History::new([text("int")])).await.unwrap();
    let sql =
        "SELECT schemaname || '.' || tablename FROM pg_tables WHERE tablename LIKE 't_' ORDER BY 1";
    assert_eq!(rig.query(sql).await, ["app.t1", "app.t2", "app.t3"]);
}

#[tokio::test]
async fn a_resumed_section_has_its_variables() {
    let mut rig = Rig::on(Server::Mysql);
    let text = |kind: &str| {
        format!(
            "-- rmig: upgrade\nSET @tenant = 42;\nCREATE TABLE t1 (id int);\n\
             CREATE TABLE t2 (x {kind});\nINSERT INTO t1 VALUES (COALESCE(@tenant, -1));\n\
             -- rmig: downgrade\n"
        )
    };
    rig.run(&History::new([text("nosuchtype")]))
        .await
        .unwrap_err();
    rig.options.resume = true;
    rig.run(&History::new([text("int")])).await.unwrap();
    assert_eq!(rig.query("SELECT id FROM t1").await, ["42"]);
}

#[tokio::test]
async fn a_section_whose_temporary_table_is_gone_isnt_resumed() {
    for server in [Server::Sqlite, Server::Mysql] {
        let mut rig = Rig::on(server);
        let text = |end: &str| {
            format!(
                "-- rmig: upgrade transaction=none\nCREATE TABLE t (id int);\n\
                 CREATE TEMPORARY TABLE x (id int);\nINSERT INTO t {end};\n-- rmig: downgrade\n"
            )
        };
        rig.run(&History::new([text("VALUES (nowhere)")]))
            .await
            .unwrap_err();
        rig.options.resume = true;
        let refused = rig
            .run(&History::new([text("SELECT id FROM x")]))
            .await
            .unwrap_err();
        assert_eq!(code(&refused), "session-ended", "{server}: {refused}");
        assert!(help(&refused).contains("--section-done"), "{server}");
    }
}

#[tokio::test]
async fn temporary_tables_and_variables_end_with_their_section() {
    let rig = Rig::on(Server::Mysql);
    let history = History::new([
        script(
            "CREATE TABLE s (a int);\nCREATE TEMPORARY TABLE s (b int);",
            "",
        ),
        script("INSERT INTO s VALUES (1);\nSET @n = 7;", ""),
        script("INSERT INTO s VALUES (COALESCE(@n, 2));", ""),
    ]);
    rig.run(&history).await.unwrap();
    assert_eq!(rig.query("SELECT a FROM s ORDER BY a").await, ["1", "2"]);
    rig.assert_lock_is_free().await;
}

#[tokio::test]
async fn what_no_rollback_takes_back_is_told() {
    let rig = Rig::on(Server::Mysql);
    let history = History::new([
        script("CREATE TABLE t (id int) ENGINE=MyISAM;", ""),
        script(
            "INSERT INTO t VALUES (1);\nINSERT INTO nowhere VALUES (1);",
            "",
        ),
    ]);
    let failure = rig.run(&history).await.unwrap_err();
    assert!(help(&failure).contains("MyISAM"), "{}", help(&failure));
    assert_eq!(rig.query("SELECT id FROM t").await, ["1"]);
}

#[tokio::test]
async fn settings_end_with_their_section_in_one_transaction_too() {
    for (server, set) in [
        (Server::Sqlite, "PRAGMA recursive_triggers = 1"),
        (Server::Postgres, "SET search_path = elsewhere"),
        (Server::Postgres, "CREATE TEMP TABLE s (other int)"),
        (Server::Mysql, "SET sql_mode = 'ANSI_QUOTES'"),
    ] {
        let mut rig = Rig::on(server);
        rig.run(&History::new([script(
            "CREATE TABLE s (word VARCHAR(9));",
            "",
        )]))
        .await
        .unwrap();
        rig.options.transaction_per_migration = false;
        let value = match server {
            Server::Sqlite => "(SELECT recursive_triggers FROM pragma_recursive_triggers)",
            Server::Postgres => "'0'",
            Server::Mysql => "IF(@@sql_mode LIKE '%ANSI_QUOTES%', 1, 0)",
        };
        let history = History::new([
            script("CREATE TABLE s (word VARCHAR(9));", ""),
            script(&format!("{set};"), ""),
            script(&format!("INSERT INTO s (word) VALUES ({value});"), ""),
        ]);
        rig.run(&history).await.unwrap();
        assert_eq!(
            rig.query("SELECT word FROM s").await,
            ["0"],
            "{server}: {set}"
        );
        assert_eq!(rig.version_rows().await, ["r3"], "{server}");
    }
}

#[tokio::test]
async fn a_trigger_on_the_journal_is_not_taken_for_another_run() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let history = History::new([
            script("CREATE TABLE t (id INTEGER);", ""),
            "-- rmig: upgrade\nINSERT INTO t VALUES (1);\n\
             -- rmig: upgrade transaction=none\nINSERT INTO t VALUES (2);\n\
             -- rmig: upgrade\nINSERT INTO t VALUES (3);\n-- rmig: downgrade\n"
                .to_owned(),
        ]);
        rig.run(&history.to(1)).await.unwrap();
        let (number, trigger) = match server {
            Server::Postgres => {
                let function = "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS \
                     $$BEGIN INSERT INTO audit (word) VALUES (NEW.outcome); RETURN NULL; END$$";
                rig.execute(function).await;
                (
                    "INT GENERATED ALWAYS AS IDENTITY",
                    "EXECUTE FUNCTION note()",
                )
            }
            Server::Mysql => (
                "INT AUTO_INCREMENT",
                "INSERT INTO audit (word) VALUES (NEW.outcome)",
            ),
            Server::Sqlite => (
                "INTEGER",
                "BEGIN INSERT INTO audit (word) VALUES (NEW.outcome); END",
            ),
        };
        let create = format!("CREATE TABLE audit (id {number} PRIMARY KEY, word VARCHAR(9))");
        rig.execute(&create).await;
        let each = "CREATE TRIGGER tr AFTER INSERT ON rmig_journal FOR EACH ROW";
        rig.execute(&format!("{each} {trigger}")).await;
        rig.run(&history).await.unwrap();
        assert_eq!(
            rig.query("SELECT id FROM t ORDER BY id").await,
            ["1", "2", "3"],
            "{server}"
        );
        assert_eq!(
            rig.query("SELECT COUNT(*) FROM audit").await,
            ["3"],
            "{server}"
        );
    }
}
