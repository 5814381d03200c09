//! What holds for every text, by every dialect's rules.

use std::ops::ControlFlow;

use proptest::prelude::*;
use rmig_engine::{
    scanner::{Lexer, Piece, Pieces, ScanError, ScanRules, TokenKind},
    section::is_marker_line,
};

use crate::{mysql, postgres, sqlite};

const RULES: [&ScanRules; 3] = [
    &sqlite::SCAN_RULES,
    &postgres::SCAN_RULES,
    &mysql::SCAN_RULES,
];

/// Bits of text that scanners stumble over.
const BITS: [&str; 68] = [
    "'",
    "''",
    "\"",
    "`",
    "[",
    "]",
    "\\",
    "\\'",
    "--",
    "-- ",
    "---",
    "#",
    "\n",
    "\r\n",
    "/*",
    "*/",
    "/*!",
    "/*!50001 ",
    "/*M!999999",
    "/*+",
    ";",
    ";;",
    " ",
    "CREATE ",
    "OR REPLACE ",
    "FUNCTION ",
    "PROCEDURE ",
    "TRIGGER ",
    "EVENT ",
    "RULE ",
    "BEGIN ",
    "BEGIN NOT ATOMIC ",
    "ATOMIC ",
    "END",
    "END ",
    "CASE ",
    "IF ",
    "THEN ",
    "ELSE ",
    "LOOP ",
    "WHILE ",
    "DO ",
    "REPEAT ",
    "UNTIL ",
    "FOR EACH ROW ",
    "DECLARE ",
    "AS ",
    "f() ",
    "x'",
    "E'",
    "u&\"",
    "N'",
    "é",
    "\u{feff}",
    "1.e",
    ".",
    "->",
    ":",
    "$",
    "$$",
    "$a$",
    "@",
    "(",
    ")",
    "EXPLAIN ",
    "COPY t FROM stdin",
    "\\restrict x",
    "-- rmig: upgrade\n",
];

fn texts() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(BITS.to_vec()), 0..40).prop_map(|bits| bits.concat())
}

/// The same with lines that change the delimiter.
fn texts_with_delimiters() -> impl Strategy<Value = String> {
    let mut bits = BITS.to_vec();
    bits.extend([
        "\nDELIMITER $$\n",
        "\nDELIMITER //\n",
        "\ndelimiter ;\n",
        "DELIMITER",
        "//",
    ]);
    prop::collection::vec(prop::sample::select(bits), 0..40).prop_map(|bits| bits.concat())
}

fn pieces(text: &str, rules: &ScanRules) -> Result<Vec<Piece>, ScanError> {
    Pieces::new(text, 0..text.len(), rules).collect()
}

/// Where markers count.
fn markers(text: &str, rules: &ScanRules) -> Vec<usize> {
    let mut found = Vec::new();
    let mut pieces = Pieces::new(text, 0..text.len(), rules);
    while let Some(Ok(_)) = pieces.next_with(|token, place| {
        let comment = &text[token.span.clone()];
        if token.kind == TokenKind::LineComment && place.at_start() && is_marker_line(comment) {
            found.push(token.span.start);
        }
        ControlFlow::Continue(())
    }) {}
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn joining_tokens_or_pieces_gives_the_text(text in texts_with_delimiters()) {
        for rules in RULES {
            let tokens: Result<Vec<_>, _> = Lexer::new(&text, 0..text.len(), rules).collect();
            if let Ok(tokens) = tokens {
                let joined: String = tokens.iter().map(|token| &text[token.span.clone()]).collect();
                prop_assert_eq!(joined, text.clone());
                prop_assert!(tokens.iter().all(|token| !token.span.is_empty()));
            }
            if let Ok(pieces) = pieces(&text, rules) {
                let joined: String = pieces.iter().map(|piece| &text[piece.span.clone()]).collect();
                prop_assert_eq!(joined, text.clone());
                for piece in &pieces {
                    let Some(statement) = &piece.statement else { continue };
                    prop_assert!(piece.span.start <= statement.start && statement.end <= piece.span.end);
                    prop_assert!(!text[statement.clone()].ends_with(';'));
                }
            }
        }
    }

    #[test]
    fn a_statement_cut_alone_is_one_statement(text in texts()) {
        for rules in RULES {
            for statement in pieces(&text, rules).into_iter().flatten().filter_map(|piece| piece.statement) {
                let alone: Vec<_> = Pieces::new(&text, statement.clone(), rules)
                    .map(|piece| piece.map(|piece| piece.statement))
                    .collect();
                prop_assert_eq!(alone, [Ok(Some(statement))]);
            }
        }
    }

    #[test]
    fn an_error_lies_in_the_text(text in texts_with_delimiters()) {
        for rules in RULES {
            if let Err(error) = pieces(&text, rules) {
                prop_assert!(text.get(error.span).is_some_and(|opening| !opening.is_empty()));
            }
        }
    }

    #[test]
    fn a_marker_counts_only_where_everything_before_it_is_closed(text in texts_with_delimiters()) {
        for rules in RULES {
            for at in markers(&text, rules) {
                let before = pieces(&text[..at], rules);
                let last = before.map(|pieces| pieces.last().and_then(|last| {
                    // A piece that its semicolon or delimiter ends may hold a statement.
                    let ended = !last.span.is_empty() && Pieces::new(&text, 0..text.len(), rules)
                        .map_while(Result::ok)
                        .any(|piece| piece.span.end == last.span.end);
                    last.statement.clone().filter(|_| !ended)
                }));
                prop_assert_eq!(last, Ok(None), "{} at {}", text, at);
            }
        }
    }
}
