//! Cuts statements into messages.
//!
//! The server answers to each statement of a message in turn, and stops at the first that fails: the
//! number of answers before the error says which one that was. A few statements answer more than
//! once; they go alone, so that counting stays right.

use std::ops::Range;

use rmig_engine::scanner::{Lexer, TokenKind};

use super::scan_rules::SCAN_RULES;
use crate::batch_text::SEPARATOR;

/// Which of the `statements` go together: none are longer than `limit` in all, but for one that is so
/// by itself.
pub(super) fn messages(statements: &[&str], limit: usize) -> Vec<Range<usize>> {
    let mut messages: Vec<Range<usize>> = Vec::new();
    let mut length = 0;
    let mut open = false;
    for (index, statement) in statements.iter().enumerate() {
        let alone = answers_often(statement);
        let longer = length + SEPARATOR.len() + statement.len();
        match messages.last_mut() {
            Some(last) if open && !alone && longer <= limit => {
                last.end = index + 1;
                length = longer;
            }
            _ => {
                messages.push(index..index + 1);
                length = statement.len();
            }
        }
        open = !alone;
    }
    messages
}

/// The statement without what would make an empty one of what follows.
pub(super) fn bare(statement: &str) -> &str {
    statement.trim().trim_end_matches(';').trim_end()
}

/// Whether a statement may answer with several results, or run others that do.
pub(super) fn answers_often(statement: &str) -> bool {
    let mut words = Lexer::new(statement, 0..statement.len(), &SCAN_RULES)
        .map_while(Result::ok)
        .filter(|token| !token.is_trivia() && token.kind != TokenKind::CodeComment)
        .filter_map(|token| statement.get(token.span));
    let first = words.next().unwrap_or_default().to_ascii_uppercase();
    match first.as_str() {
        "CALL" | "EXECUTE" => true,
        // MariaDB runs blocks outside of routines, with labels before them.
        "BEGIN" | "IF" | "CASE" | "LOOP" | "REPEAT" | "WHILE" | "FOR" => true,
        "SET" => words
            .next()
            .is_some_and(|word| word.eq_ignore_ascii_case("STATEMENT")),
        _ => words.next() == Some(":"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_answers_often_goes_alone() {
        let alone = [
            "CALL p()",
            "/* x */ call p",
            "/*!50003 CALL p() */",
            "EXECUTE s",
            "BEGIN NOT ATOMIC SELECT 1; SELECT 2; END",
            "l: LOOP LEAVE l; END LOOP",
            "SET STATEMENT max_statement_time = 1 FOR CALL p()",
        ];
        for statement in alone {
            let ranges = messages(&["SELECT 1", statement, "SELECT 2"], 1000);
            assert_eq!(ranges, [0..1, 1..2, 2..3], "{statement}");
        }
        for statement in [
            "SET @a = 1",
            "SELECT 'CALL'",
            "CREATE PROCEDURE p() SELECT 1",
        ] {
            assert_eq!(messages(&["SELECT 1", statement], 1000).len(), 1);
        }
    }

    #[test]
    fn no_message_is_too_long_for_the_server() {
        let ranges = |limit| messages(&["SELECT 1", "SELECT 2", "SELECT 3"], limit);
        assert_eq!(ranges(19), [0..2, 2..3]);
        assert_eq!(ranges(18), [0..1, 1..2, 2..3]);
        assert_eq!(ranges(1), [0..1, 1..2, 2..3]);
    }
}
