//! Cuts a text into tokens.

use std::ops::Range;

use super::{ScanError, ScanRules, Token, TokenKind, Unterminated};

/// The tokens of a range of a text, trivia included: their spans follow one another without a gap.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    rules: &'a ScanRules,
    at: usize,
    end: usize,
}

/// The byte order mark in UTF-8.
const BOM: &[u8] = b"\xEF\xBB\xBF";

impl<'a> Lexer<'a> {
    /// Reads `range` of `text`; spans count from the beginning of `text`.
    #[must_use]
    pub fn new(text: &'a str, range: Range<usize>, rules: &'a ScanRules) -> Self {
        let end = range.end.min(text.len());
        Self {
            bytes: text.as_bytes(),
            rules,
            at: range.start.min(end),
            end,
        }
    }

    /// The byte `ahead` of the present one; 0 beyond the end.
    fn peek(&self, ahead: usize) -> u8 {
        let at = self.at + ahead;
        if at < self.end {
            self.bytes.get(at).copied().unwrap_or(0)
        } else {
            0
        }
    }

    /// The bytes that are left.
    fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..self.end).unwrap_or_default()
    }

    /// Moves on while `wanted` holds.
    fn skip_while(&mut self, wanted: impl Fn(u8) -> bool) {
        let rest = self.rest();
        self.at += rest
            .iter()
            .position(|&byte| !wanted(byte))
            .unwrap_or(rest.len());
    }

    /// Moves behind what a quote opened; `opening` bytes stand before its content.
    fn quoted(&mut self, opening: usize, close: u8, what: Unterminated) -> Result<(), ScanError> {
        let start = self.at;
        self.at += opening;
        loop {
            self.skip_while(|byte| byte != close);
            if self.at >= self.end {
                return Err(ScanError {
                    what,
                    span: start..start + opening,
                });
            }
            self.at += 1;
            // Doubled, it stands for itself; only `]` can't be doubled.
            if close == b']' || self.peek(0) != close {
                return Ok(());
            }
            self.at += 1;
        }
    }

    /// Moves behind a `/* … */`.
    fn block_comment(&mut self) -> Result<(), ScanError> {
        let start = self.at;
        self.at += 2;
        let mut depth = 1;
        while depth > 0 {
            self.skip_while(|byte| byte != b'*' && byte != b'/');
            match (self.peek(0), self.peek(1)) {
                _ if self.at >= self.end => {
                    let what = Unterminated::Comment;
                    return Err(ScanError {
                        what,
                        span: start..start + 2,
                    });
                }
                (b'*', b'/') => {
                    depth -= 1;
                    self.at += 2;
                }
                (b'/', b'*') if self.rules.nested_comments => {
                    depth += 1;
                    self.at += 2;
                }
                _ => self.at += 1,
            }
        }
        Ok(())
    }

    /// Moves behind a number: digits, fraction, exponent, or hexadecimal digits.
    fn number(&mut self) {
        if self.peek(0) == b'0' && matches!(self.peek(1), b'x' | b'X') {
            self.at += 2;
        } else {
            self.skip_while(|byte| byte.is_ascii_digit() || byte == b'_');
            if self.peek(0) == b'.' {
                self.at += 1;
                self.skip_while(|byte| byte.is_ascii_digit() || byte == b'_');
            }
            let sign = usize::from(matches!(self.peek(1), b'+' | b'-'));
            if matches!(self.peek(0), b'e' | b'E') && self.peek(1 + sign).is_ascii_digit() {
                self.at += 1 + sign;
            }
        }
        self.skip_while(is_word);
    }

    /// Moves behind the token that begins here and says what it is.
    fn token(&mut self) -> Result<TokenKind, ScanError> {
        let rules = self.rules;
        let kind = match (self.peek(0), self.peek(1)) {
            (byte, _) if is_space(byte) => {
                self.skip_while(is_space);
                TokenKind::Space
            }
            (0xEF, _) if self.rest().starts_with(BOM) => {
                self.at += BOM.len();
                TokenKind::Space
            }
            (b'-', b'-') => {
                self.skip_while(|byte| byte != b'\n');
                TokenKind::LineComment
            }
            (b'/', b'*') => {
                self.block_comment()?;
                TokenKind::BlockComment
            }
            (b'\'', _) => {
                self.quoted(1, b'\'', Unterminated::String)?;
                TokenKind::String
            }
            (b'x' | b'X', b'\'') => {
                self.quoted(2, b'\'', Unterminated::String)?;
                TokenKind::String
            }
            (b'"', _) => {
                self.quoted(1, b'"', Unterminated::Identifier)?;
                TokenKind::QuotedIdentifier
            }
            (b'`', _) if rules.backticks => {
                self.quoted(1, b'`', Unterminated::Identifier)?;
                TokenKind::QuotedIdentifier
            }
            (b'[', _) if rules.brackets => {
                self.quoted(1, b']', Unterminated::Identifier)?;
                TokenKind::QuotedIdentifier
            }
            (b';', _) => {
                self.at += 1;
                TokenKind::Semicolon
            }
            (b'0'..=b'9', _) | (b'.', b'0'..=b'9') => {
                self.number();
                TokenKind::Number
            }
            (mark, next) if rules.variable_marks.contains(&mark) && is_word(next) => {
                self.at += 1;
                self.skip_while(is_word);
                TokenKind::Variable
            }
            // The one parameter without a name.
            (b'?', _) if rules.parameter_marks.contains(&b'?') => {
                self.at += 1;
                TokenKind::Variable
            }
            (byte, _) if is_word(byte) => {
                self.skip_while(is_word);
                TokenKind::Word
            }
            _ => {
                let rest = self.rest();
                let operator = rules
                    .operators
                    .iter()
                    .find(|op| rest.starts_with(op.as_bytes()));
                self.at += operator.map_or(1, |operator| operator.len());
                TokenKind::Other
            }
        };
        Ok(kind)
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            return None;
        }
        let start = self.at;
        let token = self.token().map(|kind| Token {
            kind,
            span: start..self.at,
        });
        if token.is_err() {
            self.at = self.end;
        }
        Some(token)
    }
}

/// Whether a byte belongs to a bare identifier; every byte of a character beyond ASCII does.
fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80
}

/// Whether a byte is white space in SQL.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}
