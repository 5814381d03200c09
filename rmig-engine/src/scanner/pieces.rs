//! Cuts a text into statements.

use std::ops::{ControlFlow, Range};

use super::{Lexer, RoutineBodies, ScanError, ScanRules, Token, TokenKind, Unterminated};

/// A part of a text that holds one statement at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The whole piece: the trivia before the statement, the statement and its semicolon.
    pub span: Range<usize>,
    /// The statement from its first token to its last, without the semicolon; none where the piece
    /// holds nothing but trivia or a lone semicolon.
    pub statement: Option<Range<usize>>,
}

/// The pieces of a range of a text, one after the other without a gap.
///
/// ```
/// use rmig_engine::scanner::{Pieces, RoutineBodies, ScanRules};
///
/// let rules = ScanRules {
///     backticks: true,
///     brackets: true,
///     nested_comments: false,
///     variable_marks: b"",
///     parameter_marks: b"",
///     operators: &[],
///     routine_bodies: RoutineBodies::Trigger,
/// };
/// let sql = "INSERT INTO t VALUES (';'); -- done\nDROP TABLE t";
/// let statements: Vec<_> = Pieces::new(sql, 0..sql.len(), &rules)
///     .filter_map(|piece| piece.unwrap().statement.map(|span| &sql[span]))
///     .collect();
/// assert_eq!(statements, ["INSERT INTO t VALUES (';')", "DROP TABLE t"]);
/// ```
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    routine_bodies: RoutineBodies,
    at: usize,
}

impl<'a> Pieces<'a> {
    /// Cuts `range` of `text`; spans count from the beginning of `text`.
    #[must_use]
    pub fn new(text: &'a str, range: Range<usize>, rules: &'a ScanRules) -> Self {
        let at = range.start.min(text.len());
        let lexer = Lexer::new(text, range, rules);
        Self {
            text,
            lexer,
            routine_bodies: rules.routine_bodies,
            at,
        }
    }

    /// Cuts the next piece and shows every token of it to `seen`, together with the state of the
    /// statement that it stands in; where `seen` breaks off, the piece ends behind that token.
    pub fn next_with(
        &mut self,
        mut seen: impl FnMut(&Token, &Place) -> ControlFlow<()>,
    ) -> Option<Result<Piece, ScanError>> {
        let start = self.at;
        let mut statement: Option<Range<usize>> = None;
        let mut place = Place::default();
        for token in self.lexer.by_ref() {
            let token = match token {
                Ok(token) => token,
                Err(error) => return Some(Err(error)),
            };
            self.at = token.span.end;
            if seen(&token, &place).is_break() {
                return Some(Ok(Piece {
                    span: start..self.at,
                    statement,
                }));
            }
            if token.is_trivia() {
                continue;
            }
            if token.kind == TokenKind::Semicolon && !place.in_body() {
                return Some(Ok(Piece {
                    span: start..self.at,
                    statement,
                }));
            }
            place.step(&token, self.text, self.routine_bodies);
            let from = statement.map_or(token.span.start, |statement| statement.start);
            statement = Some(from..token.span.end);
        }
        if let (true, Some(statement)) = (place.in_body(), &statement) {
            let span = statement.start..place.body_at.max(statement.start);
            return Some(Err(ScanError {
                what: Unterminated::Body,
                span,
            }));
        }
        let span = start..self.at;
        (!span.is_empty()).then_some(Ok(Piece { span, statement }))
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Piece, ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_with(|_, _| ControlFlow::Continue(()))
    }
}

/// Where in a statement a token stands.
#[derive(Clone, Debug, Default)]
pub struct Place {
    state: State,
    /// How many parentheses are open.
    depth: usize,
    /// Where the body begins: the end of its `BEGIN`.
    body_at: usize,
}

/// How much of `CREATE TRIGGER … BEGIN …; END` has been read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// Nothing but, perhaps, `EXPLAIN`.
    #[default]
    Start,
    /// Some other statement.
    Plain,
    /// After `EXPLAIN`.
    Explain,
    /// After `CREATE`.
    Create,
    /// After `CREATE TRIGGER`, before `BEGIN`.
    Trigger,
    /// In the body.
    Body,
    /// In the body, right after a semicolon.
    BodySemicolon,
    /// After the body's `END`.
    End,
}

impl Place {
    /// Whether no token of a statement stands before this one.
    #[must_use]
    pub fn at_start(&self) -> bool {
        self.state == State::Start
    }

    /// Whether the token stands in a trigger's body.
    #[must_use]
    pub fn in_body(&self) -> bool {
        matches!(self.state, State::Body | State::BodySemicolon)
    }

    /// Whether the token stands between parentheses.
    #[must_use]
    pub fn in_parentheses(&self) -> bool {
        self.depth > 0
    }

    fn step(&mut self, token: &Token, text: &str, bodies: RoutineBodies) {
        let word = text.get(token.span.clone()).unwrap_or_default();
        match (token.kind, word) {
            (TokenKind::Other, "(") => self.depth += 1,
            (TokenKind::Other, ")") => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
        let is =
            |keyword: &str| token.kind == TokenKind::Word && word.eq_ignore_ascii_case(keyword);
        self.state = match self.state {
            _ if bodies == RoutineBodies::None => State::Plain,
            State::Start if is("EXPLAIN") => State::Explain,
            State::Explain if is("QUERY") || is("PLAN") => State::Explain,
            State::Start | State::Explain if is("CREATE") => State::Create,
            State::Create if is("TEMP") || is("TEMPORARY") => State::Create,
            State::Create if is("TRIGGER") => State::Trigger,
            State::Start | State::Explain | State::Create | State::Plain => State::Plain,
            State::Trigger if is("BEGIN") => {
                self.body_at = token.span.end;
                State::Body
            }
            State::Trigger => State::Trigger,
            State::BodySemicolon if is("END") => State::End,
            State::Body | State::BodySemicolon if token.kind == TokenKind::Semicolon => {
                State::BodySemicolon
            }
            State::Body | State::BodySemicolon => State::Body,
            State::End => State::End,
        };
    }
}
