//! A token: its kind and its place.

use std::ops::Range;

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// White space; also a byte order mark, wherever files were joined.
    Space,
    /// `-- …` or `# …`, without the line's end.
    LineComment,
    /// `/* … */`.
    BlockComment,
    /// The beginning or the end of a comment whose content is code: `/*!40101` or `*/`.
    CodeComment,
    /// A line for the database's shell that the scanner follows or passes over: `DELIMITER //`.
    ShellLine,
    /// A keyword or a bare identifier.
    Word,
    /// A number.
    Number,
    /// A string or a blob: `'…'`, `x'…'`, `$$…$$`.
    String,
    /// `"…"`, `` `…` `` or `[…]`.
    QuotedIdentifier,
    /// `:name`, `?1`, `@name` and their like.
    Variable,
    /// `;`.
    Semicolon,
    /// What a `DELIMITER` line put in the place of the semicolon.
    Delimiter,
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
    /// Whether the token means nothing to the database: white space, a comment, a shell's line.
    #[must_use]
    pub fn is_trivia(&self) -> bool {
        matches!(
            self.kind,
            TokenKind::Space
                | TokenKind::LineComment
                | TokenKind::BlockComment
                | TokenKind::ShellLine
        )
    }
}
