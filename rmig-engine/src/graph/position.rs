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

/// Every position of a graph of `size` revisions, in load order.
pub(super) fn positions(size: usize) -> impl DoubleEndedIterator<Item = Position> {
    (0..size as u32).map(Position)
}
