//! What a crash leaves of a statement of SQLite.

use rmig_engine::dialect::{ObjectKind, Recovery};

use crate::words::Words;

/// How one learns whether a statement took effect, by its first tokens.
pub(super) fn recovery(words: &[&str]) -> Recovery {
    let mut words = Words::new(words);
    if words.at(&[
        "INSERT", "UPDATE", "DELETE", "REPLACE", "WITH", "SELECT", "VALUES",
    ]) {
        Recovery::WithNote
    } else if words.at(&["PRAGMA", "ANALYZE", "REINDEX", "EXPLAIN"]) {
        Recovery::Repeatable
    } else if words.take(&["VACUUM"]) {
        vacuum(words)
    } else if words.take(&["CREATE"]) {
        create(words)
    } else if words.take_all(&["ALTER", "TABLE"]) {
        words.object(ObjectKind::Table)
    } else if words.take(&["DROP"]) {
        drop(words)
    } else {
        Recovery::Unknown
    }
}

/// A copy that was written already is in the way of another one.
fn vacuum(words: Words<'_>) -> Recovery {
    if words
        .rest()
        .iter()
        .any(|word| word.eq_ignore_ascii_case("INTO"))
    {
        Recovery::Unknown
    } else {
        Recovery::Repeatable
    }
}

fn create(mut words: Words<'_>) -> Recovery {
    words.take(&["UNIQUE", "VIRTUAL"]);
    let Some(kind) = kind(&mut words) else {
        return Recovery::Unknown;
    };
    if words.take_all(&["IF", "NOT", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    words.object(kind)
}

fn drop(mut words: Words<'_>) -> Recovery {
    let Some(kind) = kind(&mut words) else {
        return Recovery::Unknown;
    };
    if words.take_all(&["IF", "EXISTS"]) {
        return Recovery::Repeatable;
    }
    words.object(kind)
}

/// What is created or dropped. What is temporary is gone after a crash, so nothing tells.
fn kind(words: &mut Words<'_>) -> Option<ObjectKind> {
    [
        ("TABLE", ObjectKind::Table),
        ("INDEX", ObjectKind::Index),
        ("VIEW", ObjectKind::View),
        ("TRIGGER", ObjectKind::Trigger),
    ]
    .into_iter()
    .find_map(|(keyword, kind)| words.take(&[keyword]).then_some(kind))
}

#[cfg(test)]
mod tests {
    use rmig_engine::dialect::DatabaseObject;

    use super::*;
    use crate::{sqlite::SCAN_RULES, words};

    fn of(sql: &str) -> Recovery {
        recovery(&words::of(sql, &SCAN_RULES))
    }

    #[test]
    fn an_object_tells_whether_it_was_made() {
        let object = |kind, schema: Option<&str>, name: &str| {
            Recovery::Object(DatabaseObject {
                kind,
                schema: schema.map(str::to_owned),
                name: name.to_owned(),
            })
        };
        for (sql, expected) in [
            ("CREATE TABLE a (b)", object(ObjectKind::Table, None, "a")),
            (
                "create unique index main.[a b] ON t (a)",
                object(ObjectKind::Index, Some("main"), "a b"),
            ),
            (
                "ALTER TABLE \"a\"\"b\" RENAME TO c",
                object(ObjectKind::Table, None, "a\"b"),
            ),
            ("DROP VIEW `v`", object(ObjectKind::View, None, "v")),
            (
                "CREATE TRIGGER t DELETE ON u BEGIN SELECT 1; END",
                object(ObjectKind::Trigger, None, "t"),
            ),
            (
                "CREATE VIRTUAL TABLE f USING fts5(a)",
                object(ObjectKind::Table, None, "f"),
            ),
        ] {
            assert_eq!(of(sql), expected, "{sql}");
        }
    }

    #[test]
    fn rows_go_with_the_note_and_the_rest_is_repeated_or_unknown() {
        for (sql, expected) in [
            ("INSERT INTO a VALUES (1)", Recovery::WithNote),
            ("WITH a AS (SELECT 1) DELETE FROM b", Recovery::WithNote),
            ("CREATE TABLE IF NOT EXISTS a (b)", Recovery::Repeatable),
            ("DROP INDEX IF EXISTS a", Recovery::Repeatable),
            ("VACUUM", Recovery::Repeatable),
            ("PRAGMA journal_mode = WAL", Recovery::Repeatable),
            ("VACUUM INTO 'x'", Recovery::Unknown),
            ("CREATE TEMP TABLE a (b)", Recovery::Unknown),
            ("ATTACH 'x' AS y", Recovery::Unknown),
            ("COMMIT", Recovery::Unknown),
            ("CREATE TABLE", Recovery::Unknown),
        ] {
            assert_eq!(of(sql), expected, "{sql}");
        }
    }
}
