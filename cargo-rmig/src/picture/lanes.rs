//! Where revisions and edges go: each row holds one revision, each lane one line down.

use super::Edge;

/// A lane for each revision and for each edge; lanes are counted from 0.
pub(super) struct Lanes {
    pub(super) nodes: Vec<usize>,
    pub(super) edges: Vec<usize>,
    /// How many there are.
    pub(super) count: usize,
}

impl Lanes {
    /// Lays out `nodes` rows, newest first; `edges` are in the order of their children.
    pub(super) fn new(nodes: usize, edges: &[Edge]) -> Self {
        // Which revision the line in each lane leads to.
        let mut open: Vec<Option<usize>> = Vec::new();
        let mut lanes = Self {
            nodes: Vec::with_capacity(nodes),
            edges: Vec::new(),
            count: 0,
        };
        let mut rest = edges.iter().peekable();
        for node in 0..nodes {
            let own = open
                .iter()
                .position(|lane| *lane == Some(node))
                .unwrap_or_else(|| free(&mut open));
            for lane in &mut open {
                if *lane == Some(node) {
                    *lane = None;
                }
            }
            lanes.nodes.push(own);
            // The first parent goes on in the same lane, unless a line leads to it already.
            while let Some(edge) = rest.next_if(|edge| edge.child == node) {
                let known = open.iter().position(|lane| *lane == Some(edge.parent));
                let lane = known.unwrap_or_else(|| match open.get(own) {
                    Some(None) => own,
                    _ => free(&mut open),
                });
                if let Some(open) = open.get_mut(lane) {
                    *open = Some(edge.parent);
                }
                lanes.edges.push(lane);
            }
            lanes.count = lanes.count.max(open.len());
        }
        lanes
    }
}

/// The first lane without a line, a new one if need be.
fn free(open: &mut Vec<Option<usize>>) -> usize {
    open.iter().position(Option::is_none).unwrap_or_else(|| {
        open.push(None);
        open.len() - 1
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edges(list: &[(usize, usize)]) -> Vec<Edge> {
        let edge = |&(child, parent)| Edge {
            child,
            parent,
            is_dependency: false,
        };
        list.iter().map(edge).collect()
    }

    #[test]
    fn a_diamond_takes_two_lanes_and_a_line_one() {
        let lanes = Lanes::new(4, &edges(&[(0, 1), (0, 2), (1, 3), (2, 3)]));
        assert_eq!(
            (lanes.nodes, lanes.edges, lanes.count),
            (vec![0, 0, 1, 0], vec![0, 1, 0, 0], 2)
        );
        let lanes = Lanes::new(3, &edges(&[(0, 1), (1, 2)]));
        assert_eq!((lanes.nodes, lanes.count), (vec![0, 0, 0], 1));
    }

    #[test]
    fn branches_without_a_common_base_stand_apart_or_follow_each_other() {
        assert_eq!(Lanes::new(2, &[]).nodes, [0, 0]);
        assert_eq!(Lanes::new(4, &edges(&[(0, 3), (1, 2)])).nodes, [0, 1, 1, 0]);
    }
}
