//! The place in a statement that an error means.
//!
//! The server gives no offset. A syntax error quotes the text from where it stumbled on, and many
//! other errors name what they are about; where that stands in the statement once, it is the place.

use std::ops::Range;

use crate::batch_text::token_at;

/// Errors whose first quoted word is a name in the statement.
const NAMING: &[u16] = &[
    1048, 1049, 1050, 1051, 1052, 1054, 1060, 1061, 1072, 1091, 1115, 1128, 1146, 1176, 1193, 1273,
    1286, 1347, 1364, 1406,
];
const SYNTAX: u16 = 1064;
const NO_ROUTINE: u16 = 1305;

/// The bytes of `sql` that an error means, and the message about them.
pub(super) fn locate(number: u16, message: &str, sql: &str) -> (Option<Range<usize>>, String) {
    if number == SYNTAX
        && let Some((before, excerpt, line)) = near(message)
    {
        return syntax(before, excerpt, line, sql);
    }
    let named = match number {
        NO_ROUTINE => message.split(' ').nth(1),
        _ if NAMING.contains(&number) => quoted(message),
        _ => None,
    };
    let span = named.and_then(|name| {
        let name = name.rsplit('.').next().unwrap_or(name);
        only(places_of_name(sql, name), name.len())
    });
    (span, message.to_owned())
}

/// The three parts of `… near 'excerpt' at line 7`.
fn near(message: &str) -> Option<(&str, &str, usize)> {
    let (before, rest) = message.split_once(" near '")?;
    let (excerpt, line) = rest.rsplit_once("' at line ")?;
    Some((before, excerpt, line.trim().parse().ok()?))
}

/// The excerpt runs on into the statements behind this one, whose text nobody wants to see, and its
/// line is counted from the statement's beginning, not from the file's.
fn syntax(before: &str, excerpt: &str, line: usize, sql: &str) -> (Option<Range<usize>>, String) {
    if excerpt.trim_start().starts_with(';') || excerpt.trim().is_empty() {
        let message = format!("{before} at the end of the statement");
        let last = token_at(sql, sql.len());
        return ((!last.is_empty()).then_some(last), message);
    }
    let starts_here = |at: usize| {
        let rest = sql.get(at..).unwrap_or_default();
        let beyond = excerpt.strip_prefix(rest).map(str::trim_start);
        rest.starts_with(excerpt) || beyond.is_some_and(|beyond| beyond.starts_with(';'))
    };
    // What the excerpt begins with is looked for, since the whole may be longer than the statement.
    let first = excerpt.chars().next().unwrap_or_default();
    let mut places: Vec<usize> = sql
        .match_indices(first)
        .map(|(at, _)| at)
        .filter(|at| starts_here(*at))
        .collect();
    if places.len() > 1 {
        places.retain(|at| line_of(sql, *at) == line);
    }
    let &[place] = places.as_slice() else {
        let whole = format!("{before} near '{excerpt}' at line {line} of the statement");
        return (None, whole);
    };
    let own = sql.get(place..).unwrap_or_default();
    let shown = if own.len() < excerpt.len() {
        own
    } else {
        excerpt
    };
    (
        Some(token_at(sql, place)),
        format!("{before} near '{}'", shown.trim_end()),
    )
}

fn line_of(sql: &str, at: usize) -> usize {
    sql.get(..at).unwrap_or_default().matches('\n').count() + 1
}

/// The first word in quotes or backticks.
fn quoted(message: &str) -> Option<&str> {
    // The apostrophe of "Can't DROP …" is none.
    let message = message.strip_prefix("Can't ").unwrap_or(message);
    let start = message.find(['\'', '`'])?;
    let quote = message.get(start..=start)?;
    let inside = message.get(start + 1..)?;
    let name = inside.get(..inside.find(quote)?)?;
    (!name.is_empty()).then_some(name)
}

/// Where a name stands by itself.
fn places_of_name<'a>(sql: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |character: char| character.is_alphanumeric() || character == '_';
    sql.match_indices(name).map(|(at, _)| at).filter(move |at| {
        let before = sql.get(..*at).and_then(|text| text.chars().next_back());
        let after = sql
            .get(at + name.len()..)
            .and_then(|text| text.chars().next());
        !(before.is_some_and(is_part) || after.is_some_and(is_part))
    })
}

fn only(mut places: impl Iterator<Item = usize>, length: usize) -> Option<Range<usize>> {
    let at = places.next()?;
    places.next().is_none().then_some(at..at + length)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYNTAX_TEXT: &str = "You have an error in your SQL syntax; check the manual that \
                               corresponds to your MariaDB server version for the right syntax to \
                               use";

    #[test]
    fn a_name_that_stands_once_is_the_place() {
        for (number, message, sql, expected) in [
            (
                1146,
                "Table 'shop.users' doesn't exist",
                "INSERT INTO users SELECT userid",
                Some("users"),
            ),
            (
                1054,
                "Unknown column 'a' in 'field list'",
                "SELECT a, a",
                None,
            ),
            (
                1091,
                "Can't DROP COLUMN `größe`; check that it exists",
                "ALTER TABLE t DROP COLUMN `größe`",
                Some("größe"),
            ),
            (
                1091,
                "Can't DROP 'x'; check that column/key exists",
                "ALTER TABLE t DROP x",
                Some("x"),
            ),
            (
                1305,
                "FUNCTION shop.f does not exist",
                "SELECT f()",
                Some("f"),
            ),
            (1062, "Duplicate entry 'a' for key 'k'", "INSERT a", None),
        ] {
            let (span, shown) = locate(number, message, sql);
            assert_eq!(span.map(|span| &sql[span]), expected, "{message}");
            assert_eq!(shown, message);
        }
    }

    #[test]
    fn a_syntax_error_is_where_its_excerpt_begins() {
        let at = |excerpt: &str, line: usize, sql: &str| {
            let message = format!("{SYNTAX_TEXT} near '{excerpt}' at line {line}");
            let (span, shown) = locate(SYNTAX, &message, sql);
            (span, shown.replace(SYNTAX_TEXT, "…"))
        };
        let sql = "SELECT 'ü',\n  FORM t";
        assert_eq!(
            at("FORM t", 2, sql),
            (Some(15..19), "… near 'FORM t'".to_owned())
        );
        // The server quotes what follows in the message too.
        let shown = at("FORM t\n;\nINSERT INTO rmig_journal", 2, sql);
        assert_eq!(shown, (Some(15..19), "… near 'FORM t'".to_owned()));
        let end = "… at the end of the statement".to_owned();
        assert_eq!(at("", 1, "SELECT ("), (Some(7..8), end.clone()));
        assert_eq!(at(";\nCOMMIT", 1, "SELECT ("), (Some(7..8), end));
        // Twice in the statement, on different lines.
        let twice = "SELECT 1 x,\n1 x";
        assert_eq!(at("x", 2, "a x\nx").0, Some(4..5));
        assert_eq!(at("1 x", 2, twice).0, Some(12..13));
        let (span, message) = at("nowhere", 3, twice);
        assert_eq!(span, None);
        assert_eq!(message, "… near 'nowhere' at line 3 of the statement");
    }
}
