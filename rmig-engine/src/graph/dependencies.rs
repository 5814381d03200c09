//! Which dependencies count: those that no ancestor has already declared.

use super::{Position, PositionSet, adjacency::Adjacency};

/// For each position its `down_revision`, then those of its dependencies that none of its
/// ancestors by `down_revision` declares as well.
///
/// `ranks` gives each revision a number above those of its parents, so that the search can stop
/// early: what ranks below every other declarer has none among its ancestors.
pub(super) fn normalized_parents(
    size: usize,
    down: &Adjacency,
    depends_on: &Adjacency,
    ranks: &[u32],
) -> Adjacency {
    let declarers = depends_on.reversed();
    let lists: Vec<Vec<Position>> = super::position::positions(size)
        .map(|at| {
            let mut parents = down.of(at).to_vec();
            for &dependency in depends_on.of(at) {
                let declared = parents.contains(&dependency)
                    || is_declared_below(at, declarers.of(dependency), size, down, ranks);
                if !declared {
                    parents.push(dependency);
                }
            }
            parents
        })
        .collect();
    Adjacency::from_lists(lists.iter().map(Vec::as_slice))
}

/// Whether an ancestor of `at` by `down_revision` is one of `declarers`.
fn is_declared_below(
    at: Position,
    declarers: &[Position],
    size: usize,
    down: &Adjacency,
    ranks: &[u32],
) -> bool {
    let rank = |position: Position| ranks[position.index()];
    let others = || declarers.iter().filter(|&&other| rank(other) < rank(at));
    let Some(lowest) = others().map(|&other| rank(other)).min() else {
        return false;
    };
    let mut seen = PositionSet::new(size);
    let mut stack = vec![at];
    while let Some(position) = stack.pop() {
        for &parent in down.of(position) {
            if declarers.contains(&parent) {
                return true;
            }
            if rank(parent) > lowest && seen.insert(parent) {
                stack.push(parent);
            }
        }
    }
    false
}
