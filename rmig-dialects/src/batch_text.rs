//! Several statements as one message, and the way back from a place in it to a statement.

use std::{ops::Range, sync::Arc};

/// The longest of what stands between two statements.
pub(crate) const SEPARATOR: &str = "\n;\n";

/// What stands behind a statement. It may end in a comment that runs to the line's end; elsewhere no
/// line is begun, for SQLite keeps the text of a definition up to the semicolon.
fn separator(sql: &str) -> &'static str {
    let last_line = sql.rsplit('\n').next().unwrap_or_default();
    match last_line.contains("--") || last_line.contains('#') {
        true => SEPARATOR,
        false => ";\n",
    }
}

/// Several statements as one text.
#[derive(Debug)]
pub(crate) struct BatchText {
    text: Arc<str>,
    statements: Vec<Range<usize>>,
}

impl BatchText {
    /// Puts statements, which have no semicolon at their ends, one after the other.
    pub(crate) fn join(statements: &[&str]) -> Self {
        let length: usize = statements.iter().map(|sql| sql.len()).sum();
        let mut text = String::with_capacity(length + statements.len() * SEPARATOR.len());
        let mut spans = Vec::with_capacity(statements.len());
        let mut before = "";
        for sql in statements {
            text.push_str(before);
            spans.push(text.len()..text.len() + sql.len());
            text.push_str(sql);
            before = separator(sql);
        }
        Self {
            text: text.into(),
            statements: spans,
        }
    }

    /// The message.
    pub(crate) fn text(&self) -> Arc<str> {
        Arc::clone(&self.text)
    }

    /// How many statements there are.
    pub(crate) fn len(&self) -> usize {
        self.statements.len()
    }

    /// A statement; an empty text if there is none.
    pub(crate) fn statement(&self, index: usize) -> &str {
        let span = self.statements.get(index).cloned().unwrap_or_default();
        self.text.get(span).unwrap_or_default()
    }

    /// The byte at which the character with this number (from zero) begins.
    pub(crate) fn byte_of_character(&self, number: usize) -> usize {
        let mut starts = self.text.char_indices().map(|(at, _)| at);
        starts.nth(number).unwrap_or(self.text.len())
    }

    /// The statement that a byte of the message belongs to, and where in it that is; what stands
    /// behind a statement belongs to its end.
    pub(crate) fn place(&self, byte: usize) -> Option<(usize, usize)> {
        let after = self.statements.partition_point(|span| span.start <= byte);
        let index = after.checked_sub(1)?;
        let span = self.statements.get(index)?;
        Some((index, byte.min(span.end) - span.start))
    }
}

/// The token that begins at a byte of a statement: a word, something in quotes, or one character.
/// At the statement's end it is the last character.
pub(crate) fn token_at(sql: &str, at: usize) -> Range<usize> {
    let rest = sql.get(at..).unwrap_or_default();
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == '$';
    let Some(first) = rest.chars().next() else {
        let last = sql.trim_end().char_indices().next_back();
        return last.map_or(0..0, |(start, c)| start..start + c.len_utf8());
    };
    let length = match first {
        '"' | '\'' | '`' => rest
            .get(1..)
            .and_then(|inside| inside.find(first))
            .map_or(1, |closed| closed + 2),
        _ if is_part(first) => rest.find(|c: char| !is_part(c)).unwrap_or(rest.len()),
        _ => first.len_utf8(),
    };
    at..at + length
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_place_leads_back_to_its_statement() {
        let statements = ["SELECT 'é'", "-- none", "DROP TABLE 日本 -- all"];
        let batch = BatchText::join(&statements);
        assert_eq!(batch.len(), 3);
        let text = "SELECT 'é';\n-- none\n;\nDROP TABLE 日本 -- all";
        assert_eq!(&*batch.text(), text);
        for (index, sql) in statements.iter().enumerate() {
            assert_eq!(batch.statement(index), *sql);
        }
        let third = batch.text().find("日本").unwrap();
        assert_eq!(batch.place(third), Some((2, 11)));
        let number = batch.text().chars().position(|c| c == '日').unwrap();
        assert_eq!(batch.byte_of_character(number), third);
        // The separator belongs to the end of what it ends.
        assert_eq!(batch.place(12), Some((0, 11)));
        assert_eq!(batch.place(9999), Some((2, statements[2].len())));
        assert_eq!(BatchText::join(&[]).place(0), None);
        assert_eq!(batch.statement(7), "");
    }

    #[test]
    fn a_token_ends_where_it_ends() {
        for (sql, at, token) in [
            ("SELECT größe, b", 7, "größe"),
            ("SELECT \"a b\" x", 7, "\"a b\""),
            ("SELECT 'open", 7, "'"),
            ("SELECT (", 7, "("),
            ("CREATE TABLE t é ", 18, "é"),
            ("", 0, ""),
        ] {
            assert_eq!(&sql[token_at(sql, at)], token, "{sql}");
        }
    }
}
