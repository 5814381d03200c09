//! Small graphs, drawn, with what has to come out.

use super::{GraphProblem, Revision, RevisionMap};

/// `b1(dep1,dep2)[label]: a, x` on each line; load order is line order.
pub(crate) fn revisions(text: &str) -> Vec<Revision> {
    let list = |words: &str| {
        words
            .split(',')
            .map(|word| word.trim().to_owned())
            .filter(|w| !w.is_empty())
            .collect()
    };
    let between = |line: &str, open: char, close: char| match line.split_once(open) {
        Some((_, rest)) => list(rest.split_once(close).map_or("", |(inner, _)| inner)),
        None => Vec::new(),
    };
    text.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .map(|line| {
            let (name, parents) = line.split_once(':').unwrap_or((line, ""));
            Revision {
                id: name
                    .split(['(', '['])
                    .next()
                    .unwrap_or_default()
                    .trim()
                    .to_owned(),
                down_revision: list(parents),
                depends_on: between(name, '(', ')'),
                branch_labels: between(name, '[', ']'),
            }
        })
        .collect()
}

pub(crate) fn graph(text: &str) -> RevisionMap {
    RevisionMap::new(revisions(text)).unwrap()
}

fn problems(text: &str) -> Vec<String> {
    let problems = RevisionMap::new(revisions(text)).unwrap_err().0;
    problems.iter().map(ToString::to_string).collect()
}

#[test]
fn a_diamond_has_one_head_a_branch_point_and_a_merge_point() {
    let map = graph("a\n b1: a\n b2: a\n m: b1, b2\n z: m");
    assert_eq!(map.ids(map.heads()), ["z"]);
    assert_eq!(map.ids(map.bases()), ["a"]);
    let points = |is: fn(&RevisionMap, super::Position) -> bool| {
        map.positions()
            .filter(|&at| is(&map, at))
            .map(|at| map.id(at))
            .collect::<Vec<_>>()
    };
    assert_eq!(points(RevisionMap::is_branch_point), ["a"]);
    assert_eq!(points(RevisionMap::is_merge_point), ["m"]);
    assert_eq!(
        map.ids(&map.all_newest_first()),
        ["z", "m", "b1", "b2", "a"]
    );
}

#[test]
fn a_head_that_is_depended_on_is_no_real_head() {
    let map = graph("a1\n a2: a1\n b1(a2)\n b2: b1");
    assert_eq!(map.ids(map.heads()), ["a2", "b2"]);
    assert_eq!(map.ids(map.real_heads()), ["b2"]);
}

#[test]
fn a_dependency_that_an_ancestor_declares_is_not_counted_again() {
    let map = graph("a\n b1(a)\n b2: b1\n b3(a): b2\n c(a)");
    let at = |id| map.find(id).unwrap();
    assert_eq!(map.ids(map.normalized_parents(at("b3"))), ["b2"]);
    assert_eq!(map.ids(map.normalized_parents(at("b1"))), ["a"]);
    assert_eq!(map.ids(map.normalized_parents(at("c"))), ["a"]);
    assert_eq!(map.ids(map.dependencies(at("b3"))), ["a"]);
}

#[test]
fn a_label_reaches_its_whole_line_and_stops_at_a_branch_point() {
    let map = graph("a\n b\n b1: b\n b2[L]: b1\n b3: b2\n c1: b\n");
    let with: Vec<_> = map
        .positions()
        .filter(|&at| !map.branch_labels(at).is_empty())
        .map(|at| map.id(at))
        .collect();
    assert_eq!(with, ["b1", "b2", "b3"]);
}

#[test]
fn everything_wrong_is_said_at_once() {
    assert_eq!(
        problems("a-b\n b: bbase\n bbaseline\n c: c\n d[x]\n e[x, b]\n b\n"),
        [
            r#"revision identifier "a-b" has '-' in it, which symbols need"#,
            r#"revision "b" refers to "bbase", which is not present"#,
            r#"revision "c" revises itself"#,
            r#"branch label "x" is declared more than once"#,
            r#"branch label "b" is also the identifier of a revision"#,
            r#"revision "b" is present more than once"#,
        ]
    );
}

#[test]
fn a_cycle_is_found_between_a_base_and_a_head_too() {
    assert_eq!(
        problems("base0\n a: base0, b\n b: a\n h: b"),
        ["cycle in revisions a -> b -> a"]
    );
    assert_eq!(
        problems("a: c\n b: a\n c: b\n d: c"),
        ["cycle in revisions a -> c -> b -> a"]
    );
    assert_eq!(
        problems("r\n a(b): r\n b(a): r\n x: y\n y: x"),
        [
            "dependency cycle in revisions a -> b -> a",
            "cycle in revisions x -> y -> x"
        ]
    );
}

#[test]
fn missing_parents_are_hinted_by_prefix_and_by_likeness() {
    let missing = |text: &str| match &RevisionMap::new(revisions(text)).unwrap_err().0[..] {
        [GraphProblem::MissingRevision { near, .. }] => near.clone(),
        other => panic!("{other:?}"),
    };
    assert_eq!(
        missing("ae1027a6acf1\n b: ae10").as_deref(),
        Some("ae1027a6acf1")
    );
    assert_eq!(
        missing("ae1027a6acf1\n b: ae1027a6acf2").as_deref(),
        Some("ae1027a6acf1")
    );
    assert_eq!(missing("ae1027a6acf1\n b: zzz").as_deref(), None);
}

#[test]
fn a_hundred_thousand_revisions_need_no_stack() {
    let text: String = (0..100_000)
        .map(|i| {
            if i == 0 {
                "r0\n".to_owned()
            } else {
                format!("r{i}: r{}\n", i - 1)
            }
        })
        .collect();
    let map = graph(&text);
    assert_eq!(map.all_newest_first().len(), 100_000);
    assert_eq!(
        map.version_rows(&map.ancestors(map.heads().to_vec())),
        ["r99999"]
    );
}
