//! Operations of one's own: what implements them, by name.

use std::fmt;

use serde_json::{Map, Value};

use super::{Irreversible, Operation, Reversed};
use crate::{
    ddl::{DdlDialect, Unsupported},
    registry::{Extension, Named, RegistryError},
};

/// What an operation of one's own does on a database.
///
/// ```
/// use std::sync::Arc;
/// use rmig_engine::{
///     ddl::{DdlDialect, Unsupported},
///     operation::OwnOperation,
///     registry::{Extension, Registry},
/// };
/// use serde_json::{Map, Value};
///
/// struct CreatePolicy;
///
/// impl OwnOperation for CreatePolicy {
///     fn statements(
///         &self,
///         arguments: &Map<String, Value>,
///         dialect: &dyn DdlDialect,
///     ) -> Result<Vec<String>, Unsupported> {
///         let table = dialect.identifier(arguments["table"].as_str().unwrap_or_default());
///         match dialect.name() {
///             "postgresql" => Ok(vec![format!("ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")]),
///             _ => Err(dialect.unsupported("it knows no policies", "leave it away here")),
///         }
///     }
/// }
///
/// let mut registry = Registry::new();
/// registry.operations.add(Extension::new("create_policy", "my-crate", Arc::new(CreatePolicy)))?;
/// // A name of rmig's own is only given away by word.
/// let own = || Extension::new("create_table", "my-crate", Arc::new(CreatePolicy) as Arc<dyn OwnOperation>);
/// assert!(registry.operations.add(own()).is_err());
/// registry.operations.add(own().replace())?;
/// # Ok::<(), rmig_engine::registry::RegistryError>(())
/// ```
pub trait OwnOperation: Send + Sync {
    /// The statements that do it; `arguments` is its JSON without the `op`.
    ///
    /// # Errors
    ///
    /// [`Unsupported`] if the database can't, or the arguments make no sense.
    fn statements(
        &self,
        arguments: &Map<String, Value>,
        dialect: &dyn DdlDialect,
    ) -> Result<Vec<String>, Unsupported>;

    /// What takes it back; nothing, if it isn't said.
    ///
    /// # Errors
    ///
    /// [`Irreversible`] if nothing does.
    fn reverse(&self, _: &Map<String, Value>) -> Reversed {
        Err(Irreversible {
            operation: "an operation of one's own",
            why: "what implements it says nothing of a way back".to_owned(),
            instead: "write the way back by hand",
        })
    }
}

/// The operations that don't come with rmig, and those that take the place of one that does.
#[derive(Clone, Debug)]
pub struct OwnOperations {
    named: Named<dyn OwnOperation>,
}

impl Default for OwnOperations {
    fn default() -> Self {
        Self {
            named: Named::new("operation"),
        }
    }
}

impl OwnOperations {
    /// Registers an operation.
    ///
    /// # Errors
    ///
    /// As [`Named::add`]; rmig's own names count as taken.
    pub fn add(&mut self, extension: Extension<dyn OwnOperation>) -> Result<(), RegistryError> {
        let name = extension.name.clone();
        let brought = Operation::NAMES.contains(&name.as_str());
        if !brought || self.named.owner(&name).is_some() {
            return self.named.add(extension);
        }
        if !extension.replace {
            return Err(RegistryError::NameTaken {
                kind: "operation",
                name,
                owner: "rmig".to_owned(),
                newcomer: extension.owner,
            });
        }
        // What it replaces is no entry here.
        self.named.add(Extension {
            replace: false,
            ..extension
        })
    }

    /// What implements an operation in the place of rmig, if anything does.
    pub(crate) fn get(&self, name: &str) -> Option<&dyn OwnOperation> {
        self.named.get(name).ok()
    }

    /// The names that are registered here, and rmig's.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        self.named.names().chain(Operation::NAMES.iter().copied())
    }
}

impl fmt::Debug for dyn OwnOperation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OwnOperation")
    }
}
