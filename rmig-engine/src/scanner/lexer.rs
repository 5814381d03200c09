//! Cuts a text into tokens.

mod comment;
mod operator;
mod quoted;

use std::ops::Range;

use super::{ScanError, ScanProblem, ScanRules, Token, TokenKind};

/// The tokens of a range of a text, trivia included: their spans follow one another without a gap.
#[derive(Clone, Debug)]
pub struct Lexer<'a> {
    bytes: &'a [u8],
    rules: &'a ScanRules,
    at: usize,
    end: usize,
    /// What ends a statement in the place of a semicolon.
    delimiter: Option<&'a [u8]>,
    /// Up to where every sign is an operator of its own, as far as that is known.
    single_signs: usize,
    /// The outermost comment with code in it that is open, and how many are.
    code: Option<(Range<usize>, usize)>,
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
            delimiter: None,
            single_signs: 0,
            code: None,
        }
    }

    /// Whether the next token stands in a comment whose content is code.
    pub(super) fn in_code(&self) -> bool {
        self.code.is_some()
    }

    /// Whether something other than the semicolon ends statements.
    pub(super) fn has_delimiter(&self) -> bool {
        self.delimiter.is_some()
    }

    /// Lets `delimiter` end statements; a semicolon is what it is without any.
    pub(super) fn set_delimiter(&mut self, delimiter: &'a [u8]) {
        self.delimiter = (delimiter != b";").then_some(delimiter);
    }

    /// Moves to the end of the present line and gives what was left of it.
    pub(super) fn take_line(&mut self) -> &'a [u8] {
        let rest = self.rest();
        let line = rest.split(|&byte| byte == b'\n').next().unwrap_or_default();
        self.at += line.len();
        line
    }

    /// The byte `ahead` of the present one; 0 beyond the end.
    fn peek(&self, ahead: usize) -> u8 {
        self.rest().get(ahead).copied().unwrap_or(0)
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

    fn error(what: ScanProblem, span: Range<usize>) -> ScanError {
        ScanError { what, span }
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
        let (byte, next) = (self.peek(0), self.peek(1));
        let kind = match byte {
            _ if self.at_delimiter() => {
                self.at += self.delimiter.map_or(0, <[u8]>::len);
                TokenKind::Delimiter
            }
            // Most tokens are one of these two.
            b'a'..=b'z' | b'A'..=b'Z' | b'_' => self.word()?,
            byte if is_space(byte) => {
                self.skip_while(is_space);
                TokenKind::Space
            }
            0xEF if self.rest().starts_with(BOM) => {
                self.at += BOM.len();
                TokenKind::Space
            }
            b'-' if next == b'-' && self.dashes_begin_comment() => self.line_comment(),
            b'#' if rules.hash_comments => self.line_comment(),
            b'/' if next == b'*' => self.comment()?,
            b'*' if next == b'/' && self.in_code() => self.end_of_code(),
            b';' => {
                self.at += 1;
                TokenKind::Semicolon
            }
            b'0'..=b'9' => {
                self.number();
                TokenKind::Number
            }
            b'.' if next.is_ascii_digit() => {
                self.number();
                TokenKind::Number
            }
            b'$' if rules.dollar_quotes && self.dollar_quoted()? => TokenKind::String,
            mark if rules.variable_marks.contains(&mark) && is_word(next) => {
                self.at += 1;
                self.skip_while(is_word);
                TokenKind::Variable
            }
            // The one parameter without a name.
            b'?' if rules.parameter_marks.contains(&b'?') => {
                self.at += 1;
                TokenKind::Variable
            }
            byte if is_word(byte) => self.word()?,
            byte => match self.quote(byte) {
                Some(quote) => self.quoted(quote)?,
                None => {
                    self.operator();
                    TokenKind::Other
                }
            },
        };
        Ok(kind)
    }

    /// Moves behind a word, or a string with a prefix that looks like one.
    fn word(&mut self) -> Result<TokenKind, ScanError> {
        if let Some(quote) = self.quote_with_prefix() {
            return self.quoted(quote);
        }
        self.skip_while(is_word);
        Ok(TokenKind::Word)
    }

    /// Whether the delimiter of statements stands here.
    fn at_delimiter(&self) -> bool {
        let is = |delimiter| !self.in_code() && self.rest().starts_with(delimiter);
        self.delimiter.is_some_and(is)
    }

    /// Gives back what begins with the delimiter: it ends a word too, as in `END$$`.
    fn cut_at_delimiter(&mut self, start: usize) {
        let end = self.at;
        self.at = start + 1;
        while self.at < end && !self.at_delimiter() {
            self.at += 1;
        }
    }
}

impl Iterator for Lexer<'_> {
    type Item = Result<Token, ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        if self.at >= self.end {
            let (opening, _) = self.code.take()?;
            return Some(Err(Self::error(ScanProblem::Comment, opening)));
        }
        let start = self.at;
        let kind = match self.token() {
            Ok(kind) => kind,
            Err(error) => {
                self.at = self.end;
                self.code = None;
                return Some(Err(error));
            }
        };
        if self.delimiter.is_some()
            && matches!(
                kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Variable | TokenKind::Other
            )
        {
            self.cut_at_delimiter(start);
        }
        Some(Ok(Token {
            kind,
            span: start..self.at,
        }))
    }
}

/// Which bytes belong to a bare identifier; every byte of a character beyond ASCII does.
const WORD: [bool; 256] = {
    let mut word = [false; 256];
    let mut byte = 0_u8;
    loop {
        word[byte as usize] =
            byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'$' || byte >= 0x80;
        if byte == u8::MAX {
            break word;
        }
        byte += 1;
    }
};

/// Whether a byte belongs to a bare identifier.
fn is_word(byte: u8) -> bool {
    WORD[usize::from(byte)]
}

/// Whether a byte is white space in SQL.
fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | 0x0B | 0x0C)
}
