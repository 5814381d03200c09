//! From sqlx's errors to ours.

use std::ops::Range;

use rmig_engine::connection::{DatabaseError, ErrorKind};

/// SQLite's primary result codes that are handled differently.
const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READONLY: i32 = 8;
const INTERRUPT: i32 = 9;
const IOERR: i32 = 10;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
const NOTADB: i32 = 26;

/// What SQLite answered to `sql`.
pub(super) fn from_sqlx(error: sqlx::Error, sql: &str) -> DatabaseError {
    let sqlx::Error::Database(database) = error else {
        return DatabaseError::new(ErrorKind::Other, error.to_string());
    };
    let code = database.code().map(std::borrow::Cow::into_owned);
    // The low byte of an extended code is the primary one.
    let primary = code
        .as_deref()
        .and_then(|code| code.parse::<i32>().ok())
        .map(|code| code & 0xFF);
    let message = database.message().to_owned();
    let kind = match primary {
        Some(BUSY | LOCKED) => ErrorKind::Busy,
        Some(INTERRUPT) => ErrorKind::Cancelled,
        Some(CANTOPEN | NOTADB) => ErrorKind::Connect,
        _ => ErrorKind::Other,
    };
    let help = match primary {
        Some(READONLY) => Some("let the user write to the file, and to its folder"),
        Some(CORRUPT) => {
            Some("the file is damaged: restore a backup, or see `.recover` of sqlite3")
        }
        Some(FULL) => Some("free space on the disk"),
        Some(CANTOPEN) => {
            Some("see that you may read and write the file, and make files in its folder")
        }
        Some(IOERR) => Some("see whether the disk is well, and what limits the size of files"),
        _ => None,
    };
    let span = span(&message, sql);
    DatabaseError {
        kind,
        message,
        code,
        help: help.map(str::to_owned),
        span,
    }
}

/// The part of the statement that the message names.
///
/// The driver doesn't hand on the offset that SQLite knows. A token that the message names and that
/// stands in the statement once is the one that is meant; else the whole statement is.
fn span(message: &str, sql: &str) -> Option<Range<usize>> {
    let named = named(message)?;
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    let is_word = named.chars().all(is_part);
    let mut places = sql.match_indices(named).filter(|(at, _)| {
        let before = sql.get(..*at).and_then(|text| text.chars().next_back());
        let after = sql
            .get(at + named.len()..)
            .and_then(|text| text.chars().next());
        !is_word || !(before.is_some_and(is_part) || after.is_some_and(is_part))
    });
    let (at, _) = places.next()?;
    places.next().is_none().then_some(at..at + named.len())
}

/// The token in messages of the forms `near "token": …` and `no such table: token`.
fn named(message: &str) -> Option<&str> {
    let named = if let Some(rest) = message.strip_prefix("near \"") {
        rest.rsplit_once("\": ")?.0
    } else if let Some(rest) = message.strip_prefix("no such ") {
        let name = rest.split_once(": ")?.1;
        name.rsplit_once('.').map_or(name, |(_, name)| name)
    } else if let Some(rest) = message.strip_prefix("unrecognized token: \"") {
        rest.strip_suffix('"')?
    } else if let Some((_, rest)) = message.split_once(" has no column named ") {
        rest
    } else {
        message.strip_prefix("duplicate column name: ")?
    };
    (!named.is_empty()).then_some(named)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_that_is_named_is_found() {
        for (message, sql, expected) in [
            (
                "near \"TABEL\": syntax error",
                "CREATE TABEL t (a)",
                Some(7..12),
            ),
            (
                "no such table: main.users",
                "INSERT INTO users SELECT userid",
                Some(12..17),
            ),
            (
                "no such column: nam",
                "SELECT name, nam FROM t",
                Some(13..16),
            ),
            ("no such column: a", "SELECT a FROM t WHERE a > 1", None),
            (
                "UNIQUE constraint failed: t.a",
                "INSERT INTO t VALUES (1)",
                None,
            ),
            ("incomplete input", "CREATE TABLE t (", None),
            (
                "table t has no column named é",
                "INSERT INTO t (é) VALUES (1)",
                Some(15..17),
            ),
        ] {
            assert_eq!(span(message, sql), expected, "{message}");
        }
    }
}
