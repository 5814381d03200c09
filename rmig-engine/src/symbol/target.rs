//! What the argument of `upgrade` and of `downgrade` means.

use super::{Name, ResolveError, Resolver, Symbol, walk::TooFar};
use crate::graph::Position;

/// Where a downgrade goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DowngradeTarget {
    /// The revision that stays; none is base.
    pub revision: Option<Position>,
    /// The branch that is taken back, where one is named or implied.
    pub branch: Option<Position>,
}

impl Resolver<'_> {
    /// The revisions to upgrade to. Steps without a revision count from the version rows.
    ///
    /// # Errors
    ///
    /// As [`revisions`](Self::revisions), or the steps lead nowhere, to several revisions, or down
    /// from the version rows.
    pub fn upgrade_targets(&self, symbol: &Symbol) -> Result<Vec<Position>, ResolveError> {
        let symbol = &*self.with_labels(symbol);
        let Some(steps) = symbol.steps else {
            return self.revisions(symbol);
        };
        let found = match &symbol.name {
            None if steps <= 0 => return Err(wrong_way(symbol, "an upgrade goes up: write +N")),
            None => self.above_rows(symbol, steps, TooFar::Refuse)?,
            Some(name) => self.stepped(name, symbol, steps, TooFar::Refuse)?,
        };
        match found {
            Some(found) => Ok(vec![found]),
            None => Err(ResolveError::TooFar {
                symbol: symbol.text.clone(),
                up: steps > 0,
            }),
        }
    }

    /// Where a downgrade goes. Steps without a revision count from the version rows.
    ///
    /// # Errors
    ///
    /// As [`revision`](Self::revision), or the steps lead nowhere, to several revisions, or up from
    /// the version rows.
    pub fn downgrade_target(&self, symbol: &Symbol) -> Result<DowngradeTarget, ResolveError> {
        let symbol = &*self.with_labels(symbol);
        let branch = self.branch_of(symbol)?;
        let target = |revision, branch| Ok(DowngradeTarget { revision, branch });
        match (&symbol.name, symbol.steps) {
            (None, Some(steps)) if steps < 0 => {
                let row = self.row_on_branch(symbol, branch)?;
                let revision = self.walk(symbol, Some(row), steps, None, TooFar::Refuse)?;
                target(revision, branch.or(Some(row)))
            }
            (None, _) => Err(wrong_way(symbol, "a downgrade goes down: write -N")),
            (Some(name), Some(steps)) => {
                target(self.stepped(name, symbol, steps, TooFar::Refuse)?, branch)
            }
            // The branch only says what is taken back: `label@rev` may name a revision below it.
            (Some(name), None) => target(self.one(name, symbol, None)?, branch),
        }
    }

    /// `name±steps`. Going down the name has to be on the branch; going up the way there has to.
    pub(super) fn stepped(
        &self,
        name: &Name,
        symbol: &Symbol,
        steps: i64,
        too_far: TooFar,
    ) -> Result<Option<Position>, ResolveError> {
        let branch = self.branch_of(symbol)?;
        let start = self.one(name, symbol, branch.filter(|_| steps <= 0))?;
        self.walk(symbol, start, steps, branch, too_far)
    }

    /// `+N`, or `label@+N`: N above the version row on the branch, or above what of the branch is
    /// applied, or above base.
    pub(super) fn above_rows(
        &self,
        symbol: &Symbol,
        steps: i64,
        too_far: TooFar,
    ) -> Result<Option<Position>, ResolveError> {
        let branch = self.branch_of(symbol)?;
        let rows = self.current.as_deref().ok_or(ResolveError::NoCurrent)?;
        let starts = match branch {
            None => rows.to_vec(),
            Some(branch) => match self.on_branch(rows, branch) {
                none if none.is_empty() => self.applied_tips_on(branch, rows),
                on_branch => on_branch,
            },
        };
        if starts.len() > 1 {
            return Err(self.ambiguous(symbol, &starts));
        }
        self.walk(symbol, starts.first().copied(), steps, branch, too_far)
    }

    /// The one revision that a name means, if any, on `branch` if one is given.
    fn one(
        &self,
        name: &Name,
        symbol: &Symbol,
        branch: Option<Position>,
    ) -> Result<Option<Position>, ResolveError> {
        let plain = match branch {
            Some(_) => symbol.clone(),
            None => Symbol {
                branch: None,
                ..symbol.clone()
            },
        };
        let found = self.named(name, &plain)?;
        if found.len() > 1 {
            Err(self.multiple(symbol, &found))
        } else {
            Ok(found.first().copied())
        }
    }

    /// The version row that `-N` counts from.
    fn row_on_branch(
        &self,
        symbol: &Symbol,
        branch: Option<Position>,
    ) -> Result<Position, ResolveError> {
        let rows = self.current.as_deref().ok_or(ResolveError::NoCurrent)?;
        let candidates = match branch {
            None => rows.to_vec(),
            Some(branch) => match self.on_branch(rows, branch) {
                // A row of another branch may imply this one through `depends_on`.
                none if none.is_empty() => self.on_branch(&self.map.current_tips(rows), branch),
                on_branch => on_branch,
            },
        };
        match candidates.as_slice() {
            [row] => Ok(*row),
            [] => Err(ResolveError::TooFar {
                symbol: symbol.text.clone(),
                up: false,
            }),
            several => Err(self.ambiguous(symbol, several)),
        }
    }

    /// Of all that is applied on the branch, what nothing else of that descends from.
    fn applied_tips_on(&self, branch: Position, rows: &[Position]) -> Vec<Position> {
        let applied: Vec<_> = self.map.ancestors(rows.iter().copied()).iter().collect();
        let active = self.on_branch(&applied, branch);
        let is_below = |at: &Position| {
            active
                .iter()
                .any(|&other| self.map.normalized_parents(other).contains(at))
        };
        active.iter().copied().filter(|at| !is_below(at)).collect()
    }

    fn ambiguous(&self, symbol: &Symbol, rows: &[Position]) -> ResolveError {
        let rows = self.map.ids(rows).into_iter().map(str::to_owned).collect();
        ResolveError::AmbiguousCurrent {
            symbol: symbol.text.clone(),
            rows,
        }
    }
}

pub(super) fn wrong_way(symbol: &Symbol, help: &str) -> ResolveError {
    ResolveError::WrongWay {
        symbol: symbol.text.clone(),
        help: help.to_owned(),
    }
}
