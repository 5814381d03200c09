//! A transaction unit: one section of one revision.

use std::{collections::BTreeSet, ops::Range};

use crate::{diagnostic::Source, plan::Direction};

/// One section that is to run.
#[derive(Clone, Debug)]
pub struct Unit {
    /// The revision.
    pub revision: String,
    /// Which of its sections run.
    pub direction: Direction,
    /// Which one this is, counted from 1.
    pub section: usize,
    /// How many there are.
    pub sections: usize,
    /// The version rows before this section.
    pub rows_before: BTreeSet<String>,
    /// The version rows after this section: those before until the last section.
    pub rows_after: BTreeSet<String>,
    /// The revision's file.
    pub source: Source,
    /// The section's marker in the file; none for a revision that has nothing to do here.
    pub marker: Option<Range<usize>>,
    /// The statements in the file.
    pub statements: Vec<Range<usize>>,
    /// Whether it runs in a transaction.
    pub transaction: bool,
    /// Whether foreign keys are off while it runs.
    pub foreign_keys_off: bool,
    /// The checksum of its statements.
    pub checksum: String,
    /// Where an earlier run of the section stopped.
    pub(super) resume: Option<ResumeAt>,
}

/// Where an earlier run of a section without a transaction stopped.
#[derive(Clone, Copy, Debug)]
pub(super) struct ResumeAt {
    /// The number of the section's row in the journal.
    pub id: i64,
    /// The heartbeat of that row.
    pub heartbeat: i64,
    /// How many statements are done.
    pub done: usize,
}

impl Unit {
    /// The statements as they are written, in order.
    pub fn sql(&self) -> impl Iterator<Item = &str> {
        self.statements
            .iter()
            .map(|span| self.source.text().get(span.clone()).unwrap_or_default())
    }

    /// The statement at an index.
    pub(super) fn statement(&self, index: usize) -> Option<&str> {
        let span = self.statements.get(index)?.clone();
        Some(self.source.text().get(span).unwrap_or_default())
    }

    /// The unit in a sentence: `section 1 of 2 of the upgrade to ae10…`.
    pub(super) fn describe(&self) -> String {
        let way = match self.direction {
            Direction::Upgrade => "upgrade to",
            Direction::Downgrade => "downgrade from",
        };
        match self.sections {
            1 => format!("the {way} {}", self.revision),
            sections => format!(
                "section {} of {sections} of the {way} {}",
                self.section, self.revision
            ),
        }
    }
}
