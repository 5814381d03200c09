//! The tokens of a statement that mean something, read one after the other.

use std::ops::Range;

use rmig_engine::scanner::{Lexer, Token, TokenKind};

use crate::sqlite::SCAN_RULES;

/// Why a statement can't be read, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::sqlite::inspect) struct Unreadable(pub(in crate::sqlite::inspect) String);

/// The tokens of a statement, and how far they have been read.
#[derive(Clone, Debug)]
pub(super) struct Tokens<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    at: usize,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Result<Self, Unreadable> {
        let lexer = Lexer::new(text, 0..text.len(), &SCAN_RULES);
        let means = |token: &Result<Token, _>| !token.as_ref().is_ok_and(Token::is_trivia);
        Ok(Self {
            text,
            tokens: lexer
                .filter(means)
                .collect::<Result<_, _>>()
                .map_err(|problem| Unreadable(problem.to_string()))?,
            at: 0,
        })
    }

    /// How many tokens have been read.
    pub(super) fn position(&self) -> usize {
        self.at
    }

    /// Where the next token begins, in bytes of the text.
    pub(super) fn start(&self) -> Option<usize> {
        self.tokens.get(self.at).map(|token| token.span.start)
    }

    /// Goes to where [`position`](Self::position) was or will be.
    pub(super) fn go_to(&mut self, position: usize) {
        self.at = position;
    }

    /// The text of some tokens, with whatever stands between them.
    pub(super) fn slice(&self, tokens: Range<usize>) -> &'a str {
        let tokens = self.tokens.get(tokens).unwrap_or_default();
        match (tokens.first(), tokens.last()) {
            (Some(first), Some(last)) => self.text.get(first.span.start..last.span.end),
            _ => None,
        }
        .unwrap_or_default()
    }

    /// The text of the token `ahead` of the next one; empty behind the end.
    fn text_at(&self, ahead: usize) -> &'a str {
        self.slice(self.at + ahead..self.at + ahead + 1)
    }

    /// Whether the token at a position may be a name, in any quotes or none.
    pub(super) fn is_name(&self, position: usize) -> bool {
        let kind = self.tokens.get(position).map(|token| token.kind);
        matches!(
            kind,
            Some(TokenKind::Word | TokenKind::QuotedIdentifier | TokenKind::String)
        )
    }

    /// Whether a blob is next.
    pub(super) fn is_blob(&self) -> bool {
        self.is_name(self.at) && unquoted(self.peek()).is_none()
    }

    /// The position of the parenthesis that closes the one at a position, if one opens there.
    pub(super) fn closing(&self, opening: usize) -> Option<usize> {
        let mut depth = 0_usize;
        for at in opening..self.tokens.len() {
            match self.slice(at..at + 1) {
                "(" => depth += 1,
                ")" => depth = depth.checked_sub(1)?,
                _ => {}
            }
            if depth == 0 {
                return (at > opening).then_some(at);
            }
        }
        None
    }

    /// The text of the next token.
    pub(super) fn peek(&self) -> &'a str {
        self.text_at(0)
    }

    /// Whether everything has been read.
    pub(super) fn is_at_end(&self) -> bool {
        self.at >= self.tokens.len()
    }

    /// Reads the next token.
    pub(super) fn next(&mut self) -> &'a str {
        let text = self.peek();
        self.at += 1;
        text
    }

    /// Whether these words or signs follow, whatever their case.
    pub(super) fn are(&self, words: &[&str]) -> bool {
        let mut each = words.iter().enumerate();
        each.all(|(ahead, word)| self.text_at(ahead).eq_ignore_ascii_case(word))
    }

    /// Whether one of these words or signs is next.
    pub(super) fn is_any(&self, words: &[&str]) -> bool {
        words.iter().any(|word| self.are(&[word]))
    }

    /// Reads these words or signs, if they follow.
    pub(super) fn take(&mut self, words: &[&str]) -> bool {
        let found = self.are(words);
        if found {
            self.at += words.len();
        }
        found
    }

    /// Reads one of these words, if one is next.
    pub(super) fn take_any<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let found = words.iter().find(|word| self.are(&[word]))?;
        self.at += 1;
        Some(found)
    }

    /// Reads these words or signs, which have to follow.
    pub(super) fn expect(&mut self, words: &'static [&'static str]) -> Result<(), Unreadable> {
        match self.take(words) {
            true => Ok(()),
            false => Err(self.unexpected(words.first().copied().unwrap_or_default())),
        }
    }

    /// Reads a name, in any quotes or none.
    pub(super) fn name(&mut self) -> Result<String, Unreadable> {
        let name = self
            .is_name(self.at)
            .then(|| unquoted(self.peek()))
            .flatten();
        let name = name.ok_or_else(|| self.unexpected("a name"))?;
        self.at += 1;
        Ok(name)
    }

    /// Reads what stands between the parentheses that open here, and gives its tokens.
    pub(super) fn parenthesised(&mut self) -> Result<Range<usize>, Unreadable> {
        self.expect(&["("])?;
        let start = self.at;
        self.skip_to(&[]);
        let inner = start..self.at;
        self.expect(&[")"])?;
        Ok(inner)
    }

    /// Moves to the first of these signs, or to the closing parenthesis or the end, that stands
    /// outside of parentheses.
    pub(super) fn skip_to(&mut self, signs: &[&str]) {
        let mut depth = 0_usize;
        while !self.is_at_end() {
            match self.peek() {
                "(" => depth += 1,
                ")" if depth == 0 => return,
                ")" => depth -= 1,
                sign if depth == 0 && signs.contains(&sign) => return,
                _ => {}
            }
            self.at += 1;
        }
    }

    /// Something else was to stand here.
    pub(super) fn unexpected(&self, wanted: &'static str) -> Unreadable {
        Unreadable(match self.peek() {
            "" => format!("{wanted} was expected at the end"),
            found => format!("{wanted} was expected at {found:?}"),
        })
    }
}

/// What a name says; none for what is no name, as a blob.
pub(super) fn unquoted(word: &str) -> Option<String> {
    let mut inner = word.chars();
    let open = match inner.next()? {
        '[' => return Some(inner.as_str().strip_suffix(']')?.to_owned()),
        open @ ('"' | '`' | '\'') => open,
        // A blob is no name.
        _ => return (!word.ends_with('\'')).then(|| word.to_owned()),
    };
    let inner = inner.as_str().strip_suffix(open)?;
    Some(inner.replace(&format!("{open}{open}"), &open.to_string()))
}
