//! What a new revision depends on.

use super::RevisionError;
use crate::{
    graph::RevisionMap,
    symbol::{Name, ResolveError, Resolver, Symbol},
};

/// The entries of `depends_on` for `symbols`: full identifiers, each once. A branch label stays a
/// label, so that the header says what its author said.
pub(super) fn depends_on(
    map: &RevisionMap,
    symbols: &[Symbol],
) -> Result<Vec<String>, RevisionError> {
    let mut names = Vec::new();
    for symbol in symbols {
        let name = entry(map, symbol)?;
        if !names.contains(&name) {
            names.push(name);
        }
    }
    Ok(names)
}

fn entry(map: &RevisionMap, symbol: &Symbol) -> Result<String, ResolveError> {
    let makes_no_sense = |help: &str| ResolveError::WrongWay {
        symbol: symbol.text.clone(),
        help: help.to_owned(),
    };
    if symbol.steps.is_some() {
        return Err(makes_no_sense("name the revision itself"));
    }
    let Some(found) = Resolver::new(map).revision(symbol)? else {
        return Err(makes_no_sense(
            "a dependency is a revision; without one, leave --depends-on out",
        ));
    };
    Ok(match &symbol.name {
        Some(Name::Id(name)) if symbol.branch.is_none() && map.find_label(name) == Some(found) => {
            name.clone()
        }
        _ => map.id(found).to_owned(),
    })
}
