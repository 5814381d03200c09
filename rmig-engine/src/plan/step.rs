//! One revision to run or to stamp, with the version rows around it.

use serde::Serialize;

use crate::graph::Position;

/// The way a step goes through the revision graph.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Direction {
    /// The revision's `upgrade` sections run.
    Upgrade,
    /// The revision's `downgrade` sections run.
    Downgrade,
}

impl Direction {
    /// The word in section markers, the journal and messages.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Upgrade => "upgrade",
            Self::Downgrade => "downgrade",
        }
    }
}

/// One revision to upgrade to, or to downgrade from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The revision whose sections run.
    pub revision: Position,
    /// Which of its sections run.
    pub direction: Direction,
    /// The version rows that have to stand before the first section, sorted.
    pub rows_before: Vec<String>,
    /// The version rows that stand after the last section, sorted.
    pub rows_after: Vec<String>,
}

/// One destination of a `stamp`: version rows change, nothing runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StampStep {
    /// The rows that the destination replaces.
    pub from: Vec<String>,
    /// The destination; none is `base`.
    pub to: Option<String>,
    /// The version rows before, sorted.
    pub rows_before: Vec<String>,
    /// The version rows after, sorted.
    pub rows_after: Vec<String>,
}
