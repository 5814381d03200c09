//! The version rows that `current`, `-i` and the like look at, by package.

use std::{collections::BTreeMap, sync::Arc};

use rmig_engine::symbol::{Name, Symbol};

use crate::{CommandError, Context, Package, running::Databases};

/// The version rows of each package's database, where a command looks at them.
pub(crate) struct CurrentRows(Option<BTreeMap<String, Vec<String>>>);

/// Whether a symbol says `current`.
pub(crate) fn names_current(symbol: &Symbol) -> bool {
    symbol.name == Some(Name::Current)
}

impl CurrentRows {
    /// Reads the rows of every selected database if `looks`; a package's databases have to agree.
    pub(crate) fn read_if(context: &Context, looks: bool) -> Result<Self, CommandError> {
        if !looks {
            return Ok(Self(None));
        }
        let databases = Databases::new(context)?;
        let mut all: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for database in context.databases()? {
            let rows = databases.version_rows(&database)?;
            let package = &database.package.name;
            let known = all
                .entry(package.clone())
                .or_insert_with(|| rows.rows.clone());
            if *known != rows.rows {
                return Err(CommandError::new(
                    "several-databases",
                    format!("the databases of {package} are at different revisions"),
                    "choose one with -d; `cargo rmig current` shows where each is",
                ));
            }
        }
        Ok(Self(Some(all)))
    }

    /// The rows of a package's database, if they were wanted.
    pub(crate) fn of(&self, package: &Arc<Package>) -> Option<&[String]> {
        self.0
            .as_ref()
            .and_then(|rows| rows.get(&package.name))
            .map(Vec::as_slice)
    }
}
