//! Reads a revision's text after its header into sections.

use std::ops::{ControlFlow, Range};

use super::{
    Section,
    check::CODE,
    marker::{self, is_marker_line, is_near_marker},
    shell,
};
use crate::{
    diagnostic::{Finding, Findings, Source},
    plan::Direction,
    scanner::{Pieces, ScanError, ScanProblem, ScanRules, TokenKind},
};

/// Which rules cut which section.
///
/// A section with `dialect=…` is cut by that dialect's rules, every other one by the rules of the
/// database that it is to run on.
pub trait ScanRulesOf {
    /// The rules of the database at hand.
    fn own(&self) -> &ScanRules;

    /// The rules of a dialect by name; none if it is known by name only, in which case a section for
    /// it ends at the next line that looks like a marker and has no statements.
    fn of(&self, dialect: &str) -> Option<&ScanRules>;

    /// The names that `dialect=` may have.
    fn names(&self) -> Vec<&str>;
}

/// What one look for the next statement came upon.
#[derive(Default)]
struct Seen {
    /// The first marker that counts.
    marker: Option<Range<usize>>,
    /// A line, up to its end, that is meant for a database's shell.
    shell: Option<Range<usize>>,
    /// Comments that look like markers and can't count.
    stray: Vec<Range<usize>>,
    /// Comments that were meant for markers.
    misspelt: Vec<Range<usize>>,
}

/// The sections of a revision whose body begins at `body_offset` of `source`.
///
/// # Errors
///
/// A finding for everything that is wrong: text before the first marker, a marker's words, a string
/// that is never closed, a direction that is missing …
pub fn parse(
    source: &Source,
    body_offset: usize,
    rules: &dyn ScanRulesOf,
) -> Result<Vec<Section>, Findings> {
    let mut parser = Parser {
        source,
        rules,
        sections: Vec::new(),
        findings: Findings::default(),
        directions: Vec::new(),
        no_more_data: false,
    };
    if let Some(at) = source.text().find('\0') {
        let help = "take it out: a database would take it for the end of the statement";
        let finding = Finding::new("nul-character", "a script can't hold a NUL character");
        parser
            .findings
            .push(finding.help(help).at(source, at..at + 1, ""));
    } else {
        parser.run(body_offset);
    }
    parser.findings.or(parser.sections)
}

pub(super) struct Parser<'a> {
    pub(super) source: &'a Source,
    rules: &'a dyn ScanRulesOf,
    pub(super) sections: Vec<Section>,
    pub(super) findings: Findings,
    /// The directions of all markers, also of those that are wrong in other ways.
    pub(super) directions: Vec<Direction>,
    /// Whether it is known that no line ends the rows of a `COPY` any more.
    no_more_data: bool,
}

impl Parser<'_> {
    fn run(&mut self, body_offset: usize) {
        let mut next = match self.section(body_offset, self.rules.own(), None) {
            Ok(next) => next,
            Err(error) => return self.unterminated(&error),
        };
        let dialects = self.rules.names();
        while let Some(span) = next {
            let marker = marker::read(self.source, span.clone(), &dialects, &mut self.findings);
            let rules = match marker.as_ref().and_then(|marker| marker.dialect.as_deref()) {
                None => Some(self.rules.own()),
                Some(name) => self.rules.of(name),
            };
            let known = marker.is_some();
            if let Some(marker) = marker {
                self.directions.push(marker.direction);
                self.sections.push(Section {
                    marker,
                    statements: Vec::new(),
                });
            }
            let found = match rules {
                Some(rules) => self.section(span.end, rules, Some(known)),
                None => Ok(self.next_marker_line(span.end)),
            };
            next = match found {
                Ok(next) => next,
                Err(error) => return self.unterminated(&error),
            };
        }
        self.irreversible_sections();
        self.missing_directions(body_offset);
    }

    /// Reads statements until the next marker, and gives its place. `known` is whether the section
    /// is one (and not one behind a marker that can't be read); none before the first marker.
    fn section(
        &mut self,
        from: usize,
        rules: &ScanRules,
        known: Option<bool>,
    ) -> Result<Option<Range<usize>>, ScanError> {
        let text = self.source.text();
        let mut pieces = Pieces::new(text, from..text.len(), rules);
        let mut told = false;
        loop {
            let mut seen = Seen::default();
            let piece = pieces.next_with(|token, place| {
                if token.kind == TokenKind::Other {
                    seen.shell = shell::command(text, token.span.start, place.at_start());
                }
                if seen.shell.is_some() {
                    return ControlFlow::Break(());
                }
                if token.kind != TokenKind::LineComment {
                    return ControlFlow::Continue(());
                }
                let comment = text.get(token.span.clone()).unwrap_or_default();
                let span = token.span.start..token.span.start + comment.trim_end().len();
                if !is_marker_line(comment) {
                    if place.at_start() && is_near_marker(comment) {
                        seen.misspelt.push(span);
                    }
                } else if place.at_start() {
                    seen.marker = Some(span);
                    return ControlFlow::Break(());
                } else if !place.in_body() && !place.in_parentheses() && begins_line(text, &span) {
                    seen.stray.push(span);
                }
                ControlFlow::Continue(())
            });
            self.report(&seen);
            if seen.marker.is_some() {
                return Ok(seen.marker);
            }
            if let Some(line) = seen.shell {
                // It ends with its line, whatever SQL would make of it.
                pieces = Pieces::new(text, line.end..text.len(), rules);
                continue;
            }
            let Some(piece) = piece.transpose()? else {
                return Ok(None);
            };
            if let Some(end) = shell::data_after(text, &piece, rules, &mut self.no_more_data) {
                self.copy_data(piece.statement.unwrap_or(piece.span));
                pieces = Pieces::new(text, end..text.len(), rules);
                continue;
            }
            match (piece.statement, known) {
                (Some(statement), Some(true)) => {
                    if let Some(section) = self.sections.last_mut() {
                        section.statements.push(statement);
                    }
                }
                (Some(statement), None) if !told => {
                    told = true;
                    let message = "this stands before the first section marker";
                    let help = "begin the part with `-- rmig: upgrade` or `-- rmig: downgrade`";
                    let finding = Finding::new("text-before-section", message).help(help);
                    self.findings
                        .push(finding.at(self.source, statement, "in no section"));
                }
                _ => {}
            }
        }
    }

    /// The next line that looks like a marker.
    pub(super) fn next_marker_line(&self, from: usize) -> Option<Range<usize>> {
        let text = self.source.text();
        let mut at = from;
        for line in text.get(from..)?.split_inclusive('\n') {
            let start = at + (line.len() - line.trim_start().len());
            if is_marker_line(line.trim_start()) {
                return Some(start..start + line.trim().len());
            }
            at += line.len();
        }
        None
    }

    fn report(&mut self, seen: &Seen) {
        for span in &seen.stray {
            let message = "a section can't begin inside a statement";
            let help = "end the statement before the marker with a semicolon, or with the delimiter \
                        that a DELIMITER line sets";
            let finding = Finding::new("marker-inside-statement", message).help(help);
            self.findings
                .push(finding.at(self.source, span.clone(), "the statement goes on here"));
        }
        if let Some(span) = &seen.shell {
            let finding = Finding::new("shell-command", "this is a command of a shell, not SQL")
                .help("write what the shell would make of it as SQL statements");
            self.findings
                .push(finding.at(self.source, span.clone(), "not SQL"));
        }
        for span in &seen.misspelt {
            let message = "this looks like a section marker but is none";
            let help = "a marker is written `-- rmig: upgrade` or `-- rmig: downgrade`";
            let finding = Finding::new("misspelt-section-marker", message).help(help);
            self.findings
                .push(finding.at(self.source, span.clone(), ""));
        }
    }

    fn copy_data(&mut self, statement: Range<usize>) {
        let finding = Finding::new(CODE, "COPY … FROM stdin needs a client that sends the rows")
            .help("write the rows as INSERT statements, as `pg_dump --inserts` does");
        self.findings.push(finding.at(self.source, statement, ""));
    }

    fn unterminated(&mut self, error: &ScanError) {
        let help = match error.what {
            ScanProblem::Body => "end the body with `END;` after its last statement's semicolon",
            ScanProblem::String => "close it with `'`; a quote in a string is written twice",
            ScanProblem::DollarQuote => "close it with the same `$…$` that opens it",
            ScanProblem::Identifier => "close it with the quote that belongs to the opening one",
            ScanProblem::Comment => "close it with `*/`",
            ScanProblem::Parenthesis => {
                "close it with `)`; a semicolon inside doesn't end the statement"
            }
            ScanProblem::Delimiter => {
                "write something like `DELIMITER //`, without quotes, backslashes and comments"
            }
        };
        let finding = Finding::new("unterminated-sql", error.to_string()).help(help);
        self.findings
            .push(finding.at(self.source, error.span.clone(), "opened here"));
    }
}

/// Whether nothing but white space stands before `span` on its line.
fn begins_line(text: &str, span: &Range<usize>) -> bool {
    let before = text.get(..span.start).unwrap_or_default();
    before
        .rsplit('\n')
        .next()
        .is_some_and(|line| line.trim().is_empty())
}
