//! Walks of a number of steps along `down_revision`.

use super::{ResolveError, Resolver, Symbol};
use crate::graph::Position;

/// What to do where the history is shorter than the walk.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TooFar {
    /// It is an error.
    Refuse,
    /// The walk ends at the last revision, or at base.
    Stop,
}

impl Resolver<'_> {
    /// `steps` from `start` (none is base): up if positive, to children on the branch if one is
    /// given; down to the parent otherwise, the step from a base leading to base.
    pub(super) fn walk(
        &self,
        symbol: &Symbol,
        start: Option<Position>,
        steps: i64,
        branch: Option<Position>,
        too_far: TooFar,
    ) -> Result<Option<Position>, ResolveError> {
        let up = steps > 0;
        let mut at = start;
        for _ in 0..steps.unsigned_abs() {
            let next = match at {
                Some(at) if up => self.map.children(at).to_vec(),
                None if up => self.map.bases().to_vec(),
                Some(at) => self.map.parents(at).to_vec(),
                None => Vec::new(),
            };
            let next = match branch {
                Some(branch) if up => self.on_branch(&next, branch),
                _ => next,
            };
            match (next.as_slice(), at) {
                ([only], _) => at = Some(*only),
                ([], Some(_)) if !up => at = None,
                ([], _) if too_far == TooFar::Stop => return Ok(at),
                ([], _) => {
                    return Err(ResolveError::TooFar {
                        symbol: symbol.text.clone(),
                        up,
                    });
                }
                (several, _) => {
                    return Err(ResolveError::AmbiguousWalk {
                        symbol: symbol.text.clone(),
                        at: at.map_or("base", |at| self.map.id(at)).to_owned(),
                        candidates: self
                            .map
                            .ids(several)
                            .into_iter()
                            .map(str::to_owned)
                            .collect(),
                    });
                }
            }
        }
        Ok(at)
    }

    /// `-N`, or `label@-N`: N below each real head, or below those of the branch.
    pub(super) fn below_heads(
        &self,
        symbol: &Symbol,
        steps: i64,
    ) -> Result<Vec<Position>, ResolveError> {
        let mut found = Vec::new();
        for head in self.real_heads_of(symbol)? {
            match self.walk(symbol, Some(head), steps, None, TooFar::Refuse)? {
                Some(at) => found.push(at),
                None => {
                    return Err(ResolveError::TooFar {
                        symbol: symbol.text.clone(),
                        up: false,
                    });
                }
            }
        }
        Ok(found)
    }

    /// The real heads that carry the symbol's branch label, or share a lineage with the revision
    /// that stands in the label's place; all of them without a branch.
    pub(super) fn real_heads_of(&self, symbol: &Symbol) -> Result<Vec<Position>, ResolveError> {
        let heads = self.map.real_heads();
        let Some(name) = symbol.branch.as_deref() else {
            return Ok(heads.to_vec());
        };
        let branch = self.branch(name)?;
        if self.map.find_label(name).is_none() {
            return Ok(self.on_branch(heads, branch));
        }
        let carries = |head: &Position| self.map.has_branch_label(*head, name);
        Ok(heads.iter().copied().filter(carries).collect())
    }
}
