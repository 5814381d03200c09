//! The plan of a stamp: version rows change, nothing runs.

use super::StampStep;
use crate::{
    graph::{Position, PositionSet, RevisionMap},
    symbol::{ResolveError, Resolver, Symbol},
};

/// How a stamp with `targets` changes these version rows, one step for each destination.
///
/// A destination replaces the rows that share a lineage with any target, dependencies included; a
/// row that is itself a destination stays. `base` removes them. Rows of other branches are left
/// alone, and so is a destination that is a row already.
///
/// # Errors
///
/// A target can't be resolved, or a version row names no revision.
pub fn stamp(
    map: &RevisionMap,
    rows: &[String],
    targets: &[Symbol],
) -> Result<Vec<StampStep>, ResolveError> {
    let resolver = Resolver::with_rows(map, rows)?;
    let mut destinations: Vec<Position> = Vec::new();
    let mut replaced: Vec<Position> = Vec::new();
    for target in targets {
        let target = &*resolver.with_labels(target);
        if let Some(steps) = target.steps {
            return Err(ResolveError::WrongWay {
                symbol: target.text.clone(),
                help: format!("a stamp goes to a revision, not by {steps:+} steps: name it"),
            });
        }
        let found = resolver.revisions(target)?;
        for row in related_rows(&resolver, target, &found)? {
            if !replaced.contains(&row) {
                replaced.push(row);
            }
        }
        destinations.extend(
            found
                .into_iter()
                .filter(|at| !destinations.contains(at))
                .collect::<Vec<_>>(),
        );
    }

    let mut stamp = Stamp::new(map, resolver.current_rows());
    if destinations.is_empty() {
        for &row in &replaced {
            stamp.step(&[row], None);
        }
    }
    for &destination in &destinations {
        let related = map.ancestors([destination]);
        let above = map.descendants([destination]);
        let is_moved = replaced
            .iter()
            .any(|&row| related.contains(row) || above.contains(row));
        if stamp.is_row(destination) && replaced.contains(&destination) {
            continue;
        }
        let from: Vec<Position> = replaced
            .iter()
            .copied()
            .filter(|&row| is_moved && stamp.is_row(row) && !destinations.contains(&row))
            .collect();
        stamp.step(&from, Some(destination));
    }
    Ok(stamp.steps)
}

/// The rows that share a lineage with what `target` names, dependencies included.
fn related_rows(
    resolver: &Resolver<'_>,
    target: &Symbol,
    found: &[Position],
) -> Result<Vec<Position>, ResolveError> {
    let map = resolver.map();
    let mut named = found.to_vec();
    if let Some(branch) = &target.branch {
        named.push(resolver.branch(branch)?);
    }
    let rows = resolver.current_rows();
    if named.is_empty() {
        return Ok(rows.to_vec());
    }
    let below = map.ancestors(named.iter().copied());
    let above = map.descendants(named);
    Ok(rows
        .iter()
        .copied()
        .filter(|&row| below.contains(row) || above.contains(row))
        .collect())
}

struct Stamp<'a> {
    map: &'a RevisionMap,
    rows: PositionSet,
    steps: Vec<StampStep>,
}

impl<'a> Stamp<'a> {
    fn new(map: &'a RevisionMap, current: &[Position]) -> Self {
        let mut rows = PositionSet::new(map.len());
        rows.extend(current.iter().copied());
        Self {
            map,
            rows,
            steps: Vec::new(),
        }
    }

    fn is_row(&self, at: Position) -> bool {
        self.rows.contains(at)
    }

    fn step(&mut self, from: &[Position], to: Option<Position>) {
        let rows_before = self.ids();
        for &row in from {
            self.rows.remove(row);
        }
        self.rows.extend(to);
        // A row that another one implies says nothing, and Alembic would trip over it.
        let rows: Vec<Position> = self.rows.iter().collect();
        for &row in &rows {
            let others = rows.iter().copied().filter(|&other| other != row);
            if self.map.ancestors(others).contains(row) {
                self.rows.remove(row);
            }
        }
        let from = self.map.ids(from).into_iter().map(str::to_owned).collect();
        let to = to.map(|at| self.map.id(at).to_owned());
        let rows_after = self.ids();
        self.steps.push(StampStep {
            from,
            to,
            rows_before,
            rows_after,
        });
    }

    fn ids(&self) -> Vec<String> {
        let mut ids: Vec<String> = self
            .rows
            .iter()
            .map(|at| self.map.id(at).to_owned())
            .collect();
        ids.sort_unstable();
        ids
    }
}
