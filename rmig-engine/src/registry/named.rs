//! One extension point: values of one kind by name.

use std::{collections::BTreeMap, fmt, sync::Arc};

use miette::Diagnostic;

use super::Extension;
use crate::near::did_you_mean;

/// What is registered at one extension point.
pub struct Named<T: ?Sized> {
    kind: &'static str,
    entries: BTreeMap<String, Entry<T>>,
}

struct Entry<T: ?Sized> {
    owner: String,
    value: Arc<T>,
}

/// Why an extension doesn't get into the registry.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum RegistryError {
    /// Two extensions want one name.
    #[error("the {kind} {name:?} of {newcomer} is already registered by {owner}")]
    #[diagnostic(
        code("extension-name-taken"),
        help("give it another name, or register it with `replace` to take the other's place")
    )]
    NameTaken {
        /// The extension point.
        kind: &'static str,
        /// The name that both want.
        name: String,
        /// Who has it.
        owner: String,
        /// Who came second.
        newcomer: String,
    },
    /// An extension wants to replace what isn't there.
    #[error("{newcomer} replaces the {kind} {name:?}, which nobody has registered")]
    #[diagnostic(code("nothing-to-replace"))]
    NothingToReplace {
        /// The extension point.
        kind: &'static str,
        /// The name that isn't there.
        name: String,
        /// Who wants to replace it.
        newcomer: String,
        /// The nearest name, or what else to do.
        #[help]
        hint: String,
    },
}

/// A name under which nothing is registered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[error("no {kind} is registered under the name {name:?}")]
#[diagnostic(code("unknown-extension"))]
pub struct UnknownName {
    /// The extension point.
    pub kind: &'static str,
    /// The name that isn't there.
    pub name: String,
    /// The nearest name, or all that there are.
    #[help]
    pub hint: String,
}

impl<T: ?Sized> Named<T> {
    pub(crate) fn new(kind: &'static str) -> Self {
        Self {
            kind,
            entries: BTreeMap::new(),
        }
    }

    /// Registers an extension.
    ///
    /// # Errors
    ///
    /// When the name is taken and the extension doesn't say `replace`, or when it says so and
    /// there is nothing to replace. The registry is then unchanged.
    pub fn add(&mut self, extension: Extension<T>) -> Result<(), RegistryError> {
        let Extension {
            name,
            owner,
            value,
            replace,
        } = extension;
        match self.entries.get(&name) {
            Some(entry) if !replace => Err(RegistryError::NameTaken {
                kind: self.kind,
                owner: entry.owner.clone(),
                newcomer: owner,
                name,
            }),
            None if replace => Err(RegistryError::NothingToReplace {
                kind: self.kind,
                newcomer: owner,
                hint: self.hint(&name),
                name,
            }),
            _ => {
                self.entries.insert(name, Entry { owner, value });
                Ok(())
            }
        }
    }

    /// What is registered under `name`.
    ///
    /// # Errors
    ///
    /// When nothing is; the error names the nearest name.
    pub fn get(&self, name: &str) -> Result<&T, UnknownName> {
        self.entries
            .get(name)
            .map(|entry| &*entry.value)
            .ok_or_else(|| UnknownName {
                kind: self.kind,
                name: name.to_owned(),
                hint: self.hint(name),
            })
    }

    /// Who registered `name`.
    #[must_use]
    pub fn owner(&self, name: &str) -> Option<&str> {
        self.entries.get(name).map(|entry| entry.owner.as_str())
    }

    /// All names, sorted.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.entries.keys().map(String::as_str)
    }

    /// What is registered, sorted by name.
    pub fn values(&self) -> impl Iterator<Item = &Arc<T>> {
        self.entries.values().map(|entry| &entry.value)
    }

    fn hint(&self, name: &str) -> String {
        did_you_mean(name, self.names()).unwrap_or_else(|| {
            let names: Vec<&str> = self.names().collect();
            match names.as_slice() {
                [] => format!("there is no {} yet: a plugin has to register it", self.kind),
                _ => format!("there are: {}", names.join(", ")),
            }
        })
    }
}

impl<T: ?Sized> Clone for Named<T> {
    fn clone(&self) -> Self {
        Self {
            kind: self.kind,
            entries: self.entries.clone(),
        }
    }
}

impl<T: ?Sized> Clone for Entry<T> {
    fn clone(&self) -> Self {
        Self {
            owner: self.owner.clone(),
            value: Arc::clone(&self.value),
        }
    }
}

impl<T: ?Sized> fmt::Debug for Named<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let owners = self
            .entries
            .iter()
            .map(|(name, entry)| (name, &entry.owner));
        f.debug_map().entries(owners).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(names: &[&str]) -> Named<str> {
        let mut named = Named::new("dialect");
        for name in names {
            named
                .add(Extension::new(*name, "rmig", Arc::from(*name)))
                .unwrap();
        }
        named
    }

    #[test]
    fn a_name_taken_twice_names_both_owners_and_changes_nothing() {
        let mut named = named(&["sqlite"]);
        let error = named
            .add(Extension::new("sqlite", "acme", Arc::from("other")))
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the dialect \"sqlite\" of acme is already registered by rmig"
        );
        assert_eq!(named.get("sqlite"), Ok("sqlite"));
        assert_eq!(named.owner("sqlite"), Some("rmig"));
    }

    #[test]
    fn replace_takes_the_place_of_what_is_there_and_only_then() {
        let mut named = named(&["sqlite"]);
        named
            .add(Extension::new("sqlite", "acme", Arc::from("other")).replace())
            .unwrap();
        assert_eq!(named.get("sqlite"), Ok("other"));
        assert_eq!(named.owner("sqlite"), Some("acme"));
        let error = named
            .add(Extension::new("sqlit", "acme", Arc::from("x")).replace())
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "acme replaces the dialect \"sqlit\", which nobody has registered"
        );
        assert_eq!(
            error.help().unwrap().to_string(),
            "did you mean \"sqlite\"?"
        );
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest_or_with_all() {
        let hint = |names: &[&str], name| named(names).get(name).unwrap_err().hint;
        assert_eq!(
            hint(&["mysql", "sqlite"], "sqlit"),
            "did you mean \"sqlite\"?"
        );
        assert_eq!(
            hint(&["mysql", "sqlite"], "zzz"),
            "there are: mysql, sqlite"
        );
        assert_eq!(
            hint(&[], "zzz"),
            "there is no dialect yet: a plugin has to register it"
        );
    }
}
