//! Databases that somebody wrote into behind SQLite's back.

use rmig_engine::{
    connection::Connection as _,
    inspect::{InspectedKind, Obstacle, Scope},
    schema::{DataType, ServerDefault},
};

use super::{inspect, rows, with};
use crate::sqlite::SqliteConnection;

const TABLE: &str = "CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT NOT NULL DEFAULT (1), b INT UNIQUE REFERENCES p (x) \
                     ON DELETE CASCADE, CHECK (a > 0)) STRICT";

/// A database that keeps another statement for an object than the one it uses.
async fn forged(object: &str, sql: &str) -> SqliteConnection {
    let mut database = with(&[
        TABLE,
        "CREATE UNIQUE INDEX i ON t (a COLLATE nocase DESC, b) WHERE b > 0",
        "PRAGMA writable_schema = 1",
    ])
    .await;
    let sql = sql.replace('\'', "''");
    // What is loaded stays as it is.
    let update = format!("UPDATE sqlite_master SET sql = '{sql}' WHERE name = '{object}'");
    database.execute(&update).await.unwrap();
    assert_eq!(
        rows(&mut database, "SELECT count(*) FROM pragma_table_info('t')").await,
        ["3"]
    );
    database
}

#[tokio::test]
async fn a_table_that_was_misread_would_be_told() {
    let differs = |what: &str| Obstacle::Differs(what.to_owned());
    for (from, to, obstacle) in [
        (
            "b INT",
            "c INT",
            differs("the column \"c\" instead of \"b\""),
        ),
        ("b INT", "c, b INT", differs("4 columns instead of 3")),
        (
            "NOT NULL",
            "",
            differs("whether the column \"a\" may be NULL"),
        ),
        (
            "DEFAULT (1)",
            "",
            differs("whether the column \"a\" has a default"),
        ),
        (
            "DEFAULT (1)",
            "AS (1)",
            differs("whether the column \"a\" is generated"),
        ),
        ("PRIMARY KEY", "", differs("the primary key")),
        ("UNIQUE", "", differs("the unique constraints")),
        (
            "CHECK (a > 0)",
            "UNIQUE (a)",
            differs("the unique constraints"),
        ),
        ("CASCADE", "SET NULL", differs("the foreign keys")),
        ("(x)", "", differs("the foreign keys")),
        ("REFERENCES p", "REFERENCES q", differs("the foreign keys")),
        ("STRICT", "", differs("STRICT")),
        ("STRICT", "STRICT, WITHOUT ROWID", differs("WITHOUT ROWID")),
        (
            "CREATE TABLE",
            "CREATE VIEW",
            Obstacle::Unreadable("TABLE was expected at \"VIEW\"".to_owned()),
        ),
    ] {
        let sql = TABLE.replace(from, to);
        let mut database = forged("t", &sql).await;
        let inspected = inspect(&mut database, &Scope::default()).await;
        let [problem] = inspected.not_understood.as_slice() else {
            panic!("{to}: {:?}", inspected.not_understood);
        };
        assert_eq!(problem.kind, InspectedKind::Table);
        assert_eq!(problem.obstacle, obstacle, "{sql}");
        assert_eq!(problem.text, Some(sql));
        // What the pragmas tell is there.
        let table = inspected.metadata.table(None, "t").unwrap();
        assert_eq!(table.columns[0].data_type, DataType::Integer);
        let default = ServerDefault::Text("(1)".to_owned());
        assert_eq!(table.columns[1].server_default, Some(default));
        assert_eq!(table.columns[1].nullable, Some(false));
        assert_eq!(table.key_columns(), ["id"]);
        assert_eq!(table.constraints.len(), 3);
        assert!(table.options.sqlite_strict);
        assert_eq!(table.indexes.len(), 1);
    }
}

#[tokio::test]
async fn an_index_that_was_misread_would_be_told() {
    for (sql, obstacle) in [
        (
            "CREATE INDEX i ON t (a DESC) WHERE 1",
            "1 columns instead of 2",
        ),
        (
            "CREATE INDEX i ON t (b DESC, b) WHERE 1",
            "the column \"a\" instead of \"b\"",
        ),
        (
            "CREATE INDEX i ON t (a + 1 DESC, b) WHERE 1",
            "the column \"a\" instead of \"a + 1\"",
        ),
        ("CREATE INDEX i ON t (a, b) WHERE 1", "the order of \"a\""),
        (
            "CREATE INDEX i ON t (a COLLATE rtrim DESC, b) WHERE 1",
            "the collation of \"a COLLATE rtrim\"",
        ),
        (
            "CREATE INDEX i ON t (a DESC, b)",
            "whether it is over all rows",
        ),
    ] {
        let mut database = forged("i", sql).await;
        let inspected = inspect(&mut database, &Scope::default()).await;
        let [problem] = inspected.not_understood.as_slice() else {
            panic!("{sql}: {:?}", inspected.not_understood);
        };
        assert_eq!(problem.kind, InspectedKind::Index);
        assert_eq!(
            problem.obstacle,
            Obstacle::Differs(obstacle.to_owned()),
            "{sql}"
        );
        let index = &inspected.metadata.tables[0].indexes[0];
        assert_eq!(index.columns[0].collation.as_deref(), Some("nocase"));
        assert!(index.columns[0].order.is_some() && index.unique);
    }
}
