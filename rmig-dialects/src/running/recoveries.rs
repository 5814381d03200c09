//! What a run that died in a statement leaves, and how the next one goes on: every kind of statement.

use rmig_engine::{connection::Cancellation, runner::Silent};
use rmig_test_support::{Cut, Server};

use super::rig::{EVERYWHERE, History, Rig, SERVERS, code, help};

const NONE: &str = "-- rmig: upgrade transaction=none\n";

fn history(statements: &str) -> History {
    History::new([format!(
        "{NONE}CREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);\n{statements}\n\
         INSERT INTO t (id) VALUES (3);\n-- rmig: downgrade\n"
    )])
}

/// Cuts a run where it notes that statement `done` is done: it is, and nobody has said so.
async fn die_before_note(rig: &Rig, history: &History, done: usize) {
    rig.wire()
        .cut_at(&format!("SET statements_done = {done},"), Cut::Before);
    die(rig, history).await;
    let journal = rig.journal().await;
    let expected = format!("r1|upgrade|1|{}|", done - 1);
    assert!(journal[0].starts_with(&expected), "{journal:?}");
    assert!(journal[0].ends_with("started"), "{journal:?}");
}

async fn die(rig: &Rig, history: &History) {
    let failure = rig.run(history).await.unwrap_err();
    assert_eq!(code(&failure), "connection-lost", "{failure}");
    assert!(help(&failure).contains("--resume"), "{}", help(&failure));
    super::rig::until("the lock is free", async || rig.lock_is_free().await).await;
}

async fn resume(rig: &mut Rig, history: &History) {
    rig.options.resume = false;
    let refused = rig.run(history).await.unwrap_err();
    assert_eq!(code(&refused), "unfinished-revision");
    assert!(help(&refused).contains("--resume"), "{}", help(&refused));
    rig.options.resume = true;
    rig.run(history).await.unwrap();
    assert_eq!(rig.version_rows().await, ["r1"]);
    assert_eq!(rig.claims().await, 0);
    let journal = rig.journal().await;
    assert_eq!(journal, ["r1|upgrade|1|4|4|done"]);
}

#[tokio::test]
async fn a_definition_tells_that_it_was_made() {
    for server in SERVERS {
        for statement in [
            "CREATE TABLE u (id INTEGER);",
            "ALTER TABLE t ADD word VARCHAR(9);",
            "CREATE INDEX i ON t (id);",
            "CREATE VIEW v AS SELECT id FROM t;",
        ] {
            let mut rig = Rig::wired(server);
            let history = history(statement);
            die_before_note(&rig, &history, 3).await;
            // What is done isn't run twice, else it would fail.
            resume(&mut rig, &history).await;
        }
    }
}

#[tokio::test]
async fn a_definition_tells_that_it_was_not_made() {
    for server in SERVERS {
        let mut rig = Rig::wired(server);
        let history = history("CREATE TABLE u (id INTEGER);");
        // After the note that two are done, before the third one reaches the server.
        rig.wire().cut_at("SET statements_done = 2,", Cut::After);
        die(&rig, &history).await;
        resume(&mut rig, &history).await;
        assert_eq!(rig.tables().await, ["t", "u"], "{server}");
        assert_eq!(rig.query("SELECT id FROM t ORDER BY id").await, ["1", "3"]);
    }
}

#[tokio::test]
async fn rows_are_committed_with_their_note() {
    for server in SERVERS {
        for cut in [Cut::Before, Cut::After] {
            let mut rig = Rig::wired(server);
            let history = history("INSERT INTO t VALUES (2);");
            rig.wire().cut_at("SET statements_done = 3,", cut);
            die(&rig, &history).await;
            resume(&mut rig, &history).await;
            let rows = rig.query("SELECT id FROM t ORDER BY id").await;
            assert_eq!(rows, ["1", "2", "3"], "{server} {cut:?}");
        }
    }
}

#[tokio::test]
async fn what_may_run_twice_runs_twice() {
    for (server, statement) in [
        (Server::Postgres, "VACUUM t;"),
        (Server::Mysql, "CREATE TABLE IF NOT EXISTS u (id INTEGER);"),
    ] {
        let mut rig = Rig::wired(server);
        let history = history(statement);
        die_before_note(&rig, &history, 3).await;
        resume(&mut rig, &history).await;
    }
}

#[tokio::test]
async fn what_nobody_can_know_is_asked() {
    for (server, statement) in [
        (
            Server::Postgres,
            "DO $$BEGIN INSERT INTO t VALUES (2); END$$;",
        ),
        (
            Server::Mysql,
            "BEGIN NOT ATOMIC INSERT INTO t VALUES (2); END;",
        ),
    ] {
        let mut rig = Rig::wired(server);
        let history = history(statement);
        die_before_note(&rig, &history, 3).await;
        rig.options.resume = true;
        let refused = rig.run(&history).await.unwrap_err();
        assert_eq!(code(&refused), "unfinished-revision", "{server}");
        let help = help(&refused);
        for part in [
            "statement 3",
            "`repair r1 --statement-done`",
            "--statement-undone",
            "--reason",
        ] {
            assert!(help.contains(part), "{server}: {help}");
        }
        assert_eq!(rig.query("SELECT id FROM t ORDER BY id").await, ["1", "2"]);
    }
}

#[tokio::test]
async fn on_sqlite_the_journal_is_read_in_the_same_way() {
    for (statement, ran, knows) in [
        ("CREATE TABLE u (id INTEGER);", true, true),
        ("CREATE TABLE u (id INTEGER);", false, true),
        ("INSERT INTO t VALUES (2);", false, true),
        ("VACUUM;", true, true),
        ("ATTACH ':memory:' AS other;", true, false),
    ] {
        let mut rig = Rig::new();
        let history = history(statement);
        // As a killed process would leave it: stopped at the third statement by an error, and
        // never told.
        let mut stops = history.clone();
        stops.scripts[0] = stops.scripts[0].replace(statement, "SELECT no_such_function();");
        rig.run(&stops).await.unwrap_err();
        let intent = match statement.split(' ').next().unwrap() {
            "CREATE" => "changes table  u from none",
            "INSERT" => "committed with its note",
            "VACUUM;" => "may run twice",
            _ => "unknown",
        };
        if ran && statement.starts_with("CREATE") {
            rig.execute(statement).await;
        }
        let script = history.scripts[0].replace('\'', "''");
        rig.execute(&format!(
            "UPDATE rmig_journal SET outcome = 'started', claim = 1, script = '{script}', \
             intent = '{intent}'"
        ))
        .await;
        if knows {
            resume(&mut rig, &history).await;
        } else {
            rig.options.resume = true;
            let refused = rig.run(&history).await.unwrap_err();
            assert!(help(&refused).contains("repair r1"), "{statement}");
        }
    }
}

#[tokio::test]
async fn an_index_that_was_given_up_is_named() {
    let mut rig = Rig::wired(Server::Postgres);
    let text = |last: &str| {
        History::new([format!(
            "{NONE}CREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1), (1);\n\
             CREATE UNIQUE INDEX CONCURRENTLY ids ON t (id);\n{last}\n-- rmig: downgrade\n"
        )])
    };
    // Two rows are alike, which the server sees when it has begun.
    let failure = rig.run(&text("")).await.unwrap_err();
    assert_eq!(code(&failure), "statement-failed");
    rig.execute("DELETE FROM t WHERE ctid = '(0,2)'").await;
    for outcome in ["failed", "started"] {
        let claim = if outcome == "failed" { "NULL" } else { "1" };
        rig.execute(&format!(
            "UPDATE rmig_journal SET outcome = '{outcome}', claim = {claim}"
        ))
        .await;
        rig.options.resume = true;
        let refused = rig.run(&text("")).await.unwrap_err();
        assert_eq!(code(&refused), "unfinished-revision", "{refused}");
        let help = help(&refused);
        assert!(
            help.contains("DROP INDEX CONCURRENTLY public.ids"),
            "{help}"
        );
    }
    rig.execute("DROP INDEX CONCURRENTLY ids").await;
    rig.run(&text("")).await.unwrap();
    let valid = "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 'ids'::regclass";
    assert_eq!(rig.query(valid).await, ["true"]);
}

#[tokio::test]
async fn a_stamp_settles_it_as_well() {
    for server in EVERYWHERE {
        let rig = Rig::on(server);
        let bad = history("nonsense;");
        rig.run(&bad).await.unwrap_err();
        let dialect = rig.dialect();
        let mut connection = rig.connect_to_run().await;
        let stamped = rig
            .runner(dialect.as_ref())
            .stamp(
                connection.as_mut(),
                &super::rig::StampAt("r1"),
                false,
                &mut Silent,
                &Cancellation::default(),
            )
            .await;
        assert_eq!(stamped.unwrap().steps.len(), 1, "{server}");
        connection.close().await.unwrap();
        assert!(rig.run(&bad).await.unwrap().steps.is_empty(), "{server}");
        assert_eq!(rig.version_rows().await, ["r1"], "{server}");
    }
}
