//! The worked examples of Alembic's behaviour, as plans.

use super::*;
use crate::graph::tests::graph;

fn strings(rows: &[&str]) -> Vec<String> {
    rows.iter().map(|&row| row.to_owned()).collect()
}

fn shown(map: &RevisionMap, steps: &[Step]) -> String {
    let shown: Vec<_> = steps
        .iter()
        .map(|step| format!("{}{{{}}}", map.id(step.revision), step.rows_after.join(",")))
        .collect();
    shown.join(" ")
}

fn up(map: &RevisionMap, rows: &[&str], target: &str) -> String {
    shown(
        map,
        &upgrade(map, &strings(rows), &target.parse().unwrap()).unwrap(),
    )
}

fn down(map: &RevisionMap, rows: &[&str], target: &str) -> String {
    match downgrade(map, &strings(rows), &target.parse().unwrap()) {
        Ok(steps) => shown(map, &steps),
        Err(error) => miette::Diagnostic::code(&error).unwrap().to_string(),
    }
}

fn stamped(map: &RevisionMap, rows: &[&str], targets: &[&str]) -> String {
    let targets: Vec<_> = targets
        .iter()
        .map(|target| target.parse().unwrap())
        .collect();
    let steps = stamp(map, &strings(rows), &targets).unwrap();
    let shown: Vec<_> = steps
        .iter()
        .map(|step| format!("{{{}}}", step.rows_after.join(",")))
        .collect();
    shown.join(" ")
}

#[test]
fn a_line() {
    let map = graph("a\n b: a\n c: b\n d: c");
    assert_eq!(up(&map, &[], "+2"), "a{a} b{b}");
    assert_eq!(up(&map, &["c"], "a"), "");
    assert_eq!(down(&map, &["b"], "-1"), "b{a}");
    assert_eq!(down(&map, &["b"], "base"), "b{a} a{}");
    assert_eq!(down(&map, &["b"], "b"), "");
    assert_eq!(down(&map, &["b"], "c"), "not-a-downgrade-target");
    assert_eq!(down(&map, &["b"], "-3"), "relative-too-far");
}

#[test]
fn a_diamond() {
    let map = graph("a\n b1: a\n b2: a\n m: b1, b2\n z: m");
    assert_eq!(up(&map, &[], "head"), "a{a} b2{b2} b1{b1,b2} m{m} z{z}");
    assert_eq!(down(&map, &["z"], "a"), "z{m} m{b1,b2} b1{b2} b2{a}");
    assert_eq!(down(&map, &["z"], "b1"), "z{m} m{b1,b2}");
    assert_eq!(down(&map, &["z"], "b1@a"), "z{m} m{b1,b2} b1{b2}");
    assert_eq!(
        down(&map, &["z"], "b2@base"),
        "z{m} m{b1,b2} b1{b2} b2{a} a{}"
    );
    assert_eq!(down(&map, &["m"], "-1"), "ambiguous-walk");
    assert_eq!(stamped(&map, &["b1", "b2"], &["a"]), "{a}");
    assert_eq!(stamped(&map, &["z"], &["b1"]), "{b1}");
    assert_eq!(stamped(&map, &["b1"], &["b2"]), "{b1,b2}");
    assert_eq!(stamped(&map, &["z"], &["b1", "b2"]), "{b1} {b1,b2}");
}

#[test]
fn two_roots() {
    let map = graph("x1[X]\n x2: x1\n x3: x2\n y1[Y]\n y2: y1\n y3: y2");
    assert_eq!(
        up(&map, &[], "heads"),
        "y1{y1} y2{y2} y3{y3} x1{x1,y3} x2{x2,y3} x3{x3,y3}"
    );
    assert_eq!(down(&map, &["x3", "y3"], "X@-1"), "x3{x2,y3}");
    assert_eq!(
        down(&map, &["x2", "y3"], "Y@base"),
        "y3{x2,y2} y2{x2,y1} y1{x2}"
    );
    assert_eq!(up(&map, &["x2"], "Y@+1"), "y1{x2,y1}");
    assert_eq!(
        stamped(&map, &["x2", "y2"], &["X@head", "Y@head"]),
        "{x3} {x3,y3}"
    );
    assert_eq!(stamped(&map, &["x2", "y2"], &["x2", "Y@head"]), "{x2,y3}");
    assert_eq!(stamped(&map, &["x2", "y2"], &["Y@base"]), "{x2}");
    assert_eq!(down(&map, &["x1", "y1"], "-1"), "ambiguous-current");
}

#[test]
fn dependencies() {
    let map = graph("a1[A]\n a2: a1\n a3: a2\n b1[B]\n b2(a2): b1\n b3: b2");
    assert_eq!(
        up(&map, &[], "B@head"),
        "a1{a1} a2{a2} b1{a2,b1} b2{b2} b3{b3}"
    );
    assert_eq!(down(&map, &["b3"], "B@-1"), "b3{b2}");
    assert_eq!(down(&map, &["b2"], "B@-1"), "b2{a2,b1}");
    assert_eq!(up(&map, &["a2", "b1"], "heads"), "b2{b2} b3{b3} a3{a3,b3}");
    assert_eq!(
        down(&map, &["a3", "b3"], "a1"),
        "a3{b3} b3{b2} b2{a2,b1} a2{a1,b1}"
    );
    assert_eq!(
        down(&map, &["a3", "b3"], "B@base"),
        "b3{a3,b2} b2{a3,b1} b1{a3}"
    );
    assert_eq!(down(&map, &["a3", "b3"], "A@a2"), "a3{b3}");
}

#[test]
fn a_row_that_another_row_implies_is_healed_by_the_first_step() {
    let map = graph("a\n b: a\n c: b");
    let steps = upgrade(&map, &strings(&["a", "b"]), &"head".parse().unwrap()).unwrap();
    assert_eq!(steps[0].rows_before, ["a", "b"]);
    assert_eq!(steps[0].rows_after, ["c"]);
    assert_eq!(down(&map, &["a", "b"], "-1"), "ambiguous-current");
    assert_eq!(down(&map, &["a", "b"], "a"), "b{a}");
}
