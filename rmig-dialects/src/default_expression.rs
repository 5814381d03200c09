//! Defaults that are expressions.

use rmig_engine::scanner::{Lexer, ScanRules, Token};

/// Whether SQL is one word, one literal, or stands in parentheses: anything else needs parentheses
/// where a default is read as a word or a literal otherwise.
pub(crate) fn is_simple(sql: &str, rules: &ScanRules) -> bool {
    let trimmed = sql.trim();
    let word = |c: char| c.is_alphanumeric() || c == '_';
    sql.chars().all(word) || is_literal(trimmed) || is_parenthesised(trimmed, rules)
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
fn is_parenthesised(sql: &str, rules: &ScanRules) -> bool {
    let tokens = Lexer::new(sql, 0..sql.len(), rules);
    let mut tokens = tokens.filter(|token| !token.as_ref().is_ok_and(Token::is_trivia));
    let mut depth = 0_usize;
    for token in tokens.by_ref() {
        match token.ok().and_then(|token| sql.get(token.span)) {
            Some("(") => depth += 1,
            Some(")") => depth = depth.saturating_sub(1),
            Some(_) => {}
            None => return false,
        }
        if depth == 0 {
            break;
        }
    }
    sql.trim_start().starts_with('(') && depth == 0 && tokens.next().is_none()
}

#[cfg(all(test, feature = "sqlite"))]
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
            assert!(is_simple(sql, &crate::sqlite::SCAN_RULES), "{sql}");
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
            assert!(!is_simple(sql, &crate::sqlite::SCAN_RULES), "{sql}");
        }
    }
}
