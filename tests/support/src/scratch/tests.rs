//! Databases come and go, with whoever is in them.

use super::*;
use crate::everywhere;

#[test]
fn every_database_is_another_one_and_empty() {
    everywhere(|first| {
        let second = ScratchDatabase::new(first.server());
        assert_ne!(first.url(), second.url());
        first.sql(
            "CREATE TABLE t (id INT, note VARCHAR(20)); INSERT INTO t VALUES (1, NULL), (2, 'two')",
        );
        second.sql("CREATE TABLE t (id INT)");
        assert_eq!(
            first.rows("SELECT id, note FROM t ORDER BY id"),
            [["1", "NULL"], ["2", "two"]]
        );
        assert!(second.rows("SELECT id FROM t").is_empty());
    });
}

#[test]
fn the_client_program_runs_scripts_and_stops_at_an_error() {
    everywhere(|database| {
        let fed = database.feed("CREATE TABLE t (id INT);\nINSERT INTO t VALUES (7);\n");
        assert!(fed.status.success(), "{fed:?}");
        let fed = database.feed("INSERT INTO nowhere VALUES (1);\nDELETE FROM t;\n");
        assert!(!fed.status.success(), "{fed:?}");
        assert_eq!(database.rows("SELECT id FROM t"), [["7"]]);
    });
}

#[test]
fn a_dropped_database_is_gone_though_somebody_was_in_a_transaction() {
    for server in [Server::Postgres, Server::Mysql] {
        let database = ScratchDatabase::new(server);
        database.sql("CREATE TABLE t (id INT)");
        let url = database.url().to_owned();
        let mut client = database.client();
        let mut child = client
            .stdin(process::Stdio::piped())
            .stdout(process::Stdio::null())
            .stderr(process::Stdio::null())
            .spawn()
            .expect("the client starts");
        let mut stdin = child.stdin.take().expect("stdin is piped");
        std::io::Write::write_all(&mut stdin, b"BEGIN;\nINSERT INTO t VALUES (1);\n")
            .expect("it listens");
        let count = match server {
            Server::Postgres => {
                "SELECT count(*) FROM pg_locks l JOIN pg_database d ON d.oid = l.database \
                WHERE d.datname = current_database() AND l.mode = 'RowExclusiveLock'"
            }
            _ => {
                "SELECT count(*) FROM information_schema.innodb_trx x JOIN information_schema.processlist p \
                ON p.id = x.trx_mysql_thread_id WHERE p.db = database() AND x.trx_rows_modified > 0"
            }
        };
        while database.rows(count) == [["0"]] {
            // MySQL's list is renewed only if nobody has read it for a tenth of a second.
            thread::sleep(std::time::Duration::from_millis(200));
        }
        drop(database);
        assert!(
            session::ask(server, &url, "SELECT 1").is_err(),
            "{server} still has it"
        );
        drop(stdin);
        child.wait().expect("the client ends");
    }
}

#[tokio::test]
async fn an_async_test_may_ask_too() {
    let folder = TempDir::new().expect("a folder");
    let database = ScratchDatabase::sqlite(folder.path());
    assert_eq!(
        database.rows("SELECT x'ff00', 1.5, 'a', NULL"),
        [["0xff00", "1.5", "a", "NULL"]]
    );
}
