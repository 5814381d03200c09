//! Random graphs: the fast answers equal those of the definitions, written down naively.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{Position, PositionSet, Revision, RevisionMap};

/// Graphs of up to 24 revisions in a load order of their own, with parents and dependencies among
/// the revisions that were made before.
pub(crate) fn graphs() -> impl Strategy<Value = RevisionMap> {
    let links = (
        prop::collection::vec(0..24usize, 0..3),
        prop::collection::vec(0..24usize, 0..3),
    );
    let node = (links, prop::bool::weighted(0.15));
    (prop::collection::vec(node, 1..24), any::<u64>()).prop_map(|(nodes, seed)| {
        let name = |index: usize| format!("r{index:02}");
        let below = |index: usize, picks: &[usize]| -> Vec<String> {
            // Mostly recent ones, so that lines grow long.
            let picked = picks
                .iter()
                .filter(|_| index > 0)
                .map(|pick| index - 1 - (pick % index.min(4)));
            picked
                .collect::<BTreeSet<_>>()
                .into_iter()
                .map(name)
                .collect()
        };
        let mut revisions: Vec<Revision> = nodes
            .iter()
            .enumerate()
            .map(|(index, ((parents, needed), labelled))| Revision {
                id: name(index),
                down_revision: below(index, parents),
                depends_on: below(index, needed),
                branch_labels: labelled
                    .then(|| format!("label{index}"))
                    .into_iter()
                    .collect(),
            })
            .collect();
        // Load order says nothing about ancestry.
        revisions.sort_by_key(|revision| {
            let number: u64 = revision.id[1..].parse().unwrap();
            (number + 1).wrapping_mul(seed | 1) % 97
        });
        RevisionMap::new(revisions).unwrap()
    })
}

/// Everything below, by the definition: what is a parent of something below.
fn below(
    map: &RevisionMap,
    start: Position,
    parents: impl Fn(Position) -> Vec<Position>,
) -> PositionSet {
    let mut set = PositionSet::new(map.len());
    set.insert(start);
    loop {
        let more: Vec<_> = set
            .iter()
            .flat_map(&parents)
            .filter(|&at| !set.contains(at))
            .collect();
        if more.is_empty() {
            return set;
        }
        set.extend(more);
    }
}

fn all_parents(map: &RevisionMap) -> impl Fn(Position) -> Vec<Position> + '_ {
    |at| [map.parents(at), map.dependencies(at)].concat()
}

/// The order of `newest_first`, with the ancestors of each slot written out.
fn order(map: &RevisionMap, mut todo: PositionSet, tips: &[Position]) -> Vec<Position> {
    let ancestors = |at| below(map, at, |at| map.normalized_parents(at).to_vec());
    let mut slots: Vec<Position> = tips.to_vec();
    slots.sort_unstable();
    let (mut turn, mut listed) = (0, Vec::new());
    while let Some(&candidate) = slots.get(turn) {
        let above = |&slot: &usize| slot != turn && ancestors(slots[slot]).contains(candidate);
        if let Some(other) = (0..slots.len()).find(above) {
            turn = other;
            continue;
        }
        if todo.remove(candidate) {
            listed.push(candidate);
        }
        let next: Vec<_> = map
            .normalized_parents(candidate)
            .iter()
            .copied()
            .filter(|parent| todo.contains(*parent) && !slots.contains(parent))
            .collect();
        match next.split_first() {
            Some((&first, rest)) => {
                slots[turn] = first;
                slots.extend_from_slice(rest);
            }
            None => {
                slots.remove(turn);
                turn = turn.saturating_sub(1);
            }
        }
    }
    listed
}

/// The labels that reach each revision, spread one declaration after the other.
fn labels(map: &RevisionMap) -> Vec<BTreeSet<String>> {
    let mut reach = vec![BTreeSet::new(); map.len()];
    for at in map.positions() {
        let own = &map.revision(at).branch_labels;
        if own.is_empty() {
            continue;
        }
        let (mut seen, mut stack, mut last) = (BTreeSet::new(), vec![at], at);
        while let Some(above) = stack.pop() {
            if seen.insert(above) {
                stack.extend_from_slice(map.children(above));
                last = above;
            }
        }
        let mut below = Some(last);
        while let Some(at) = below.take()
            && map.children_and_dependants(at).len() < 2
            && map.parents(at).len() < 2
        {
            seen.insert(at);
            below = map.parents(at).first().copied();
        }
        // What has reached this revision from others goes along.
        reach[at.index()].extend(own.iter().cloned());
        let along = reach[at.index()].clone();
        for at in seen {
            reach[at.index()].extend(along.iter().cloned());
        }
    }
    reach
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn walks_equal_their_definitions(map in graphs()) {
        for at in map.positions() {
            prop_assert_eq!(map.ancestors([at]), below(&map, at, all_parents(&map)));
            prop_assert_eq!(
                map.ancestors_by_parents([at]),
                below(&map, at, |at| map.parents(at).to_vec())
            );
            for other in map.positions() {
                let up = map.ancestors([at]).contains(other);
                prop_assert_eq!(map.descendants([other]).contains(at), up);
                let up = map.ancestors_by_parents([at]).contains(other);
                prop_assert_eq!(map.descendants_by_parents([other]).contains(at), up);
            }
        }
    }

    #[test]
    fn a_dependency_counts_unless_an_ancestor_declares_it(map in graphs()) {
        for at in map.positions() {
            let mut ancestors = map.ancestors_by_parents([at]);
            ancestors.remove(at);
            let declared = |dependency: Position| {
                ancestors.iter().any(|ancestor| map.dependencies(ancestor).contains(&dependency))
            };
            let mut expected = map.parents(at).to_vec();
            for &dependency in map.dependencies(at) {
                if !expected.contains(&dependency) && !declared(dependency) {
                    expected.push(dependency);
                }
            }
            prop_assert_eq!(map.normalized_parents(at), expected);
        }
    }

    #[test]
    fn heads_and_points_equal_their_definitions(map in graphs()) {
        for at in map.positions() {
            let children = map.positions().filter(|&other| map.parents(other).contains(&at)).count();
            let dependants = map.positions().filter(|&other| map.dependencies(other).contains(&at)).count();
            prop_assert_eq!(map.is_head(at), children == 0);
            prop_assert_eq!(map.is_real_head(at), children + dependants == 0);
            prop_assert_eq!(map.is_branch_point(at), children > 1);
            prop_assert_eq!(map.heads().contains(&at), children == 0);
        }
    }

    #[test]
    fn labels_reach_what_their_definition_says(map in graphs()) {
        let expected = labels(&map);
        for at in map.positions() {
            let expected: Vec<_> = expected[at.index()].iter().map(String::as_str).collect();
            prop_assert_eq!(map.branch_labels(at), expected);
        }
    }

    #[test]
    fn the_order_equals_its_definition_and_lists_everything_once(map in graphs()) {
        let listed = map.all_newest_first();
        let mut all = PositionSet::new(map.len());
        all.extend(map.positions());
        prop_assert_eq!(&listed, &order(&map, all, map.real_heads()));
        for (index, &at) in listed.iter().enumerate() {
            let later = &listed[index + 1..];
            for parent in all_parents(&map)(at) {
                prop_assert!(later.contains(&parent), "{} before {}", map.id(at), map.id(parent));
            }
        }
        prop_assert_eq!(listed.len(), map.len());
    }
}
