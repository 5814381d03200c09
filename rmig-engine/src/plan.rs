//! Plans: which revisions run, in which order, and what the version table holds after each.
//!
//! A plan comes from the revision graph and the version rows alone; it touches no database. After
//! every step the rows are the real heads of what is applied: one row for each applied revision
//! that nothing applied descends from or depends on.

mod downgrade;
mod stamp;
mod step;
mod upgrade;

#[cfg(test)]
mod law_tests;
#[cfg(test)]
mod tests;

pub use downgrade::{downgrade, downgrade_to};
pub use stamp::stamp;
pub use step::{Direction, StampStep, Step};
pub use upgrade::{upgrade, upgrade_to};

use crate::graph::{Position, PositionSet, RevisionMap};

/// The version rows as they change from step to step.
struct Rows<'a> {
    map: &'a RevisionMap,
    applied: PositionSet,
    /// Sorted, as they stand after the last step; at first, as they stand in the table.
    rows: Vec<String>,
    /// Positions of the minimal rows.
    tips: Vec<Position>,
}

impl<'a> Rows<'a> {
    fn new(map: &'a RevisionMap, current: &[Position]) -> Self {
        let applied = map.ancestors(current.iter().copied());
        let covered = |at: Position| {
            map.children_and_dependants(at)
                .iter()
                .any(|&child| applied.contains(child))
        };
        let tips = current.iter().copied().filter(|&at| !covered(at)).collect();
        let mut rows: Vec<String> = current.iter().map(|&at| map.id(at).to_owned()).collect();
        rows.sort_unstable();
        Self {
            map,
            applied,
            rows,
            tips,
        }
    }

    /// Runs one revision in one direction.
    fn step(&mut self, revision: Position, direction: Direction) -> Step {
        match direction {
            Direction::Upgrade => {
                self.applied.insert(revision);
                let covered = self.map.normalized_parents(revision);
                self.tips.retain(|tip| !covered.contains(tip));
                self.tips.push(revision);
            }
            Direction::Downgrade => {
                self.applied.remove(revision);
                self.tips.retain(|&tip| tip != revision);
                for &parent in self.map.normalized_parents(revision) {
                    let mut above = self.map.children_and_dependants(parent).iter();
                    if !above.any(|&child| self.applied.contains(child)) {
                        self.tips.push(parent);
                    }
                }
            }
        }
        let mut after: Vec<String> = self
            .tips
            .iter()
            .map(|&tip| self.map.id(tip).to_owned())
            .collect();
        after.sort_unstable();
        let rows_before = std::mem::replace(&mut self.rows, after.clone());
        Step {
            revision,
            direction,
            rows_before,
            rows_after: after,
        }
    }
}
