//! The connection is cut at every message of a run, before and after it reaches the server.

use rmig_test_support::{Cut, Server};

use super::rig::{History, Rig, code, help, script, until};

/// Sections of every kind, each of which would show that it ran twice.
fn history() -> History {
    History::new([
        script("CREATE TABLE t (id INTEGER PRIMARY KEY);", "DROP TABLE t;"),
        script(
            "INSERT INTO t VALUES (1), (2);\nUPDATE t SET id = id + 10;",
            "DELETE FROM t;",
        ),
        "-- rmig: upgrade\nINSERT INTO t VALUES (3);\n\
         -- rmig: upgrade transaction=none\nUPDATE t SET id = id + 1000;\n\
         CREATE TABLE u (id INTEGER);\nINSERT INTO u VALUES (7);\nCREATE INDEX i ON u (id);\n\
         ALTER TABLE u ADD word VARCHAR(20);\n\
         -- rmig: upgrade\nINSERT INTO u (id) VALUES (8);\n\
         -- rmig: downgrade\nDROP TABLE u;\n"
            .to_owned(),
    ])
}

/// Rows only, for one transaction.
fn rows() -> History {
    History::new([
        script("CREATE TABLE t (id INTEGER PRIMARY KEY);", ""),
        script("INSERT INTO t VALUES (1);", ""),
        script("UPDATE t SET id = id + 10;", ""),
    ])
}

/// How messages begin that change nothing and that no change depends on.
const BORING: [&str; 8] = [
    "CLOSE ALL",
    "SELECT 1 FROM",
    "SELECT id,",
    "SELECT version_num",
    "SELECT (SELECT",
    "SELECT current_schema",
    "SET ",
    "UNLOCK TABLES",
];

/// Everything that the histories leave, version rows and journal.
async fn state(rig: &Rig) -> Vec<String> {
    let mut state = rig.tables().await;
    state.extend(rig.query("SELECT id FROM t ORDER BY id").await);
    if state.contains(&"u".to_owned()) {
        state.extend(rig.query("SELECT id, word FROM u ORDER BY id").await);
        state.extend(rig.query(match rig.database.server() {
            Server::Postgres => "SELECT indexname FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1",
            _ => "SELECT index_name FROM information_schema.statistics WHERE table_schema = DATABASE() ORDER BY 1",
        }).await);
    }
    state.extend(rig.version_rows().await);
    state.extend(rig.journal().await);
    state
}

/// A run that is cut, what it says, and the runs that finish it.
async fn cut_at(
    rig: &mut Rig,
    history: &History,
    index: usize,
    cut: Cut,
    expected: &[String],
) -> bool {
    let at = format!("{} {index} {cut:?}", rig.database.server());
    let before = rig.journal_if_any().await.len();
    rig.wire().take();
    rig.wire().cut_after(index, cut);
    let mut connection = rig.try_to_connect_to_run().await.ok();
    let ran = match connection.as_mut() {
        // It was cut while it logged in.
        None => None,
        Some(connection) => {
            let never = rmig_engine::connection::Cancellation::default();
            Some(rig.run_on(connection.as_mut(), history, &never).await)
        }
    };
    // A good-bye may come late, or not at all.
    rig.wire().spare();
    let messages = rig.wire().to_string();
    drop(connection);
    // The server may still be at it.
    until("the lock is free", async || rig.lock_is_free().await).await;
    let journal = rig.journal_if_any().await;
    let done = journal
        .iter()
        .skip(before)
        .filter(|line| line.ends_with("|done"))
        .count();
    match ran {
        None => assert_eq!(done, 0, "{at}"),
        Some(Ok(report)) => {
            assert_eq!(report.steps.len(), done, "{at}\n{messages}");
            assert_eq!(state(rig).await, expected, "{at}\n{messages}");
            return true;
        }
        Some(Err(failure)) => {
            let help = help(&failure);
            assert_eq!(
                code(&failure),
                "connection-lost",
                "{at}: {failure}\n{messages}"
            );
            assert_eq!(
                failure.report.steps.len(),
                done,
                "{at}: {failure}: {help}\n{journal:#?}\n{messages}"
            );
            let is_unfinished = journal.last().is_some_and(|line| !line.ends_with("|done"));
            if help.contains("nothing of it is in the database") {
                assert!(!is_unfinished, "{at}: {help}\n{journal:#?}\n{messages}");
            }
            if help.contains("--resume") {
                let refused = rig.run(history).await.unwrap_err();
                assert_eq!(
                    code(&refused),
                    "unfinished-revision",
                    "{at}: {help}\n{messages}"
                );
            } else {
                assert!(!is_unfinished, "{at}: {help}\n{journal:#?}\n{messages}");
            }
        }
    }
    let mut finished = rig.run(history).await;
    if finished
        .as_ref()
        .is_err_and(|failure| code(failure) == "unfinished-revision")
    {
        rig.options.resume = true;
        finished = rig.run(history).await;
        rig.options.resume = false;
    }
    if let Err(failure) = &finished {
        panic!(
            "{at}: {failure}: {}\n{messages}\n{journal:#?}",
            help(failure)
        );
    }
    assert_eq!(state(rig).await, expected, "{at}\n{messages}");
    assert_eq!(rig.claims().await, 0, "{at}");
    false
}

async fn cut_everywhere(server: Server, cut: Cut, history: History, from: usize, together: bool) {
    let start = async |rig: &mut Rig| {
        rig.clear().await;
        rig.options.transaction_per_migration = true;
        if from > 0 {
            rig.run(&history.to(from)).await.unwrap();
        }
        rig.options.transaction_per_migration = !together;
        rig.wire().take();
    };
    let mut rig = Rig::wired(server);
    start(&mut rig).await;
    rig.run(&history).await.unwrap();
    let (messages, expected) = (rig.wire().messages(), state(&rig).await);
    let worth = messages.iter().enumerate().filter(|(_, message)| {
        let text = &message.text;
        !BORING.iter().any(|boring| text.starts_with(boring))
    });
    let mut went_on = 0;
    for (index, _) in worth {
        start(&mut rig).await;
        went_on += usize::from(cut_at(&mut rig, &history, index, cut, &expected).await);
    }
    // Commits whose answer was lost, and good-byes.
    assert!(went_on > 0, "{server} {cut:?}");
}

#[tokio::test]
async fn before_each_message_postgres() {
    cut_everywhere(Server::Postgres, Cut::Before, history(), 0, false).await;
}

#[tokio::test]
async fn after_each_message_postgres() {
    cut_everywhere(Server::Postgres, Cut::After, history(), 0, false).await;
}

#[tokio::test]
async fn before_each_message_mysql() {
    cut_everywhere(Server::Mysql, Cut::Before, history(), 0, false).await;
}

#[tokio::test]
async fn after_each_message_mysql() {
    cut_everywhere(Server::Mysql, Cut::After, history(), 0, false).await;
}

#[tokio::test]
async fn in_one_transaction_for_all() {
    for server in [Server::Postgres, Server::Mysql] {
        for cut in [Cut::Before, Cut::After] {
            cut_everywhere(server, cut, rows(), 1, true).await;
        }
    }
}
