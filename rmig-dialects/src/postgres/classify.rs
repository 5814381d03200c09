//! What a crash leaves of a statement of PostgreSQL.

use rmig_engine::dialect::{DatabaseObject, ObjectKind, Recovery};

use crate::words::Words;

/// Statements that change rows only. A query may call a function that does.
const ROWS: [&str; 7] = [
    "INSERT", "UPDATE", "DELETE", "MERGE", "WITH", "SELECT", "COPY",
];

/// Statements that may run twice, whatever follows.
const REPEATABLE: [&str; 21] = [
    "ANALYSE",
    "ANALYZE",
    "CHECKPOINT",
    "CLUSTER",
    "COMMENT",
    "DEALLOCATE",
    "DISCARD",
    "GRANT",
    "LISTEN",
    "LOAD",
    "REFRESH",
    "REINDEX",
    "RESET",
    "REVOKE",
    "SECURITY",
    "SET",
    "SHOW",
    "TABLE",
    "TRUNCATE",
    "UNLISTEN",
    "VACUUM",
];

/// How one learns whether a statement took effect, by its first tokens.
pub(super) fn recovery(words: &[&str]) -> Recovery {
    let mut rest = Words::lower_case(words);
    if rest.at(&ROWS) {
        Recovery::WithNote
    } else if rest.at(&REPEATABLE) || rest.take_all(&["ALTER", "SYSTEM"]) {
        Recovery::Repeatable
    } else if rest.take(&["CREATE"]) {
        create(rest)
    } else if rest.take(&["ALTER"]) {
        alter(rest)
    } else if rest.take(&["DROP"]) {
        drop(rest)
    } else {
        Recovery::Unknown
    }
}

fn create(mut words: Words<'_>) -> Recovery {
    if words.take_all(&["OR", "REPLACE"]) {
        return Recovery::Repeatable;
    }
    words.take(&["UNIQUE"]);
    if words.take(&["INDEX"]) {
        return create_index(words);
    }
    words.take(&["UNLOGGED", "RECURSIVE", "FOREIGN", "CONSTRAINT"]);
    let Some(kind) = kind(&mut words) else {
        return unless(words, &["IF", "NOT", "EXISTS"]);
    };
    if words.take_all(&["IF", "NOT", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    match kind {
        ObjectKind::Trigger => trigger(words),
        // `CREATE SCHEMA AUTHORIZATION name`: the schema is called like its owner.
        ObjectKind::Schema => {
            words.take(&["AUTHORIZATION"]);
            words.object(kind)
        }
        _ => words.object(kind),
    }
}

/// An index stands in the schema of its table. What a crash leaves of one that is made concurrently is
/// invalid, so that `IF NOT EXISTS` would keep it.
fn create_index(mut words: Words<'_>) -> Recovery {
    let concurrently = words.take(&["CONCURRENTLY"]);
    if words.take_all(&["IF", "NOT", "EXISTS"]) && !concurrently {
        return Recovery::Repeatable;
    }
    if words.at(&["ON"]) {
        // The server makes up a name.
        return Recovery::Unknown;
    }
    match words.name() {
        Some((_, name)) => in_schema_of_table(words, ObjectKind::Index, name),
        None => Recovery::Unknown,
    }
}

fn trigger(mut words: Words<'_>) -> Recovery {
    match words.name() {
        Some((_, name)) => in_schema_of_table(words, ObjectKind::Trigger, name),
        None => Recovery::Unknown,
    }
}

/// What stands in the schema of the table behind the next `ON`.
fn in_schema_of_table(mut words: Words<'_>, kind: ObjectKind, name: String) -> Recovery {
    while !words.rest().is_empty() && !words.take(&["ON"]) {
        words.skip(1);
    }
    words.take(&["ONLY"]);
    match words.name() {
        Some((schema, _)) => Recovery::Object(DatabaseObject { kind, schema, name }),
        None => Recovery::Unknown,
    }
}

fn alter(mut words: Words<'_>) -> Recovery {
    let detaches = |word: &&str| word.eq_ignore_ascii_case("CONCURRENTLY");
    // Rows that are worked out anew leave the definition as it was.
    let works_out = |word: &&str| word.eq_ignore_ascii_case("USING");
    let mut rest = words.rest().iter();
    if rest.clone().any(detaches) || rest.any(works_out) || words.rest().get(1) == Some(&"ALL") {
        // Two transactions, or many tables.
        return Recovery::Unknown;
    }
    words.take(&["FOREIGN"]);
    let Some(kind) = kind(&mut words) else {
        return Recovery::Unknown;
    };
    words.take_all(&["IF", "EXISTS"]);
    words.take(&["ONLY"]);
    if kind == ObjectKind::Trigger {
        return trigger(words);
    }
    let object = words.object(kind);
    if words.take_all(&["ADD", "VALUE", "IF", "NOT", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    object
}

/// Several objects go together or not at all, so that the first one tells.
fn drop(mut words: Words<'_>) -> Recovery {
    words.take(&["FOREIGN"]);
    let Some(kind) = kind(&mut words) else {
        return unless(words, &["IF", "EXISTS"]);
    };
    words.take(&["CONCURRENTLY"]);
    if words.take_all(&["IF", "EXISTS"]) {
        Recovery::Repeatable
    } else if kind == ObjectKind::Trigger {
        trigger(words)
    } else {
        words.object(kind)
    }
}

/// Repeatable if `condition` stands behind the kind of object.
fn unless(mut words: Words<'_>, condition: &[&str]) -> Recovery {
    for _ in 0..4 {
        words.skip(1);
        if words.take_all(condition) {
            return Recovery::Repeatable;
        }
    }
    Recovery::Unknown
}

fn kind(words: &mut Words<'_>) -> Option<ObjectKind> {
    words.take(&["MATERIALIZED"]);
    [
        ("TABLE", ObjectKind::Table),
        ("VIEW", ObjectKind::View),
        ("INDEX", ObjectKind::Index),
        ("TYPE", ObjectKind::Type),
        ("DOMAIN", ObjectKind::Type),
        ("FUNCTION", ObjectKind::Routine),
        ("PROCEDURE", ObjectKind::Routine),
        ("ROUTINE", ObjectKind::Routine),
        ("AGGREGATE", ObjectKind::Routine),
        ("TRIGGER", ObjectKind::Trigger),
        ("SCHEMA", ObjectKind::Schema),
        ("SEQUENCE", ObjectKind::Sequence),
    ]
    .into_iter()
    .find_map(|(keyword, kind)| words.take(&[keyword]).then_some(kind))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{postgres::SCAN_RULES, words};

    fn of(sql: &str) -> Recovery {
        recovery(&words::of(sql, &SCAN_RULES))
    }

    #[test]
    fn an_object_tells_whether_it_was_made() {
        for (sql, kind, schema, name) in [
            (
                "CREATE TABLE Shop.\"Big\"\"T\" (a int)",
                ObjectKind::Table,
                Some("shop"),
                "Big\"T",
            ),
            (
                "CREATE UNLOGGED TABLE a AS SELECT 1",
                ObjectKind::Table,
                None,
                "a",
            ),
            (
                "CREATE INDEX CONCURRENTLY i ON s.t (a)",
                ObjectKind::Index,
                Some("s"),
                "i",
            ),
            (
                "create unique index concurrently if not exists I on only t (a)",
                ObjectKind::Index,
                None,
                "i",
            ),
            (
                "DROP INDEX CONCURRENTLY s.i",
                ObjectKind::Index,
                Some("s"),
                "i",
            ),
            (
                "ALTER TYPE s.x ADD VALUE 'b'",
                ObjectKind::Type,
                Some("s"),
                "x",
            ),
            (
                "ALTER TABLE IF EXISTS ONLY d.s.t ADD a int",
                ObjectKind::Table,
                Some("s"),
                "t",
            ),
            ("DROP TABLE a, b", ObjectKind::Table, None, "a"),
            (
                "CREATE MATERIALIZED VIEW v AS SELECT 1",
                ObjectKind::View,
                None,
                "v",
            ),
            (
                "CREATE FUNCTION f() RETURNS int RETURN 1",
                ObjectKind::Routine,
                None,
                "f",
            ),
            (
                "CREATE TRIGGER t AFTER INSERT ON s.u EXECUTE FUNCTION f()",
                ObjectKind::Trigger,
                Some("s"),
                "t",
            ),
            (
                "CREATE SCHEMA AUTHORIZATION joe",
                ObjectKind::Schema,
                None,
                "joe",
            ),
            ("ALTER SEQUENCE q RESTART", ObjectKind::Sequence, None, "q"),
            ("CREATE DOMAIN d AS int", ObjectKind::Type, None, "d"),
        ] {
            let object = DatabaseObject {
                kind,
                schema: schema.map(str::to_owned),
                name: name.to_owned(),
            };
            assert_eq!(of(sql), Recovery::Object(object), "{sql}");
        }
    }

    #[test]
    fn rows_go_with_the_note() {
        for sql in [
            "insert into t values (1)",
            "WITH a AS (SELECT 1) DELETE FROM b",
            "SELECT f()",
        ] {
            assert_eq!(of(sql), Recovery::WithNote, "{sql}");
        }
    }

    #[test]
    fn what_may_run_twice_is_repeatable() {
        for sql in [
            "VACUUM FULL t",
            "REINDEX INDEX CONCURRENTLY i",
            "CREATE OR REPLACE FUNCTION f() RETURNS int RETURN 1",
            "CREATE TABLE IF NOT EXISTS t (a int)",
            "CREATE EXTENSION IF NOT EXISTS pg_trgm",
            "DROP INDEX CONCURRENTLY IF EXISTS i",
            "DROP EXTENSION IF EXISTS x",
            "ALTER TYPE x ADD VALUE IF NOT EXISTS 'b'",
            "ALTER SYSTEM SET a = 1",
            "TRUNCATE t",
            "SET lock_timeout = 1",
        ] {
            assert_eq!(of(sql), Recovery::Repeatable, "{sql}");
        }
    }

    #[test]
    fn what_nobody_can_know_is_unknown() {
        for sql in [
            "CREATE INDEX CONCURRENTLY ON t (a)",
            "CREATE TEMP TABLE t (a int)",
            "CREATE DATABASE d",
            "ALTER TABLE t DETACH PARTITION p CONCURRENTLY",
            "ALTER TABLE ALL IN TABLESPACE a SET TABLESPACE b",
            "CALL p()",
            "DO $$ BEGIN END $$",
            "COMMIT",
            "CREATE TABLE U&\"d\\0061\" (a int)",
        ] {
            assert_eq!(of(sql), Recovery::Unknown, "{sql}");
        }
    }
}
