//! Cuts a text into statements.

use std::ops::{ControlFlow, Range};

use super::{Lexer, Place, ScanError, ScanProblem, ScanRules, Token, TokenKind, shell_line};

/// A part of a text that holds one statement at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The whole piece: the trivia before the statement, the statement and what ends it.
    pub span: Range<usize>,
    /// The statement from its first token to its last, without semicolon or delimiter; none where the
    /// piece holds nothing but trivia or a lone semicolon.
    pub statement: Option<Range<usize>>,
}

/// The pieces of a range of a text, one after the other without a gap.
///
/// ```
/// use rmig_engine::scanner::{Pieces, Quote, RoutineBodies, ScanRules};
///
/// const RULES: ScanRules = ScanRules {
///     quotes: &[Quote::string("'"), Quote::identifier("\"")],
///     dollar_quotes: false,
///     nested_comments: false,
///     hash_comments: false,
///     spaced_dashes: false,
///     code_comments: &[],
///     variable_marks: b"",
///     parameter_marks: b"",
///     parameter_statements: &[],
///     operators: &[],
///     operator_characters: b"",
///     routine_bodies: RoutineBodies::Trigger,
///     semicolons_in_parentheses: false,
///     delimiter_lines: false,
///     harmless_commands: &[],
///     copy_data: false,
/// };
/// let sql = "INSERT INTO t VALUES (';'); -- done\nDROP TABLE t";
/// let statements: Vec<_> = Pieces::new(sql, 0..sql.len(), &RULES)
///     .filter_map(|piece| piece.unwrap().statement.map(|span| &sql[span]))
///     .collect();
/// assert_eq!(statements, ["INSERT INTO t VALUES (';')", "DROP TABLE t"]);
/// ```
#[derive(Clone, Debug)]
pub struct Pieces<'a> {
    text: &'a str,
    lexer: Lexer<'a>,
    rules: &'a ScanRules,
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
            rules,
            at,
        }
    }

    /// Cuts the next piece and shows every token of it to `seen`, together with its place in the
    /// statement; where `seen` breaks off, the piece ends behind that token.
    pub fn next_with(
        &mut self,
        mut seen: impl FnMut(&Token, &Place) -> ControlFlow<()>,
    ) -> Option<Result<Piece, ScanError>> {
        let start = self.at;
        let mut statement: Option<Range<usize>> = None;
        let mut place = Place::new(self.rules.routine_bodies);
        while let Some(token) = self.lexer.next() {
            let mut token = match token {
                Ok(token) => token,
                Err(error) => return Some(Err(error)),
            };
            if place.at_start()
                && let Err(error) = self.shell_line(&mut token)
            {
                return Some(Err(error));
            }
            self.at = token.span.end;
            let end = seen(&token, &place).is_break() || self.ends(&token, &place);
            if end {
                let span = start..self.at;
                return Some(Ok(Piece { span, statement }));
            }
            if token.is_trivia() {
                continue;
            }
            place.step(&token, self.text);
            // Before a delimiter a last semicolon may stand, which is no part of the statement.
            if token.kind != TokenKind::Semicolon {
                let end = token.span.end;
                match &mut statement {
                    Some(statement) => statement.end = end,
                    None => statement = Some(token.span),
                }
            }
        }
        let open = statement
            .as_ref()
            .and_then(|statement| place.unclosed(statement, self.rules.semicolons_in_parentheses));
        if let Some(error) = open {
            return Some(Err(error));
        }
        let span = start..self.at;
        (!span.is_empty()).then_some(Ok(Piece { span, statement }))
    }

    /// Whether a token ends the statement that it stands in.
    fn ends(&self, token: &Token, place: &Place) -> bool {
        match token.kind {
            TokenKind::Delimiter => true,
            TokenKind::Semicolon => {
                let in_parentheses = self.rules.semicolons_in_parentheses && place.in_parentheses();
                // Between two delimiters, semicolons belong to a body.
                let in_body =
                    place.in_body() || (self.lexer.has_delimiter() && place.may_have_body());
                !(in_parentheses || in_body || self.lexer.in_code())
            }
            _ => false,
        }
    }

    /// Takes the whole line where a token begins one for the database's shell that can be followed.
    fn shell_line(&mut self, token: &mut Token) -> Result<(), ScanError> {
        if !shell_line::begins(token, self.text, self.rules) {
            return Ok(());
        }
        let line = self.lexer.take_line();
        if token.kind == TokenKind::Word {
            let delimiter = shell_line::delimiter(line).ok_or(ScanError {
                what: ScanProblem::Delimiter,
                span: token.span.clone(),
            })?;
            self.lexer.set_delimiter(delimiter);
        }
        token.kind = TokenKind::ShellLine;
        token.span.end += line.len();
        Ok(())
    }
}

impl Iterator for Pieces<'_> {
    type Item = Result<Piece, ScanError>;

    fn next(&mut self) -> Option<Self::Item> {
        self.next_with(|_, _| ControlFlow::Continue(()))
    }
}
