//! Strings and quoted identifiers.

use super::{Lexer, is_space};
use crate::scanner::{Quote, ScanError, ScanProblem, TokenKind};

impl Lexer<'_> {
    /// The quote that `byte` opens.
    pub(super) fn quote(&self, byte: u8) -> Option<&'static Quote> {
        let mut quotes = self.rules.quotes.iter();
        quotes.find(|quote| quote.open.as_bytes() == [byte])
    }

    /// The quote that begins here with a letter, such as `E'`.
    pub(super) fn quote_with_prefix(&self) -> Option<&'static Quote> {
        // Nearly always a word goes on instead.
        if !matches!(self.peek(1), b'\'' | b'"' | b'&') {
            return None;
        }
        self.rules.quotes.iter().find(|quote| {
            let opening = self.rest().get(..quote.open.len());
            quote.open.len() > 1
                && opening
                    .is_some_and(|opening| opening.eq_ignore_ascii_case(quote.open.as_bytes()))
        })
    }

    /// Moves behind what `quote` opens here.
    pub(super) fn quoted(&mut self, quote: &Quote) -> Result<TokenKind, ScanError> {
        let (what, kind) = if quote.identifier {
            (ScanProblem::Identifier, TokenKind::QuotedIdentifier)
        } else {
            (ScanProblem::String, TokenKind::String)
        };
        let start = self.at;
        self.at += quote.open.len();
        let mut opening = start..self.at;
        loop {
            self.skip_while(|byte| byte != quote.close && !(quote.backslashes && byte == b'\\'));
            if self.at >= self.end {
                return Err(Self::error(what, opening));
            }
            if self.peek(0) != quote.close {
                // A backslash, and the first byte of what it takes: the others are never a quote.
                self.at = self.end.min(self.at + 2);
                continue;
            }
            self.at += 1;
            if quote.doubled && self.peek(0) == quote.close {
                self.at += 1;
            } else if let (true, Some(length)) = (quote.continued, self.continuation(quote.close)) {
                self.at += length;
                opening = self.at - 1..self.at;
            } else {
                return Ok(kind);
            }
        }
    }

    /// How far it is behind the quote that goes on with a string on a later line.
    fn continuation(&self, quote: u8) -> Option<usize> {
        let rest = self.rest();
        let mut at = 0;
        let mut lines = false;
        loop {
            let byte = *rest.get(at)?;
            match byte {
                b'\n' | b'\r' => lines = true,
                _ if is_space(byte) => {}
                b'-' if rest.get(at + 1) == Some(&b'-') => {
                    at += rest.get(at..)?.iter().position(|&byte| byte == b'\n')?;
                    continue;
                }
                _ => return (lines && byte == quote).then_some(at + 1),
            }
            at += 1;
        }
    }

    /// Moves behind `$tag$ … $tag$` if it begins here.
    pub(super) fn dollar_quoted(&mut self) -> Result<bool, ScanError> {
        let rest = self.rest();
        let letter = |byte: u8| byte.is_ascii_alphabetic() || byte == b'_' || byte >= 0x80;
        let name = rest
            .iter()
            .skip(1)
            .take_while(|byte| letter(**byte) || byte.is_ascii_digit())
            .count();
        let Some(tag) = rest.get(..name + 2) else {
            return Ok(false);
        };
        let begins_well = name == 0 || tag.get(1).copied().is_some_and(letter);
        if !begins_well || tag.last() != Some(&b'$') {
            return Ok(false);
        }
        let opening = self.at..self.at + tag.len();
        self.at = opening.end;
        loop {
            self.skip_while(|byte| byte != b'$');
            if self.at >= self.end {
                return Err(Self::error(ScanProblem::DollarQuote, opening));
            }
            if self.rest().starts_with(tag) {
                self.at += tag.len();
                return Ok(true);
            }
            self.at += 1;
        }
    }
}
