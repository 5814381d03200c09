//! The parents of a new revision.

use super::RevisionError;
use crate::{
    graph::{Position, RevisionMap},
    symbol::{ResolveError, Resolver, Symbol},
};

/// The revisions that `symbols` name, in their order; none for a base. Each has to be a head unless
/// with `splice`.
pub(super) fn parents(
    map: &RevisionMap,
    symbols: &[Symbol],
    splice: bool,
) -> Result<Vec<Position>, RevisionError> {
    let resolver = Resolver::new(map);
    let mut parents = Vec::new();
    for symbol in symbols {
        let found = resolver
            .revisions(symbol)
            .map_err(|error| unresolved(map, error))?;
        for parent in found {
            if parents.contains(&parent) {
                return Err(RevisionError::DuplicateParent {
                    revision: map.id(parent).to_owned(),
                });
            }
            parents.push(parent);
        }
    }
    match parents.iter().find(|&&parent| !map.is_head(parent)) {
        Some(&parent) if !splice => Err(RevisionError::NotAHead {
            revision: map.id(parent).to_owned(),
            children: owned(&map.ids(map.children(parent))),
        }),
        _ => Ok(parents),
    }
}

/// Says what to do about several heads where a revision is to be written.
fn unresolved(map: &RevisionMap, error: ResolveError) -> RevisionError {
    let ResolveError::MultipleHeads { symbol, heads } = error else {
        return error.into();
    };
    let all = owned(&map.ids(map.real_heads()));
    let merge = if heads == all {
        "heads".to_owned()
    } else {
        heads.join(" ")
    };
    RevisionError::MultipleHeads {
        symbol,
        heads,
        merge,
    }
}

/// Refuses a parent that another one descends from.
pub(super) fn check_apart(map: &RevisionMap, parents: &[Position]) -> Result<(), RevisionError> {
    for &descendant in parents {
        let below = map.ancestors_by_parents([descendant]);
        let ancestor = parents
            .iter()
            .find(|&&parent| parent != descendant && below.contains(parent));
        if let Some(&ancestor) = ancestor {
            return Err(RevisionError::RedundantParent {
                ancestor: map.id(ancestor).to_owned(),
                descendant: map.id(descendant).to_owned(),
            });
        }
    }
    Ok(())
}

pub(super) fn owned(ids: &[&str]) -> Vec<String> {
    ids.iter().map(|&id| id.to_owned()).collect()
}
