//! Comments, and comments whose content is code.

use super::{Lexer, is_space};
use crate::scanner::{ScanError, ScanProblem, TokenKind};

/// Versions that no server will ever have: what asks for one is a comment.
const NEVER: [&[u8]; 2] = [b"99999", b"999999"];

impl Lexer<'_> {
    /// Whether the two dashes here begin a comment.
    pub(super) fn dashes_begin_comment(&self) -> bool {
        // Beyond the end of a statement, too: what it was cut as must not change.
        let after = self.bytes.get(self.at + 2).copied();
        !self.rules.spaced_dashes
            || after.is_none_or(|after| is_space(after) || after.is_ascii_control())
    }

    /// Moves to the line's end.
    pub(super) fn line_comment(&mut self) -> TokenKind {
        self.skip_while(|byte| byte != b'\n');
        TokenKind::LineComment
    }

    /// Moves behind a `/* … */`, or behind the opening of one whose content is code.
    pub(super) fn comment(&mut self) -> Result<TokenKind, ScanError> {
        if let Some(length) = self.code_opening() {
            let opening = self.at..self.at + length;
            self.at = opening.end;
            let (outermost, depth) = self.code.take().unwrap_or((opening, 0));
            self.code = Some((outermost, depth + 1));
            return Ok(TokenKind::CodeComment);
        }
        self.block_comment()?;
        Ok(TokenKind::BlockComment)
    }

    /// How long the opening of a comment with code in it is, version number included.
    fn code_opening(&self) -> Option<usize> {
        let rest = self.rest();
        let opens = |open: &&&str| rest.starts_with(open.as_bytes());
        let open = self.rules.code_comments.iter().find(opens)?;
        let digits = rest
            .get(open.len()..)?
            .iter()
            .take_while(|byte| byte.is_ascii_digit())
            .count();
        let length = open.len() + digits;
        let version = rest.get(open.len()..length)?;
        (!NEVER.contains(&version)).then_some(length)
    }

    /// Moves behind the `*/` of a comment with code in it.
    pub(super) fn end_of_code(&mut self) -> TokenKind {
        self.at += 2;
        self.code = match self.code.take() {
            Some((opening, depth)) if depth > 1 => Some((opening, depth - 1)),
            _ => None,
        };
        TokenKind::CodeComment
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
                    return Err(Self::error(ScanProblem::Comment, start..start + 2));
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
}
