//! Columns in the text of expressions.

/// Whether the text of an expression names a column.
pub(super) fn mentions(text: &str, column: &str) -> bool {
    names(text).any(|(_, _, name)| name.eq_ignore_ascii_case(column))
}

/// The text with one column called otherwise; `quoted` is its new name in SQL.
pub(super) fn renamed(text: &str, column: &str, quoted: &str) -> String {
    let mut result = String::with_capacity(text.len());
    let mut done = 0;
    for (start, end, name) in names(text) {
        if name.eq_ignore_ascii_case(column) {
            result.push_str(text.get(done..start).unwrap_or_default());
            result.push_str(quoted);
            done = end;
        }
    }
    result.push_str(text.get(done..).unwrap_or_default());
    result
}

/// The names in a text: where each stands, and what it is without its quotes. Names of functions
/// aren't among them, nor what stands in a string.
fn names(text: &str) -> impl Iterator<Item = (usize, usize, String)> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        let rest = text.get(at..).unwrap_or_default();
        let length = match c {
            '\'' | '"' | '`' => quoted_length(rest, c),
            '[' => quoted_length(rest, ']'),
            c if is_word(c) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            c => c.len_utf8(),
        };
        let token = rest.get(..length).unwrap_or_default();
        let is_name = match c {
            '\'' => false,
            '"' | '`' | '[' => true,
            c => is_word(c) && !c.is_ascii_digit(),
        };
        let called = rest
            .get(length..)
            .unwrap_or_default()
            .trim_start()
            .starts_with('(');
        if is_name && !called {
            found.push((at, at + length, unquoted(token)));
        }
        at += length.max(1);
    }
    found.into_iter()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '$')
}

fn quoted_length(text: &str, close: char) -> usize {
    let mut inside = text.char_indices().skip(1).peekable();
    while let Some((at, c)) = inside.next() {
        if c == close {
            match inside.peek() {
                Some((_, next)) if *next == close => {
                    inside.next();
                }
                _ => return at + close.len_utf8(),
            }
        }
    }
    text.len()
}

fn unquoted(token: &str) -> String {
    let close = match token.chars().next() {
        Some('[') => ']',
        Some(c @ ('"' | '`')) => c,
        _ => return token.to_owned(),
    };
    let inner = token.get(1..).unwrap_or_default();
    let inner = inner.strip_suffix(close).unwrap_or(inner);
    inner.replace(&close.to_string().repeat(2), &close.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_renamed_where_it_is_named() {
        let text = "age > 0 AND \"AGE\" <> 'age' AND age(x) AND t.age IS NOT NULL AND page";
        let expected = "years > 0 AND years <> 'age' AND age(x) AND t.years IS NOT NULL AND page";
        assert_eq!(renamed(text, "age", "years"), expected);
        assert!(mentions("[my col] > 1", "my col"));
        assert!(!mentions("'it''s age'", "age"));
        assert!(!mentions("coverage", "age"));
    }
}
