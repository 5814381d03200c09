//! Finds circles in the graph.

use super::{Position, PositionSet, adjacency::Adjacency, position::positions};

/// Positions so that each comes after everything its edges lead to; what is on a circle, or can
/// only be left through one, is missing.
pub(super) fn parents_first(
    size: usize,
    parents: &Adjacency,
    children: &Adjacency,
) -> Vec<Position> {
    let mut open: Vec<usize> = positions(size).map(|at| parents.of(at).len()).collect();
    let mut order: Vec<Position> = positions(size).filter(|at| open[at.index()] == 0).collect();
    let mut done = 0;
    while let Some(&position) = order.get(done) {
        done += 1;
        for &child in children.of(position) {
            open[child.index()] -= 1;
            if open[child.index()] == 0 {
                order.push(child);
            }
        }
    }
    order
}

/// Circles along `parents`, each as its members in the order of the edges; none share a member,
/// and every circle of the graph shares a member with one of them.
pub(super) fn cycles(size: usize, parents: &Adjacency, children: &Adjacency) -> Vec<Vec<Position>> {
    let mut left = PositionSet::new(size);
    left.extend(positions(size));
    for position in parents_first(size, parents, children) {
        left.remove(position);
    }
    let mut found = Vec::new();
    loop {
        let Some(start) = left.iter().next() else {
            return found;
        };
        let mut path = vec![start];
        let mut on_path = PositionSet::new(size);
        on_path.insert(start);
        let mut at = start;
        while let Some(&parent) = parents.of(at).iter().find(|&&parent| left.contains(parent)) {
            if !on_path.insert(parent) {
                let from = path
                    .iter()
                    .position(|&member| member == parent)
                    .unwrap_or(0);
                let mut circle = path.split_off(from);
                let smallest = (0..circle.len()).min_by_key(|&i| circle[i]).unwrap_or(0);
                circle.rotate_left(smallest);
                for &member in &circle {
                    left.remove(member);
                }
                found.push(circle);
                break;
            }
            path.push(parent);
            at = parent;
        }
        // What led there and has no other parent left is on no circle; nearest first, so that a
        // long way in is cleared at once.
        for position in path.into_iter().rev() {
            if !parents
                .of(position)
                .iter()
                .any(|&parent| left.contains(parent))
            {
                left.remove(position);
            }
        }
    }
}
