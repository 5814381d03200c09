//! What can't run in a transaction, between sections that do.

use rmig_test_support::Server;

use super::rig::{History, Rig};

#[tokio::test]
async fn up_and_down_on_postgres() {
    let rig = Rig::on(Server::Postgres);
    let none = "transaction=none";
    let text = format!(
        "-- rmig: upgrade\nCREATE TYPE mood AS ENUM ('sad');\nCREATE TABLE t (m mood);\n\
         -- rmig: upgrade {none}\nALTER TYPE mood ADD VALUE 'ok';\n\
         ALTER TYPE mood ADD VALUE 'glad' AFTER 'ok';\n\
         -- rmig: upgrade\nINSERT INTO t VALUES ('ok'), ('glad');\n\
         -- rmig: upgrade {none}\nCREATE INDEX CONCURRENTLY i ON t (m);\nVACUUM (ANALYZE) t;\n\
         REINDEX INDEX CONCURRENTLY i;\n\
         -- rmig: downgrade {none}\nDROP INDEX CONCURRENTLY i;\nVACUUM FULL t;\n\
         -- rmig: downgrade\nDROP TABLE t;\nDROP TYPE mood;\n"
    );
    let history = History::new([text]);
    for _ in 0..2 {
        assert_eq!(rig.run(&history).await.unwrap().steps.len(), 4);
        let rows = rig.query("SELECT m::text FROM t ORDER BY t.m").await;
        assert_eq!(rows, ["ok", "glad"]);
        assert_eq!(rig.run(&history.to(0)).await.unwrap().steps.len(), 2);
        assert!(rig.tables().await.is_empty());
        assert!(rig.version_rows().await.is_empty());
    }
    let journal = rig.journal().await;
    assert_eq!(journal.len(), 12);
    assert_eq!(journal[..6], journal[6..]);
    assert_eq!(journal[3], "r1|upgrade|4|3|3|done");
    assert_eq!(journal[4], "r1|downgrade|1|2|2|done");
}

#[tokio::test]
async fn up_and_down_on_mysql() {
    let rig = Rig::on(Server::Mysql);
    let text = "-- rmig: upgrade\nCREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);\n\
                -- rmig: upgrade\nUPDATE t SET id = id + 1;\n\
                -- rmig: upgrade transaction=none\nOPTIMIZE TABLE t;\nUPDATE t SET id = id + 1;\n\
                ALTER TABLE t ADD KEY i (id);\n\
                -- rmig: downgrade\nUPDATE t SET id = 0;\nDROP TABLE t;\n";
    let history = History::new([text]);
    for _ in 0..2 {
        rig.run(&history).await.unwrap();
        assert_eq!(rig.query("SELECT id FROM t").await, ["3"]);
        rig.run(&history.to(0)).await.unwrap();
        assert!(rig.tables().await.is_empty());
    }
}

#[tokio::test]
async fn up_and_down_on_sqlite() {
    let rig = Rig::on(Server::Sqlite);
    let text = "-- rmig: upgrade\nCREATE TABLE t (id INTEGER);\nINSERT INTO t VALUES (1);\n\
                -- rmig: upgrade transaction=none\nPRAGMA journal_mode = WAL;\nVACUUM;\n\
                -- rmig: upgrade\nUPDATE t SET id = id + 1;\n\
                -- rmig: downgrade transaction=none\nPRAGMA journal_mode = DELETE;\n\
                -- rmig: downgrade\nDROP TABLE t;\n";
    let history = History::new([text]);
    for _ in 0..2 {
        rig.run(&history).await.unwrap();
        assert_eq!(rig.query("SELECT id FROM t").await, ["2"]);
        assert_eq!(rig.query("PRAGMA journal_mode").await, ["wal"]);
        rig.run(&history.to(0)).await.unwrap();
        assert_eq!(rig.query("PRAGMA journal_mode").await, ["delete"]);
        assert!(rig.tables().await.is_empty());
    }
}
