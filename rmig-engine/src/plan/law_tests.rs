//! The laws of plans over random graphs.

use proptest::prelude::*;

use super::*;
use crate::{
    graph::naive_tests::graphs,
    symbol::{DowngradeTarget, Symbol},
};

/// Version rows after everything below `picks` is applied.
fn rows_below(map: &RevisionMap, picks: &[usize]) -> Vec<String> {
    let picked = picks
        .iter()
        .filter_map(|pick| map.positions().nth(pick % map.len()));
    map.version_rows(&map.ancestors(picked))
}

/// That each step begins with the rows that the one before left, and ends with the real heads of
/// what is applied.
fn check_rows(map: &RevisionMap, start: &[String], steps: &[Step]) -> Result<(), TestCaseError> {
    let mut rows = start.to_vec();
    let mut applied = map.ancestors(start.iter().filter_map(|row| map.find(row)));
    for step in steps {
        prop_assert_eq!(&step.rows_before, &rows);
        match step.direction {
            Direction::Upgrade => prop_assert!(applied.insert(step.revision)),
            Direction::Downgrade => prop_assert!(applied.remove(step.revision)),
        };
        rows.clone_from(&step.rows_after);
        prop_assert_eq!(&rows, &map.version_rows(&applied));
        let tips = rows.iter().filter_map(|row| map.find(row));
        prop_assert_eq!(&map.ancestors(tips), &applied, "a gap is left");
    }
    Ok(())
}

fn symbol(id: &str) -> Symbol {
    id.parse().unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_upgrade_applies_what_the_target_needs(map in graphs(), picks in prop::collection::vec(0..24usize, 0..3), target in 0..24usize) {
        let rows = rows_below(&map, &picks);
        let target = map.positions().nth(target % map.len()).unwrap();
        let steps = upgrade(&map, &rows, &symbol(map.id(target))).unwrap();
        check_rows(&map, &rows, &steps)?;
        let after = steps.last().map_or(rows.clone(), |step| step.rows_after.clone());
        let applied = map.ancestors(after.iter().filter_map(|row| map.find(row)));
        let mut expected = map.ancestors(rows.iter().filter_map(|row| map.find(row)));
        expected.extend(map.ancestors([target]).iter());
        prop_assert_eq!(applied, expected);
        prop_assert!(upgrade(&map, &after, &symbol(map.id(target))).unwrap().is_empty());
    }

    #[test]
    fn a_downgrade_to_base_undoes_an_upgrade_to_the_heads(map in graphs()) {
        let up = upgrade(&map, &[], &Symbol::heads()).unwrap();
        check_rows(&map, &[], &up)?;
        prop_assert_eq!(up.len(), map.len());
        let top = up.last().unwrap().rows_after.clone();
        let down = downgrade(&map, &top, &Symbol::base()).unwrap();
        check_rows(&map, &top, &down)?;
        prop_assert_eq!(down.len(), map.len());
        prop_assert!(down.last().unwrap().rows_after.is_empty());
    }

    #[test]
    fn a_downgrade_takes_back_exactly_what_stands_on_the_target(map in graphs(), picks in prop::collection::vec(0..24usize, 0..3), target in 0..24usize) {
        let rows = rows_below(&map, &picks);
        let target = map.positions().nth(target % map.len()).unwrap();
        let resolved = DowngradeTarget { revision: Some(target), branch: None };
        let Ok(steps) = downgrade_to(&map, &rows, resolved, &symbol(map.id(target))) else {
            return Ok(());
        };
        check_rows(&map, &rows, &steps)?;
        let gone = map.descendants(map.children(target).to_vec());
        let applied = map.ancestors(rows.iter().filter_map(|row| map.find(row)));
        let mut taken: Vec<_> = steps.iter().map(|step| step.revision).collect();
        taken.sort_unstable();
        let expected: Vec<_> = applied.iter().filter(|&at| gone.contains(at)).collect();
        prop_assert_eq!(taken, expected);
    }

    #[test]
    fn a_stamp_ends_with_its_destinations(map in graphs(), picks in prop::collection::vec(0..24usize, 0..3), targets in prop::collection::vec(0..24usize, 1..3)) {
        let rows = rows_below(&map, &picks);
        let destinations: Vec<_> =
            targets.iter().filter_map(|target| map.positions().nth(target % map.len())).collect();
        let symbols: Vec<_> = destinations.iter().map(|&at| symbol(map.id(at))).collect();
        let steps = stamp(&map, &rows, &symbols).unwrap();
        let after = steps.last().map_or(rows, |step| step.rows_after.clone());
        let applied = map.ancestors(after.iter().filter_map(|row| map.find(row)));
        for at in destinations {
            prop_assert!(applied.contains(at), "{} is lost", map.id(at));
        }
        prop_assert_eq!(&map.version_rows(&applied), &after, "a row is implied by another");
    }
}
