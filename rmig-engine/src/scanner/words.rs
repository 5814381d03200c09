//! The first tokens of a statement, which say what it is.

use std::ops::Range;

use super::{Lexer, ScanRules, TokenKind};

/// How many tokens of a statement a dialect gets to see: enough for the columns of a `COPY`.
pub const LEADING_WORDS: usize = 256;

/// The first tokens of the statement at `range` of `text`, as they are written: no white space, no
/// comments, and of comments with code in them only the code.
///
/// ```
/// use rmig_engine::scanner::{ScanRules, leading_words};
///
/// # fn show(rules: &ScanRules) {
/// let sql = "DROP /* the old */ TABLE a.b";
/// assert_eq!(leading_words(sql, 0..sql.len(), rules), ["DROP", "TABLE", "a", ".", "b"]);
/// # }
/// ```
#[must_use]
pub fn leading_words<'a>(text: &'a str, range: Range<usize>, rules: &ScanRules) -> Vec<&'a str> {
    Lexer::new(text, range, rules)
        .map_while(Result::ok)
        .filter(|token| !token.is_trivia() && token.kind != TokenKind::CodeComment)
        .take(LEADING_WORDS)
        .filter_map(|token| text.get(token.span))
        .collect()
}
