//! Where in a statement a token stands.

use std::ops::Range;

use super::{RoutineBodies, ScanError, ScanProblem, Token, TokenKind, body::Body};

/// Where in a statement a token stands.
#[derive(Clone, Debug)]
pub struct Place {
    started: bool,
    body: Body,
    /// How many parentheses are open.
    depth: usize,
    /// The outermost of them.
    parenthesis: Range<usize>,
    /// The end of what began the body.
    body_at: usize,
}

impl Place {
    /// Before the first token of a statement.
    pub(super) fn new(bodies: RoutineBodies) -> Self {
        Self {
            started: false,
            body: Body::new(bodies),
            depth: 0,
            parenthesis: 0..0,
            body_at: 0,
        }
    }

    /// Whether no token of a statement stands before this one.
    #[must_use]
    pub fn at_start(&self) -> bool {
        !self.started
    }

    /// Whether the token stands in the body of a trigger or routine.
    #[must_use]
    pub fn in_body(&self) -> bool {
        self.body.is_open()
    }

    /// Whether the token stands between parentheses.
    #[must_use]
    pub fn in_parentheses(&self) -> bool {
        self.depth > 0
    }

    /// Whether a body may still begin, or has begun.
    pub(super) fn may_have_body(&self) -> bool {
        self.body.is_possible()
    }

    /// Takes a token that is no trivia.
    pub(super) fn step(&mut self, token: &Token, text: &str) {
        self.started = true;
        match token.kind {
            TokenKind::CodeComment => return,
            TokenKind::Other => match text.as_bytes().get(token.span.start) {
                Some(b'(') => {
                    if self.depth == 0 {
                        self.parenthesis = token.span.clone();
                    }
                    self.depth += 1;
                }
                Some(b')') => self.depth = self.depth.saturating_sub(1),
                _ => {}
            },
            _ => {}
        }
        if self.body.is_none() {
            return;
        }
        let was_open = self.body.is_open();
        self.body.step(token, text, self.depth);
        if !was_open && self.body.is_open() {
            self.body_at = token.span.end;
        }
    }

    /// What is still open where the text ends. `statement` is the statement so far.
    pub(super) fn unclosed(
        &self,
        statement: &Range<usize>,
        parentheses: bool,
    ) -> Option<ScanError> {
        if self.in_body() {
            return Some(ScanError {
                what: ScanProblem::Body,
                span: statement.start..self.body_at.max(statement.start),
            });
        }
        (parentheses && self.in_parentheses()).then(|| ScanError {
            what: ScanProblem::Parenthesis,
            span: self.parenthesis.clone(),
        })
    }
}
