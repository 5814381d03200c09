//! How the journal stands in a text.

/// The name of the journal's table.
pub const TABLE: &str = "rmig_journal";

/// What differs between two runs that did the same.
const VOLATILE: [&str; 5] = [
    "id",
    "heartbeat",
    "started_at",
    "finished_at",
    "duration_ms",
];

/// How the rows of `rmig_journal` stand in a text.
#[derive(Clone, Copy, Debug)]
pub enum Journal<'a> {
    /// As they are.
    Whole,
    /// In the order of their ids, without ids, heartbeats, times and durations; NULL is still seen.
    Timeless,
    /// As [`Timeless`](Self::Timeless), and without these columns too.
    Without(&'a [&'a str]),
    /// Not at all, nor the table.
    LeftOut,
}

impl Journal<'_> {
    /// Whether the table is part of the text.
    pub(super) fn has(self, table: &str) -> bool {
        table != TABLE || !matches!(self, Self::LeftOut)
    }

    /// Whether a column's values are hidden.
    pub(super) fn hides(self, column: &str) -> bool {
        match self {
            Self::Whole | Self::LeftOut => false,
            Self::Timeless => VOLATILE.contains(&column),
            Self::Without(others) => VOLATILE.contains(&column) || others.contains(&column),
        }
    }
}
