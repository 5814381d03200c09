//! The revisions that a range of history names.

use super::{Name, ResolveError, Resolver, Symbol, SymbolRange, walk::TooFar};
use crate::graph::{Position, PositionSet};

impl Resolver<'_> {
    /// The revisions of a range, both ends included, newest first.
    ///
    /// Between two revisions these are the descendants of the lower one that the upper one
    /// descends from or depends on. Steps in the upper end count from the lower end, steps in the
    /// lower end from the heads; both stop where the history ends.
    ///
    /// # Errors
    ///
    /// An end can't be resolved, or the lower one is no ancestor of the upper one.
    pub fn history(&self, range: &SymbolRange) -> Result<Vec<Position>, ResolveError> {
        let base = Symbol::base();
        let heads = Symbol::heads();
        let lower = range.lower.as_ref().unwrap_or(&base);
        let upper = range.upper.as_ref().unwrap_or(&heads);
        let (lower, upper) = (&*self.with_labels(lower), &*self.with_labels(upper));
        let start = self.lower_end(lower)?;
        let mut tips = self.upper_end(upper, &start)?;
        if let Some(branch) = &lower.branch {
            tips = self.narrowed(branch, &tips)?;
        }

        let mut wanted = self.map.ancestors(tips.iter().copied());
        if start.iter().any(|&at| !wanted.contains(at)) {
            return Err(ResolveError::NotAnAncestor {
                lower: lower.text.clone(),
                upper: upper.text.clone(),
            });
        }
        if !start.is_empty() {
            wanted.subtract(&self.map.ancestors(start.iter().copied()));
            wanted.extend(start.iter().copied());
            let above: PositionSet = self.map.descendants_by_parents(start.iter().copied());
            wanted.intersect(&above);
        }
        Ok(self.map.newest_first(wanted, tips))
    }

    fn lower_end(&self, lower: &Symbol) -> Result<Vec<Position>, ResolveError> {
        match (&lower.name, lower.steps) {
            (None, Some(steps)) if steps < 0 => {
                let mut start = Vec::new();
                for head in self.real_heads_of(lower)? {
                    match self.walk(lower, Some(head), steps, None, TooFar::Stop)? {
                        Some(at) => start.push(at),
                        // From the very beginning.
                        None => return Ok(Vec::new()),
                    }
                }
                Ok(start)
            }
            _ => self.revisions(lower),
        }
    }

    fn upper_end(&self, upper: &Symbol, start: &[Position]) -> Result<Vec<Position>, ResolveError> {
        let Some(steps) = upper.steps else {
            return self.revisions(upper);
        };
        let from_lower = Resolver {
            map: self.map,
            current: Some(start.to_vec()),
        };
        let found = match &upper.name {
            None if steps <= 0 => {
                return Err(super::target::wrong_way(
                    upper,
                    "the upper end goes up from the lower one: write +N",
                ));
            }
            None => from_lower.above_rows(upper, steps, TooFar::Stop)?,
            Some(name @ Name::Current) => self.stepped(name, upper, steps, TooFar::Stop)?,
            Some(name) => from_lower.stepped(name, upper, steps, TooFar::Stop)?,
        };
        Ok(found.into_iter().collect())
    }

    /// Those of `tips` that carry the label that the lower end names.
    fn narrowed(&self, branch: &str, tips: &[Position]) -> Result<Vec<Position>, ResolveError> {
        if self.map.find_label(branch).is_none() {
            let branch = self.branch(branch)?;
            return Ok(self.on_branch(tips, branch));
        }
        let carries = |at: &Position| self.map.has_branch_label(*at, branch);
        Ok(tips.iter().copied().filter(carries).collect())
    }
}
