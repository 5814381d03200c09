//! Shapes of histories.

use clap::ValueEnum;

/// The shape of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// One line.
    Linear,
    /// A trunk that forks into two to four branches and merges again, once in twenty revisions.
    Dag,
}

/// For each revision the indices of its parents.
pub fn parents(shape: Shape, count: usize) -> Vec<Vec<usize>> {
    match shape {
        Shape::Linear => (0..count)
            .map(|index| index.checked_sub(1).into_iter().collect())
            .collect(),
        Shape::Dag => dag(count),
    }
}

/// How many merge points there are.
pub fn merges(parents: &[Vec<usize>]) -> usize {
    parents.iter().filter(|parents| parents.len() > 1).count()
}

/// From one merge point to the next.
const PERIOD: usize = 20;

fn dag(count: usize) -> Vec<Vec<usize>> {
    let mut random = Random(7);
    let mut all: Vec<Vec<usize>> = Vec::with_capacity(count);
    while all.len() + PERIOD <= count {
        let begin = all.len();
        let tip = begin.checked_sub(1);
        // The trunk, then branches that share what is left of the period, but for the merge point.
        let trunk = random.between(1, 4);
        for index in 0..trunk {
            let parent = if index == 0 { tip } else { Some(all.len() - 1) };
            all.push(parent.into_iter().collect());
        }
        let fork = all.len() - 1;
        let branches = random.between(2, 4);
        let mut ends = Vec::with_capacity(branches);
        for branch in 0..branches {
            let left = begin + PERIOD - 1 - all.len();
            let others = branches - branch - 1;
            let length = if others == 0 {
                left
            } else {
                random.between(1, (left - others).min(8))
            };
            let mut end = fork;
            for _ in 0..length {
                all.push(vec![end]);
                end = all.len() - 1;
            }
            ends.push(end);
        }
        all.push(ends);
    }
    while all.len() < count {
        all.push(all.len().checked_sub(1).into_iter().collect());
    }
    all
}

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn between(&mut self, low: usize, high: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        low + ((self.0 >> 33) as usize) % (high - low + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dag_merges_once_in_twenty_revisions_and_has_one_head() {
        for count in [1, 19, 100, 1_000, 10_000] {
            let graph = parents(Shape::Dag, count);
            assert_eq!((graph.len(), merges(&graph)), (count, count / PERIOD));
            let mut has_child = vec![false; count];
            for (index, parents) in graph.iter().enumerate() {
                for &parent in parents {
                    assert!(parent < index);
                    has_child[parent] = true;
                }
            }
            assert_eq!(has_child.iter().filter(|&&has| !has).count(), 1);
        }
    }
}
