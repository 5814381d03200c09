//! How branch labels spread from the revisions that declare them.

use super::{Position, Revision, adjacency::Adjacency, walk};

/// For each position the labels that reach it, sorted.
///
/// A label goes to everything that descends from its revision, and from the last of these that a
/// depth-first walk meets, down along `down_revision`, as long as no revision branches (dependants
/// counted) or merges there. So on a line without branches it reaches the whole line.
pub(super) fn spread(
    revisions: &[Revision],
    down: &Adjacency,
    children: &Adjacency,
    all_children: &Adjacency,
) -> Vec<Vec<String>> {
    let size = revisions.len();
    let mut reach: Vec<Vec<String>> = revisions
        .iter()
        .map(|revision| revision.branch_labels.clone())
        .collect();
    for (index, revision) in revisions.iter().enumerate() {
        if revision.branch_labels.is_empty() {
            continue;
        }
        let start = Position(index as u32);
        // What has reached this revision from others spreads with its own labels.
        let labels = reach[index].clone();
        let branch = walk::depth_first(size, start, |at| children.of(at));
        for &position in &branch {
            add(&mut reach[position.index()], &labels);
        }
        let mut at = branch.last().copied().unwrap_or(start);
        while all_children.of(at).len() < 2 {
            match down.of(at) {
                [] => {
                    add(&mut reach[at.index()], &labels);
                    break;
                }
                [parent] => {
                    add(&mut reach[at.index()], &labels);
                    at = *parent;
                }
                _ => break,
            }
        }
    }
    for labels in &mut reach {
        labels.sort_unstable();
        labels.dedup();
    }
    reach
}

fn add(reached: &mut Vec<String>, labels: &[String]) {
    for label in labels {
        if !reached.contains(label) {
            reached.push(label.clone());
        }
    }
}
