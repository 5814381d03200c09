//! Definitions change with what they define, and with nothing else.

use rmig_engine::{
    connection::Connection,
    dialect::{DatabaseObject, ObjectKind},
};

use super::rig::*;

async fn definition(
    connection: &mut dyn Connection,
    kind: ObjectKind,
    name: &str,
) -> Option<String> {
    let (schema, name) = match name.split_once('.') {
        Some((schema, name)) => (Some(schema.to_owned()), name),
        None => (None, name),
    };
    let object = DatabaseObject {
        kind,
        schema,
        name: name.to_owned(),
    };
    connection.definition(&object).await.unwrap()
}

#[tokio::test]
async fn every_statement_changes_the_definition_of_its_object() {
    let database = ScratchDatabase::postgres();
    let connection = &mut *connect(&database).await;
    use ObjectKind::{Event, Index, Routine, Schema, Sequence, Table, Trigger, Type, View};
    for (kind, name, sql) in [
        (Table, "t", "CREATE TABLE t (a INT, b TEXT)"),
        (Table, "t", "ALTER TABLE t ADD c INT"),
        (Table, "t", "ALTER TABLE t ALTER c SET DEFAULT 3"),
        (Table, "t", "ALTER TABLE t ALTER c SET NOT NULL"),
        (Table, "t", "ALTER TABLE t ADD CHECK (a > 0) NOT VALID"),
        (Table, "t", "ALTER TABLE t VALIDATE CONSTRAINT t_a_check"),
        (Table, "t", "CREATE INDEX CONCURRENTLY t_a ON t (a)"),
        (Index, "t_a", "ALTER INDEX t_a SET (fillfactor = 70)"),
        (Index, "t_a", "DROP INDEX CONCURRENTLY t_a"),
        (Index, "t_a", "CREATE INDEX t_a ON t (a DESC)"),
        (Table, "t", "COMMENT ON COLUMN t.a IS 'x'"),
        (Table, "t", "GRANT SELECT ON t TO PUBLIC"),
        (Table, "t", "ALTER TABLE t ENABLE ROW LEVEL SECURITY"),
        (Table, "t", "CREATE POLICY p ON t USING (a > 1)"),
        (Table, "t", "CREATE STATISTICS s ON a, b FROM t"),
        (Table, "t", "ALTER TABLE t SET UNLOGGED"),
        (View, "v", "CREATE VIEW v AS SELECT a FROM t"),
        (
            View,
            "v",
            "CREATE OR REPLACE VIEW v AS SELECT a FROM t WHERE a > 2",
        ),
        (
            View,
            "m",
            "CREATE MATERIALIZED VIEW m AS SELECT 1 AS a WITH NO DATA",
        ),
        (View, "m", "REFRESH MATERIALIZED VIEW m"),
        (Type, "mood", "CREATE TYPE mood AS ENUM ('sad', 'happy')"),
        (
            Type,
            "mood",
            "ALTER TYPE mood ADD VALUE 'ok' BEFORE 'happy'",
        ),
        (Type, "d", "CREATE DOMAIN d AS INT"),
        (Type, "d", "ALTER DOMAIN d ADD CHECK (value > 0)"),
        (Type, "c", "CREATE TYPE c AS (x INT)"),
        (Type, "c", "ALTER TYPE c ADD ATTRIBUTE y INT"),
        (Type, "r", "CREATE TYPE r AS RANGE (subtype = float8)"),
        (
            Routine,
            "f",
            "CREATE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 1'",
        ),
        (
            Routine,
            "f",
            "CREATE OR REPLACE FUNCTION f() RETURNS INT LANGUAGE sql AS 'SELECT 2'",
        ),
        (
            Routine,
            "f",
            "CREATE FUNCTION f(INT) RETURNS INT LANGUAGE sql AS 'SELECT 2'",
        ),
        (
            Routine,
            "agg",
            "CREATE AGGREGATE agg(INT) (sfunc = int4pl, stype = INT)",
        ),
        (
            Routine,
            "g",
            "CREATE FUNCTION g() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
        ),
        (
            Trigger,
            "tr",
            "CREATE TRIGGER tr AFTER INSERT ON t FOR EACH ROW EXECUTE FUNCTION g()",
        ),
        (Trigger, "tr", "ALTER TABLE t DISABLE TRIGGER tr"),
        (Table, "t", "DROP TRIGGER tr ON t"),
        (Sequence, "q", "CREATE SEQUENCE q"),
        (Sequence, "q", "ALTER SEQUENCE q INCREMENT 5"),
        (Sequence, "q", "ALTER SEQUENCE q OWNED BY t.a"),
        (Schema, "s", "CREATE SCHEMA s"),
        (Schema, "s", "GRANT USAGE ON SCHEMA s TO PUBLIC"),
        (Table, "s.t", "CREATE TABLE s.t (a INT)"),
        (
            Table,
            "s.p",
            "CREATE TABLE s.p (a INT) PARTITION BY RANGE (a)",
        ),
        (
            Table,
            "s.p1",
            "CREATE TABLE s.p1 PARTITION OF s.p FOR VALUES FROM (1) TO (2)",
        ),
        (Table, "s.p1", "ALTER TABLE s.p DETACH PARTITION s.p1"),
        (Event, "e", "ALTER FUNCTION g() RENAME TO h"),
        (Table, "s.t", "DROP TABLE s.t"),
    ] {
        let before = definition(connection, kind, name).await;
        connection.execute(sql).await.unwrap();
        let after = definition(connection, kind, name).await;
        match kind {
            // Nothing of that name.
            Event => assert_eq!((before, after), (None, None)),
            _ => assert_ne!(before, after, "{sql}"),
        }
    }
    assert_eq!(definition(connection, Table, "s.t").await, None);
    assert_eq!(definition(connection, Table, "v").await, None);
    assert_eq!(definition(connection, Type, "it's").await, None);
}

#[tokio::test]
async fn rows_statistics_and_search_paths_change_no_definition() {
    let database = ScratchDatabase::postgres();
    database.sql(
        "CREATE TABLE t (id INT GENERATED ALWAYS AS IDENTITY PRIMARY KEY, a TEXT DEFAULT lower('X')); \
         CREATE VIEW v AS SELECT a FROM t; CREATE SEQUENCE q; CREATE SCHEMA s",
    );
    let connection = &mut *connect(&database).await;
    let objects = [
        (ObjectKind::Table, "public.t"),
        (ObjectKind::View, "public.v"),
        (ObjectKind::Index, "public.t_pkey"),
        (ObjectKind::Sequence, "public.q"),
    ];
    for (kind, name) in objects {
        let before = definition(connection, kind, name).await;
        assert!(before.is_some(), "{name}");
        for sql in [
            "INSERT INTO t (a) SELECT 'x' FROM generate_series(1, 100)",
            "SELECT nextval('q')",
            "VACUUM FULL ANALYZE t",
            "SET search_path = s",
        ] {
            connection.execute(sql).await.unwrap();
        }
        assert_eq!(definition(connection, kind, name).await, before, "{name}");
        // Also in a transaction, whose search path stays the script's.
        connection.begin().await.unwrap();
        assert_eq!(definition(connection, kind, name).await, before, "{name}");
        assert_eq!(text(connection, "SHOW search_path").await, "s");
        connection.rollback().await.unwrap();
        assert_eq!(text(connection, "SHOW search_path").await, "s");
        connection.reset_session().await.unwrap();
    }
}

#[tokio::test]
async fn an_index_that_was_left_invalid_is_not_the_index() {
    let database = ScratchDatabase::postgres();
    database.sql("CREATE TABLE t (a INT); INSERT INTO t VALUES (1), (1)");
    let connection = &mut *connect(&database).await;
    let failed = connection
        .execute("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)")
        .await;
    assert!(failed.is_err());
    let invalid = definition(connection, ObjectKind::Index, "u")
        .await
        .unwrap();
    connection.execute("DROP INDEX u").await.unwrap();
    connection.execute("DELETE FROM t").await.unwrap();
    connection
        .execute("CREATE UNIQUE INDEX CONCURRENTLY u ON t (a)")
        .await
        .unwrap();
    assert_ne!(
        definition(connection, ObjectKind::Index, "u")
            .await
            .unwrap(),
        invalid
    );
}
