//! Lines for a database's shell that can be followed, or passed over.

use super::{ScanRules, Token, TokenKind};

/// How many bytes a delimiter may have.
const MAX_DELIMITER: usize = 64;

/// The word before a delimiter.
const DELIMITER: &str = "DELIMITER";

/// Whether a token that stands where a statement could begin begins such a line.
pub(super) fn begins(token: &Token, text: &str, rules: &ScanRules) -> bool {
    let from = || text.get(token.span.start..).unwrap_or_default();
    match token.kind {
        TokenKind::Word if rules.delimiter_lines && token.span.len() == DELIMITER.len() => text
            .get(token.span.clone())
            .is_some_and(|word| word.eq_ignore_ascii_case(DELIMITER)),
        TokenKind::Other => rules.harmless_commands.iter().any(|command| {
            let after = from().strip_prefix(command);
            after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
        }),
        _ => false,
    }
}

/// The delimiter that a line names after its first word; none if it can't be one.
pub(super) fn delimiter(line: &[u8]) -> Option<&[u8]> {
    let mut words = line.split(u8::is_ascii_whitespace);
    let delimiter = words.find(|word| !word.is_empty())?;
    // It couldn't be told from what else begins so.
    let taken = [b"--".as_slice(), b"#", b"/*"];
    let quotes = delimiter
        .iter()
        .any(|byte| matches!(byte, b'\'' | b'"' | b'`' | b'\\'));
    // A long one would have to be looked for everywhere; the clients take a few characters.
    let fits = delimiter.len() <= MAX_DELIMITER;
    (fits && !quotes && !taken.iter().any(|taken| delimiter.starts_with(taken)))
        .then_some(delimiter)
}
