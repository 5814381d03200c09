//! The plan of a downgrade.

use super::{Direction, Rows, Step};
use crate::{
    graph::{Position, RevisionMap},
    symbol::{DowngradeTarget, ResolveError, Resolver, Symbol},
};

/// What a downgrade to `target` takes back, from these version rows.
///
/// That is every applied revision that descends from a child of the target, dependants included; with
/// a branch, only from the children that lead to it. To `base`, the children are the bases.
///
/// # Errors
///
/// The target can't be resolved, nothing that is applied lies above it, or a version row names no
/// revision.
pub fn downgrade(
    map: &RevisionMap,
    rows: &[String],
    target: &Symbol,
) -> Result<Vec<Step>, ResolveError> {
    let resolved = Resolver::with_rows(map, rows)?.downgrade_target(target)?;
    downgrade_to(map, rows, resolved, target)
}

/// As [`downgrade`], to a target that is resolved already; `target` is for messages.
///
/// # Errors
///
/// Nothing that is applied lies above the target, or a version row names no revision.
pub fn downgrade_to(
    map: &RevisionMap,
    rows: &[String],
    resolved: DowngradeTarget,
    target: &Symbol,
) -> Result<Vec<Step>, ResolveError> {
    let resolver = Resolver::with_rows(map, rows)?;
    let current = resolver.current_rows();
    let invalid = || ResolveError::NotADowngradeTarget {
        target: target.text.clone(),
        rows: rows.to_vec(),
    };

    let DowngradeTarget { revision, branch } = resolved;
    let mut roots: Vec<Position> = match revision {
        Some(revision) => map.children(revision).to_vec(),
        None => map.bases().to_vec(),
    };
    if let Some(branch) = branch
        && roots.len() > 1
    {
        let below = map.ancestors_by_parents([branch]);
        roots.retain(|&root| below.contains(root));
        if roots.is_empty() {
            return Err(invalid());
        }
    }
    let mut removed = map.descendants(roots);
    removed.intersect(&map.ancestors(current.iter().copied()));
    if let Some(revision) = revision
        && removed.is_empty()
        && !current.contains(&revision)
    {
        return Err(invalid());
    }
    let newest_first = map.newest_first(removed, current.iter().copied());
    let mut rows = Rows::new(map, current);
    Ok(newest_first
        .into_iter()
        .map(|at| rows.step(at, Direction::Downgrade))
        .collect())
}
