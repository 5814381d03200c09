//! Which dependencies count: those that no ancestor has already declared.

use super::{Position, adjacency::Adjacency, position::positions};

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
    let mut search = Search {
        declarers: depends_on.reversed(),
        down,
        ranks,
        seen_in: vec![0; size],
        searches: 0,
    };
    let lowest: Vec<u32> = positions(size)
        .map(|at| {
            search
                .declarers
                .of(at)
                .iter()
                .map(|&at| search.rank(at))
                .min()
                .unwrap_or(0)
        })
        .collect();
    let lists: Vec<Vec<Position>> = positions(size)
        .map(|at| {
            let mut parents = down.of(at).to_vec();
            for &dependency in depends_on.of(at) {
                let declared = parents.contains(&dependency)
                    || search.is_declared_below(at, dependency, lowest[dependency.index()]);
                if !declared {
                    parents.push(dependency);
                }
            }
            parents
        })
        .collect();
    Adjacency::from_lists(lists.iter().map(Vec::as_slice))
}

struct Search<'a> {
    /// Who declares a dependency on a revision, in load order.
    declarers: Adjacency,
    down: &'a Adjacency,
    ranks: &'a [u32],
    /// Which search has seen a revision last.
    seen_in: Vec<u32>,
    searches: u32,
}

impl Search<'_> {
    fn rank(&self, position: Position) -> u32 {
        self.ranks[position.index()]
    }

    /// Whether an ancestor of `at` by `down_revision` declares `dependency`. `lowest` is the lowest
    /// rank of all who do.
    fn is_declared_below(&mut self, at: Position, dependency: Position, lowest: u32) -> bool {
        if self.rank(at) <= lowest {
            return false;
        }
        self.searches += 1;
        let mut stack = vec![at];
        while let Some(position) = stack.pop() {
            for &parent in self.down.of(position) {
                if self.declarers.of(dependency).binary_search(&parent).is_ok() {
                    return true;
                }
                let seen = self.seen_in[parent.index()] == self.searches;
                if self.rank(parent) > lowest && !seen {
                    self.seen_in[parent.index()] = self.searches;
                    stack.push(parent);
                }
            }
        }
        false
    }
}
