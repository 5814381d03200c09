//! What in a text is meant for a database's shell.

use std::ops::Range;

use crate::scanner::{Piece, ScanRules, leading_words};

/// The rest of the line from `start`, if a command begins there: with `\` (psql, mariadb), or where a
/// statement could begin with `.` (sqlite3).
pub(super) fn command(text: &str, start: usize, at_start: bool) -> Option<Range<usize>> {
    // Only then the end of the line is looked for: it may be far.
    let from = text.get(start..)?;
    let rest = match from.strip_prefix('\\') {
        // `\N` is an old way to write NULL.
        Some(rest) if at_start || !rest.starts_with('N') => rest,
        Some(_) => return None,
        None => from.strip_prefix('.').filter(|_| at_start)?,
    };
    let line = rest.lines().next().unwrap_or_default().trim_end();
    Some(start..start + 1 + line.len())
}

/// Where the lines of data end that follow after a `COPY … FROM stdin`: behind the line `\.`, or behind
/// the statement where there is no such line. `no_more` remembers that there is none any more.
pub(super) fn data_after(
    text: &str,
    piece: &Piece,
    rules: &ScanRules,
    no_more: &mut bool,
) -> Option<usize> {
    let statement = piece.statement.clone().filter(|_| rules.copy_data)?;
    let first = text.get(statement.start..statement.start + 4)?;
    if !first.eq_ignore_ascii_case("COPY") {
        return None;
    }
    let words = leading_words(text, statement, rules);
    let from_stdin = |pair: &[&str]| {
        matches!(pair, [from, stdin]
            if from.eq_ignore_ascii_case("FROM") && stdin.eq_ignore_ascii_case("stdin"))
    };
    if !words.windows(2).any(from_stdin) {
        return None;
    }
    if *no_more {
        return Some(piece.span.end);
    }
    let mut at = piece.span.end;
    for line in text.get(at..)?.split_inclusive('\n') {
        at += line.len();
        if line.trim_end() == "\\." {
            return Some(at);
        }
    }
    *no_more = true;
    Some(piece.span.end)
}
