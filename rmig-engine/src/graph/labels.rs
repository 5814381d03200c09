//! How branch labels spread from the revisions that declare them.

use std::collections::BTreeMap;

use super::{Position, adjacency::Adjacency};

/// The labels that reach each revision. Revisions that the same labels reach share one list, so
/// that many labels on a long line cost no more than the line.
#[derive(Clone, Debug)]
pub(super) struct BranchLabels {
    /// Every label, sorted.
    names: Vec<String>,
    /// Lists of labels, by their place in `names`, sorted; the first one is empty.
    lists: Vec<Vec<u32>>,
    /// Which list each revision has.
    list_of: Vec<u32>,
}

impl BranchLabels {
    /// Spreads `labels`. `order` has each revision after its parents.
    ///
    /// A label goes to everything that descends from its revision, and from the last of these that a
    /// depth-first walk meets, down along `down_revision`, as long as no revision branches (dependants
    /// counted) or merges there. So on a line without branches it reaches the whole line. That
    /// amounts to this: it begins at the [foot](feet) of its revision and goes to all that descends
    /// from there.
    pub(super) fn spread(
        labels: &BTreeMap<String, Position>,
        order: &[Position],
        down: &Adjacency,
        children: &Adjacency,
        all_children: &Adjacency,
    ) -> Self {
        let mut list_of = vec![0; order.len()];
        let mut lists: Vec<Vec<u32>> = vec![Vec::new()];
        if !labels.is_empty() {
            let feet = feet(order, down, children, all_children);
            let mut begins: BTreeMap<Position, Vec<u32>> = BTreeMap::new();
            for (number, at) in labels.values().enumerate() {
                begins
                    .entry(feet[at.index()])
                    .or_default()
                    .push(number as u32);
            }
            for &at in order {
                let mut from: Vec<u32> = down
                    .of(at)
                    .iter()
                    .map(|parent| list_of[parent.index()])
                    .collect();
                from.sort_unstable();
                from.dedup();
                let own = begins.get(&at);
                list_of[at.index()] = match (from.as_slice(), own) {
                    ([], None) => 0,
                    ([one], None) => *one,
                    _ => {
                        let inherited = from.iter().flat_map(|&list| &lists[list as usize]);
                        let mut list: Vec<u32> = inherited
                            .chain(own.into_iter().flatten())
                            .copied()
                            .collect();
                        list.sort_unstable();
                        list.dedup();
                        let known = from.iter().find(|&&known| lists[known as usize] == list);
                        known.copied().unwrap_or_else(|| {
                            lists.push(list);
                            lists.len() as u32 - 1
                        })
                    }
                };
            }
        }
        Self {
            names: labels.keys().cloned().collect(),
            lists,
            list_of,
        }
    }

    /// The labels that reach `position`, sorted.
    pub(super) fn of(&self, position: Position) -> impl ExactSizeIterator<Item = &str> {
        self.lists[self.list_of[position.index()] as usize]
            .iter()
            .map(|&number| self.names[number as usize].as_str())
    }
}

/// For each revision the lowest one that its labels reach: itself, or if a line without branches
/// and merges leads up from it to a head, the last revision of that line downwards.
fn feet(
    order: &[Position],
    down: &Adjacency,
    children: &Adjacency,
    all_children: &Adjacency,
) -> Vec<Position> {
    let forks = |at: Position| all_children.of(at).len() > 1;
    // Whether the way down from the head above arrives at a revision and leaves it again.
    let mut leads_up = vec![false; order.len()];
    for &at in order.iter().rev() {
        leads_up[at.index()] = !forks(at)
            && match children.of(at) {
                [] => true,
                [child] => down.of(*child).len() == 1 && leads_up[child.index()],
                _ => false,
            };
    }
    let mut feet: Vec<Position> = (0..order.len() as u32).map(Position).collect();
    for &at in order {
        if let ([parent], true) = (down.of(at), leads_up[at.index()])
            && leads_up[parent.index()]
            && down.of(*parent).len() < 2
        {
            feet[at.index()] = feet[parent.index()];
        }
    }
    feet
}
