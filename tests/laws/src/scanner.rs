//! Tokens and statements, by the rules of every dialect.

use rmig_engine::{
    checksum::checksum,
    scanner::{Lexer, Pieces, ScanError, ScanRules, leading_words},
};

use crate::rules::RULES;

/// Cuts a text into tokens and into statements.
pub fn holds(input: &[u8]) {
    let text = &String::from_utf8_lossy(input);
    for rules in RULES {
        tokens(text, rules);
        pieces(text, rules);
    }
}

/// Tokens follow one another without a gap, none is empty, and none cuts a character.
fn tokens(text: &str, rules: &ScanRules) {
    let mut at = 0;
    for token in Lexer::new(text, 0..text.len(), rules) {
        match token {
            Ok(token) => {
                assert_eq!(token.span.start, at);
                assert!(
                    token.span.end > at && text.is_char_boundary(token.span.end),
                    "{token:?}"
                );
                at = token.span.end;
            }
            Err(error) => return lies_in(text, &error),
        }
    }
    assert_eq!(at, text.len());
}

/// So do pieces, and each statement lies in its piece.
fn pieces(text: &str, rules: &ScanRules) {
    let mut at = 0;
    let mut statements = Vec::new();
    for piece in Pieces::new(text, 0..text.len(), rules) {
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return lies_in(text, &error),
        };
        assert_eq!(piece.span.start, at);
        assert!(piece.span.end > at, "{piece:?}");
        at = piece.span.end;
        if let Some(statement) = piece.statement {
            assert!(
                piece.span.start <= statement.start && statement.end <= at,
                "{statement:?}"
            );
            assert!(
                text.get(statement.clone())
                    .is_some_and(|text| !text.is_empty())
            );
            let words = leading_words(text, statement.clone(), rules);
            assert!(words.iter().all(|word| !word.is_empty()), "{words:?}");
            statements.push(statement);
        }
    }
    assert_eq!(at, text.len());
    // What was cut once can be cut again.
    checksum(text, &statements, rules).unwrap();
}

fn lies_in(text: &str, error: &ScanError) {
    assert!(
        text.get(error.span.clone())
            .is_some_and(|text| !text.is_empty()),
        "{error:?}"
    );
}
