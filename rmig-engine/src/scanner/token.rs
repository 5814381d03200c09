//! A token: its kind and its place.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// White space; also a byte order mark, wherever files were joined.
    Space,
    /// `-- …`, without the line's end.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// A keyword or a bare identifier.
    Word,
    /// A number.
    Number,
    /// A string or a blob: `'…'`, `x'…'`.
    String,
    /// `"…"`, `` `…` `` or `[…]`.
    QuotedIdentifier,
    /// `:name`, `?1` and their like.
    Variable,
    /// `;`.
    Semicolon,
    /// Any other character, or an operator of several.
    Other,
}

/// A token and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// What it is.
    pub kind: TokenKind,
    /// Its bytes in the text.
    pub span: Range<usize>,
}

impl Token {
    /// Whether the token means nothing: white space or a comment.
    #[must_use]
    pub fn is_trivia(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Space | TokenKind::LineComment | TokenKind::BlockComment
        )
    }
}
