//! The plan of an upgrade.

use super::{Direction, Rows, Step};
use crate::{
    graph::{Position, RevisionMap},
    symbol::{ResolveError, Resolver, Symbol},
};

/// What an upgrade to `target` runs, from these version rows.
///
/// That is everything that the target descends from or depends on and that isn't applied yet. A
/// target that is already applied makes an empty plan.
///
/// # Errors
///
/// The target can't be resolved, or a version row names no revision.
///
/// ```
/// use rmig_engine::{graph::{Revision, RevisionMap}, plan};
///
/// let map = RevisionMap::new(vec![Revision { id: "ae10".to_owned(), ..Revision::default() }])?;
/// let steps = plan::upgrade(&map, &[], &"head".parse()?)?;
/// assert_eq!(steps[0].rows_after, ["ae10"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn upgrade(
    map: &RevisionMap,
    rows: &[String],
    target: &Symbol,
) -> Result<Vec<Step>, ResolveError> {
    let targets = Resolver::with_rows(map, rows)?.upgrade_targets(target)?;
    upgrade_to(map, rows, &targets)
}

/// As [`upgrade`], to targets that are resolved already.
///
/// # Errors
///
/// A version row names no revision.
pub fn upgrade_to(
    map: &RevisionMap,
    rows: &[String],
    targets: &[Position],
) -> Result<Vec<Step>, ResolveError> {
    let resolver = Resolver::with_rows(map, rows)?;
    let current = resolver.current_rows();
    let mut needed = map.ancestors(targets.iter().copied());
    needed.subtract(&map.ancestors(current.iter().copied()));
    let mut rows = Rows::new(map, current);
    let newest_first = map.newest_first(needed, targets.iter().copied());
    Ok(newest_first
        .into_iter()
        .rev()
        .map(|at| rows.step(at, Direction::Upgrade))
        .collect())
}
