//! SQL in JSON, where a backslash before a colon is no part of it.
//!
//! Alembic takes `:name` in SQL for a parameter, and `\:` for a colon; whoever brings its texts along
//! has written such backslashes. In Rust SQL is as it stands. What would be read otherwise than it is
//! gets another backslash when it is written.

use serde::{Deserialize, Deserializer, Serializer};

/// Writes SQL.
pub(crate) fn serialize<S: Serializer>(sql: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&escaped(sql))
}

/// Reads SQL.
pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    String::deserialize(deserializer).map(|text| unescaped(&text))
}

/// The SQL of a text: without the backslashes before colons.
pub(crate) fn unescaped(text: &str) -> String {
    rewritten(text, "")
}

/// A text that is read as the SQL.
pub(crate) fn escaped(sql: &str) -> String {
    rewritten(sql, "\\\\")
}

/// The text with something else in the place of each backslash that stands before a colon, and what
/// would be a parameter's name behind that.
fn rewritten(text: &str, backslash: &str) -> String {
    let mut written = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find("\\:") {
        let (before, found) = rest.split_at(at);
        written.push_str(before);
        let body = &found[2..];
        let end = body.find(|c: char| !c.is_alphanumeric() && c != '_');
        let (name, after) = body.split_at(end.unwrap_or(body.len()));
        // Before a second colon it is a part of the SQL.
        written.push_str(if after.starts_with(':') {
            "\\"
        } else {
            backslash
        });
        written.push(':');
        written.push_str(name);
        rest = after;
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use super::{escaped, unescaped};

    #[test]
    fn what_is_written_is_read_as_it_was() {
        for sql in [
            "a::int", "'12:30'", r"'a\:b'", r"'x\\:y'", r"\::", r"\:a:b", r"\:", "a",
        ] {
            assert_eq!(unescaped(&escaped(sql)), sql);
        }
        assert_eq!(unescaped(r"'12\:30'"), "'12:30'");
        assert_eq!(unescaped(r"'x\\:y'"), r"'x\:y'");
        assert_eq!(unescaped("a::int = ':x'"), "a::int = ':x'");
    }
}
