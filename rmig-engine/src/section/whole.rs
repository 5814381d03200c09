//! What can be said of a revision's sections only when all of them have been read.

use std::ops::Range;

use super::parse::Parser;
use crate::{diagnostic::Finding, plan::Direction};

impl Parser<'_> {
    pub(super) fn irreversible_sections(&mut self) {
        for section in self
            .sections
            .iter()
            .filter(|section| section.marker.irreversible)
        {
            if let Some(statement) = section.statements.first() {
                let message = "an irreversible section can't have statements";
                let help = "take the statements or the word `irreversible` away";
                let finding = Finding::new("irreversible-with-statements", message).help(help);
                self.findings
                    .push(finding.at(self.source, statement.clone(), ""));
            }
        }
    }

    pub(super) fn missing_directions(&mut self, body_offset: usize) {
        for direction in [Direction::Upgrade, Direction::Downgrade] {
            if self.directions.contains(&direction) {
                continue;
            }
            let name = direction.as_str();
            if let Some(span) = self.swallowed_marker(body_offset, name) {
                let message = "a section can't begin inside a statement";
                let help = "close what is open before the marker, such as a parenthesis, and end \
                            the statement with a semicolon";
                let finding = Finding::new("marker-inside-statement", message).help(help);
                self.findings
                    .push(finding.at(self.source, span, "the statement goes on here"));
                continue;
            }
            let help = match direction {
                Direction::Upgrade => {
                    "add a line `-- rmig: upgrade`; nothing needs to follow it".to_owned()
                }
                Direction::Downgrade => "add a line `-- rmig: downgrade` with the way back (or \
                                         nothing) after it, or `-- rmig: downgrade irreversible`"
                    .to_owned(),
            };
            let place = match self.sections.last() {
                Some(section) => section.marker.span.clone(),
                None => body_offset..body_offset,
            };
            let finding = Finding::new("missing-section", format!("there is no {name} section"));
            self.findings
                .push(finding.help(help).at(self.source, place, ""));
        }
    }

    /// A line that looks like a marker of a direction that has none, where nobody has complained
    /// about it: a statement that isn't closed has swallowed it.
    fn swallowed_marker(&self, body_offset: usize, direction: &str) -> Option<Range<usize>> {
        let told = |finding: &Finding| finding.code == "marker-inside-statement";
        if self.findings.0.iter().any(told) {
            return None;
        }
        let mut from = body_offset;
        while let Some(span) = self.next_marker_line(from) {
            let line = self.source.text().get(span.clone())?;
            let words = line.split_once("rmig:")?.1;
            if words.split_whitespace().next() == Some(direction) {
                return Some(span);
            }
            from = span.end;
        }
        None
    }
}
