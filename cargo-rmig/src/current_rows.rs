//! The version rows that `current`, `-i` and the like look at, by package.

use std::{collections::BTreeMap, sync::Arc};

use rmig_engine::symbol::{Name, Symbol};

use crate::{CommandError, Context, Package};

/// The version rows of each package's database, where a command looks at them.
pub(crate) struct CurrentRows(Option<BTreeMap<String, Vec<String>>>);

/// Whether a symbol says `current`.
pub(crate) fn names_current(symbol: &Symbol) -> bool {
    symbol.name == Some(Name::Current)
}

impl CurrentRows {
    pub(crate) fn read_if(
        _context: &Context,
        _packages: &[Arc<Package>],
        _looks: bool,
    ) -> Result<Self, CommandError> {
        Ok(Self(None))
    }

    pub(crate) fn of(&self, package: &Package) -> Result<Option<&[String]>, CommandError> {
        Ok(self
            .0
            .as_ref()
            .and_then(|rows| rows.get(&package.name))
            .map(Vec::as_slice))
    }
}
