//! What real drivers say, counted; and what they meet when the network fails.

use std::{sync::mpsc, time::Instant};

use super::*;
use crate::session;

const SERVERS: [Server; 2] = [Server::Postgres, Server::Mysql];

fn ask(
    counter: &MessageCounter,
    server: Server,
    sql: &str,
) -> Result<Vec<session::Cells>, sqlx::Error> {
    session::ask(server, &counter.url(), sql)
}

#[test]
fn simple_queries_are_counted_and_nothing_is_prepared_for_them() {
    for server in SERVERS {
        let database = ScratchDatabase::new(server);
        let counter = MessageCounter::before(&database);
        ask(&counter, server, "SELECT 1; SELECT 2; SELECT 3").expect("the queries run");
        let messages = counter.take();
        let asked: Vec<_> = messages
            .iter()
            .filter(|m| m.text.contains("SELECT 2"))
            .collect();
        assert_eq!(
            asked,
            [&Message::new("Query", b"SELECT 1; SELECT 2; SELECT 3")]
        );
        let is_simple =
            |message: &Message| !["Parse", "StmtPrepare"].contains(&message.kind.as_str());
        assert!(messages.iter().all(is_simple), "{messages:?}");
    }
}

#[test]
fn a_prepared_statement_shows() {
    for (server, kinds) in [
        (Server::Postgres, ["Parse", "Bind", "Execute"]),
        (Server::Mysql, ["StmtPrepare", "StmtExecute", "StmtExecute"]),
    ] {
        let database = ScratchDatabase::new(server);
        let counter = MessageCounter::before(&database);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build();
        runtime.expect("a runtime").block_on(async {
            use sqlx::Connection;
            let url = counter.url();
            if server == Server::Postgres {
                let mut connection = sqlx::PgConnection::connect(&url).await.expect("connected");
                sqlx::query("SELECT 17")
                    .execute(&mut connection)
                    .await
                    .expect("run");
            } else {
                let mut connection = sqlx::MySqlConnection::connect(&url)
                    .await
                    .expect("connected");
                sqlx::query("SELECT 17")
                    .execute(&mut connection)
                    .await
                    .expect("run");
            }
        });
        for kind in kinds {
            assert!(counter.count(kind) > 0, "{kind}: {counter}");
        }
        let prepared = counter
            .messages()
            .into_iter()
            .find(|message| message.kind == kinds[0]);
        assert_eq!(prepared.expect("counted").text, "SELECT 17");
    }
}

#[test]
fn a_cut_before_a_message_keeps_it_from_the_server_and_one_after_does_not() {
    for server in SERVERS {
        let database = ScratchDatabase::new(server);
        database.sql("CREATE TABLE t (id INT)");
        let counter = MessageCounter::before(&database);
        counter.cut_at("INSERT", Cut::Before);
        ask(&counter, server, "INSERT INTO t VALUES (1)").expect_err("the connection is cut");
        counter.cut_at("INSERT", Cut::After);
        ask(&counter, server, "INSERT INTO t VALUES (2)").expect_err("the connection is cut");
        let since = Instant::now();
        while database.rows("SELECT id FROM t").is_empty() {
            assert!(since.elapsed() < PATIENCE, "the server never got it");
            thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(database.rows("SELECT id FROM t"), [["2"]]);
        ask(&counter, server, "INSERT INTO t VALUES (3)").expect("the trap is gone");
    }
}

#[test]
fn what_is_frozen_waits_and_what_is_cut_fails() {
    for (server, sleep) in [
        (Server::Postgres, "SELECT pg_sleep(60)"),
        (Server::Mysql, "SELECT sleep(60)"),
    ] {
        let database = ScratchDatabase::new(server);
        let counter = MessageCounter::before(&database);
        counter.freeze();
        let (tell, told) = mpsc::channel();
        thread::scope(|scope| {
            scope.spawn(|| tell.send(ask(&counter, server, "SELECT 1").is_ok()));
            told.recv_timeout(Duration::from_millis(300))
                .expect_err("nothing passes");
            counter.thaw();
            assert_eq!(told.recv_timeout(PATIENCE), Ok(true));

            scope.spawn(|| tell.send(ask(&counter, server, sleep).is_ok()));
            counter.wait_for("sleep(60)");
            counter.cut();
            assert_eq!(told.recv_timeout(PATIENCE), Ok(false));
        });
    }
}

#[test]
fn everything_stands_still_where_a_test_says() {
    // Two results in one answer.
    let insert = "INSERT INTO t VALUES (1); SELECT 1 AS one";
    for server in SERVERS {
        let database = ScratchDatabase::new(server);
        database.sql("CREATE TABLE t (id INT)");
        let counter = MessageCounter::before(&database);
        ask(&counter, server, insert).expect("nothing stands still yet");
        let is_insert = |message: &Message| message.text == insert;
        let place = counter.messages().iter().position(is_insert);
        for stage in Stage::ALL {
            database.sql("DELETE FROM t");
            counter.halt_after(place.expect("it was sent"), stage);
            thread::scope(|scope| {
                let client = scope.spawn(|| {
                    session::Session::open(server, &counter.url()).and_then(|mut session| {
                        session.ask(insert)?;
                        session.ask("INSERT INTO t VALUES (2)")
                    })
                });
                let halted = counter.wait_for_halt(|| client.is_finished());
                let (rows, finished) = (
                    database.rows("SELECT id FROM t").len(),
                    client.is_finished(),
                );
                counter.cut();
                let refused = client.join().expect("no panic").is_err();
                assert!(halted && refused && !finished, "{server} {stage:?}");
                match stage {
                    Stage::Sent => assert_eq!(rows, 0, "{server}"),
                    Stage::Arrived => assert!(rows <= 1, "{server}"),
                    Stage::Answered | Stage::Heard => assert_eq!(rows, 1, "{server} {stage:?}"),
                }
            });
            ask(&counter, server, "SELECT 1").expect("a later connection is served");
        }
    }
}
