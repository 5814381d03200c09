//! Defaults that are expressions.

/// Whether SQL is one word, one literal, or stands in parentheses: anything else needs parentheses
/// where a default is read as a word or a literal otherwise.
pub(crate) fn is_simple(sql: &str) -> bool {
    let trimmed = sql.trim();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    sql.chars().all(word) || is_literal(trimmed) || is_parenthesised(trimmed)
}

/// Whether SQL is one string literal, or one quoted name.
fn is_literal(sql: &str) -> bool {
    let Some(quote) = sql.chars().next().filter(|c| matches!(c, '\'' | '"')) else {
        return false;
    };
    let inner = sql
        .strip_prefix(quote)
        .and_then(|rest| rest.strip_suffix(quote));
    inner.is_some_and(|inner| {
        !inner
            .replace(&quote.to_string().repeat(2), "")
            .contains(quote)
    })
}

/// Whether one pair of parentheses holds all of it.
fn is_parenthesised(sql: &str) -> bool {
    let mut depth = 0_usize;
    let mut quote = None;
    for (at, c) in sql.char_indices() {
        match (quote, c) {
            (None, '\'' | '"' | '`') => quote = Some(c),
            (Some(open), c) if open == c => quote = None,
            (None, '(') => depth += 1,
            (None, ')') => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return at > 0 && at + c.len_utf8() == sql.len();
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_simple;

    #[test]
    fn words_literals_and_parentheses_are_simple() {
        for sql in [
            "0",
            "NULL",
            "CURRENT_TIMESTAMP",
            "'it''s'",
            "\"q\"",
            "(1 + 2)",
            "(')')",
            "((1))",
        ] {
            assert!(is_simple(sql), "{sql}");
        }
        for sql in [
            "-1",
            "1.5",
            "now()",
            "1 + 2",
            "'a' || 'b'",
            "(1) + (2)",
            "x'00'",
            "a b",
        ] {
            assert!(!is_simple(sql), "{sql}");
        }
    }
}
