//! Edges from each revision to some others, stored flat.

use super::Position;

/// For each position a slice of positions, all in one allocation.
#[derive(Clone, Debug, Default)]
pub(super) struct Adjacency {
    /// Where the slice of each position begins; one more than there are positions.
    starts: Vec<u32>,
    targets: Vec<Position>,
}

impl Adjacency {
    /// Flattens one list for each position.
    pub(super) fn from_lists<'a>(lists: impl Iterator<Item = &'a [Position]>) -> Self {
        let mut adjacency = Self {
            starts: vec![0],
            targets: Vec::new(),
        };
        for list in lists {
            adjacency.targets.extend_from_slice(list);
            adjacency.starts.push(adjacency.targets.len() as u32);
        }
        adjacency
    }

    /// The edges turned around; the new slices are in load order of what they hold.
    pub(super) fn reversed(&self) -> Self {
        let size = self.starts.len() - 1;
        let mut starts = vec![0u32; size + 1];
        for target in &self.targets {
            starts[target.index() + 1] += 1;
        }
        for index in 0..size {
            starts[index + 1] += starts[index];
        }
        let mut next = starts.clone();
        let mut targets = vec![Position(0); self.targets.len()];
        for source in 0..size as u32 {
            for target in self.of(Position(source)) {
                let slot = &mut next[target.index()];
                targets[*slot as usize] = Position(source);
                *slot += 1;
            }
        }
        Self { starts, targets }
    }

    /// Where the edges of `position` lead.
    pub(super) fn of(&self, position: Position) -> &[Position] {
        let index = position.index();
        &self.targets[self.starts[index] as usize..self.starts[index + 1] as usize]
    }
}
