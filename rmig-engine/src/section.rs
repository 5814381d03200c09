//! Sections: the parts of a `.sql` revision that run, each a transaction unit of its own.

mod check;
mod key;
mod marker;
mod parse;
mod select;
mod shell;
mod whole;

pub use check::check;
pub use marker::{Marker, is_marker_line};
pub use parse::{ScanRulesOf, parse};
pub use select::select;

use std::ops::Range;

use crate::plan::Direction;

/// One `-- rmig: upgrade …` or `-- rmig: downgrade …` part of a revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// What the marker says.
    pub marker: Marker,
    /// The statements, byte ranges of the file without their semicolons.
    pub statements: Vec<Range<usize>>,
}

impl Section {
    /// Whether the section belongs to `direction`.
    #[must_use]
    pub fn is(&self, direction: Direction) -> bool {
        self.marker.direction == direction
    }
}

#[cfg(test)]
mod tests;
