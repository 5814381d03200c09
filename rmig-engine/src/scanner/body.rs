//! Whether a statement has a body of statements, and where it ends.

mod atomic;
mod compound;
mod trigger;

use super::{RoutineBodies, Token, TokenKind};

/// What has been read of a statement that may have a body of statements.
#[derive(Clone, Debug)]
pub(super) enum Body {
    /// It has none, whatever follows.
    None,
    Trigger(trigger::TriggerBody),
    Atomic(atomic::AtomicBody),
    Compound(compound::CompoundBody),
}

/// What a body's rules make of a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Next {
    /// Read on.
    Go,
    /// The statement has no body, or none any more.
    Over,
}

impl Body {
    pub(super) fn new(bodies: RoutineBodies) -> Self {
        match bodies {
            RoutineBodies::None => Self::None,
            RoutineBodies::Trigger => Self::Trigger(trigger::TriggerBody::default()),
            RoutineBodies::Atomic => Self::Atomic(atomic::AtomicBody::default()),
            RoutineBodies::Compound => Self::Compound(compound::CompoundBody::default()),
        }
    }

    /// Whether there is none, whatever follows.
    pub(super) fn is_none(&self) -> bool {
        matches!(self, Self::None)
    }

    /// Whether the body has begun and not ended.
    pub(super) fn is_open(&self) -> bool {
        match self {
            Self::None => false,
            Self::Trigger(body) => body.is_open(),
            Self::Atomic(body) => body.is_open(),
            Self::Compound(body) => body.is_open(),
        }
    }

    /// Whether a body may begin, or has begun.
    pub(super) fn is_possible(&self) -> bool {
        match self {
            Self::None => false,
            Self::Compound(body) => body.is_possible(),
            Self::Trigger(_) | Self::Atomic(_) => true,
        }
    }

    /// Takes a token that is no trivia; `depth` is how many parentheses are open.
    pub(super) fn step(&mut self, token: &Token, text: &str, depth: usize) {
        let word = Word {
            kind: token.kind,
            text: text.get(token.span.clone()).unwrap_or_default(),
        };
        let next = match self {
            Self::None => Next::Over,
            Self::Trigger(body) => body.step(word),
            Self::Atomic(body) => body.step(word, depth),
            Self::Compound(body) => body.step(word, depth),
        };
        if next == Next::Over {
            *self = Self::None;
        }
    }
}

/// A token with its text.
#[derive(Clone, Copy, Debug)]
struct Word<'a> {
    kind: TokenKind,
    text: &'a str,
}

impl Word<'_> {
    fn is_word(&self) -> bool {
        self.kind == TokenKind::Word
    }

    /// Whether it is this keyword.
    fn is(&self, keyword: &str) -> bool {
        self.is_word() && self.text.eq_ignore_ascii_case(keyword)
    }

    /// Whether it is one of these keywords.
    fn is_any(&self, keywords: &[&str]) -> bool {
        keywords.iter().any(|keyword| self.is(keyword))
    }

    /// Whether it is this operator or character.
    fn is_mark(&self, mark: &str) -> bool {
        self.kind == TokenKind::Other && self.text == mark
    }
}
