//! Where a revision stands in load order.

/// The place of a revision in load order, counted from 0; the key to everything in a
/// [`RevisionMap`](super::RevisionMap).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Position(pub(crate) u32);

impl Position {
    /// The index into arrays of revisions in load order.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}
