//! Walks over the graph: everything that can be reached along some edges.

use super::{Position, PositionSet};

/// Everything that `edges` lead to from `starts`, the starts included.
pub(super) fn reachable<'a>(
    size: usize,
    starts: impl IntoIterator<Item = Position>,
    edges: impl Fn(Position) -> &'a [Position],
) -> PositionSet {
    let mut seen = PositionSet::new(size);
    let mut stack: Vec<Position> = starts
        .into_iter()
        .filter(|&start| seen.insert(start))
        .collect();
    while let Some(position) = stack.pop() {
        stack.extend(
            edges(position)
                .iter()
                .copied()
                .filter(|&next| seen.insert(next)),
        );
    }
    seen
}
