//! Definitions change with what is defined, and with nothing else.

use rmig_engine::dialect::{DatabaseObject, ObjectKind};

use super::rig::{ScratchDatabase, connect};

fn object(kind: ObjectKind, name: &str) -> DatabaseObject {
    DatabaseObject {
        kind,
        schema: None,
        name: name.to_owned(),
    }
}

#[tokio::test]
async fn a_definition_tells_whether_a_statement_took_effect() {
    let database = ScratchDatabase::mysql();
    let schema = database.name();
    database.sql("CREATE TABLE `a ``b` (id INT AUTO_INCREMENT PRIMARY KEY, x INT)");
    let mut connection = connect(&database).await;
    let table = object(ObjectKind::Table, "a `b");
    let view = object(ObjectKind::View, "v");
    let index = object(ObjectKind::Index, "i");
    let routine = object(ObjectKind::Routine, "r");
    let trigger = object(ObjectKind::Trigger, "t");
    let event = object(ObjectKind::Event, "e");
    let sequence = object(ObjectKind::Sequence, "s");
    let named = object(ObjectKind::Schema, &schema);
    for (object, sql) in [
        (&table, "ALTER TABLE `a ``b` ADD y INT"),
        (&table, "ALTER TABLE `a ``b` ADD CONSTRAINT c CHECK (y > 1)"),
        (&table, "CREATE INDEX i ON `a ``b` (x)"),
        (&table, "ALTER TABLE `a ``b` COMMENT ' AUTO_INCREMENT=8'"),
        (
            &index,
            "ALTER TABLE `a ``b` DROP INDEX i, ADD INDEX i (x, y)",
        ),
        (&index, "DROP INDEX i ON `a ``b`"),
        (&index, "CREATE UNIQUE INDEX i ON `a ``b` (x)"),
        (&view, "CREATE VIEW v AS SELECT 1 AS a"),
        (&view, "ALTER VIEW v AS SELECT 2 AS a"),
        (&view, "DROP VIEW v"),
        (&routine, "CREATE PROCEDURE r() SELECT 1"),
        (
            &routine,
            "CREATE FUNCTION r() RETURNS INT DETERMINISTIC RETURN 1",
        ),
        (&routine, "ALTER PROCEDURE r COMMENT 'x'"),
        (&routine, "DROP PROCEDURE r"),
        (&routine, "DROP FUNCTION r"),
        (
            &trigger,
            "CREATE TRIGGER t BEFORE INSERT ON `a ``b` FOR EACH ROW SET NEW.x = 1",
        ),
        (&trigger, "DROP TRIGGER t"),
        (
            &event,
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DISABLE DO SELECT 1",
        ),
        (&event, "DROP EVENT e"),
        (&sequence, "CREATE SEQUENCE s"),
        (&sequence, "ALTER SEQUENCE s INCREMENT BY 7"),
        (&sequence, "DROP SEQUENCE s"),
        (&named, "ALTER DATABASE CHARACTER SET latin1"),
        (&table, "RENAME TABLE `a ``b` TO c"),
    ] {
        let before = connection.definition(object).await.unwrap();
        assert_eq!(connection.definition(object).await.unwrap(), before);
        connection.execute(sql).await.unwrap();
        let after = connection.definition(object).await.unwrap();
        assert_ne!(before, after, "{sql}");
        let gone = sql.starts_with("DROP") || sql.starts_with("RENAME");
        assert_eq!(
            after.is_none() && gone,
            sql != "DROP PROCEDURE r" && gone,
            "{sql}: {after:?}"
        );
    }
    let mut elsewhere = object(ObjectKind::Table, "c");
    assert!(connection.definition(&elsewhere).await.unwrap().is_some());
    elsewhere.schema = Some("mysql".to_owned());
    assert_eq!(connection.definition(&elsewhere).await.unwrap(), None);
    elsewhere.schema = Some("no such database".to_owned());
    assert_eq!(connection.definition(&elsewhere).await.unwrap(), None);
    let kind = object(ObjectKind::Type, "c");
    assert_eq!(connection.definition(&kind).await.unwrap(), None);
}

#[tokio::test]
async fn rows_and_modes_change_no_definition() {
    let database = ScratchDatabase::mysql();
    let mut connection = connect(&database).await;
    for sql in [
        "CREATE TABLE t (id INT AUTO_INCREMENT PRIMARY KEY, s VARCHAR(9) DEFAULT 'x')",
        "CREATE VIEW v AS SELECT CONCAT('a', s) AS c FROM t",
        "CREATE PROCEDURE r() SELECT \"a\" || 'b'",
    ] {
        connection.execute(sql).await.unwrap();
    }
    let objects = [
        object(ObjectKind::Table, "t"),
        object(ObjectKind::View, "v"),
        object(ObjectKind::Routine, "r"),
    ];
    for object in &objects {
        let before = connection.definition(object).await.unwrap();
        connection
            .execute("INSERT INTO t VALUES (), (), ()")
            .await
            .unwrap();
        assert_eq!(connection.definition(object).await.unwrap(), before);
        for mode in ["ANSI", "ORACLE", "NO_TABLE_OPTIONS,NO_KEY_OPTIONS"] {
            let set = format!("SET SESSION sql_mode = '{mode}'");
            connection.execute(&set).await.unwrap();
            let mode = connection.query("SELECT @@sql_mode").await.unwrap();
            assert_eq!(
                connection.definition(object).await.unwrap(),
                before,
                "{set}"
            );
            assert_eq!(connection.query("SELECT @@sql_mode").await.unwrap(), mode);
        }
    }
}
