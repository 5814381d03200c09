//! The registry: every extension point of rmig, each with what is registered there by name.
//!
//! A registry is a value that is passed along, never a static. What rmig brings itself comes in
//! by the same door as everybody else's extensions.

mod extension;
mod named;

pub use extension::Extension;
pub use named::{Named, RegistryError, UnknownName};

use crate::{ddl::DdlDialect, dialect::Dialects, operation::OwnOperations, write_hook::WriteHook};

/// Everything that extends rmig, by kind and by name.
///
/// ```
/// use std::sync::Arc;
/// use rmig_engine::registry::{Extension, Registry};
/// use rmig_engine::write_hook::{HookCall, HookError, HookReport, WriteHook};
///
/// struct Nothing;
///
/// impl WriteHook for Nothing {
///     fn run(&self, _: &HookCall<'_>) -> Result<HookReport, HookError> {
///         Ok(HookReport::default())
///     }
/// }
///
/// let mut registry = Registry::new();
/// registry.write_hooks.add(Extension::new("nothing", "my-crate", Arc::new(Nothing)))?;
/// let taken = registry.write_hooks.add(Extension::new("nothing", "other", Arc::new(Nothing)));
/// assert_eq!(
///     taken.unwrap_err().to_string(),
///     "the write hook \"nothing\" of other is already registered by my-crate",
/// );
/// # Ok::<(), rmig_engine::registry::RegistryError>(())
/// ```
#[derive(Clone, Debug)]
pub struct Registry {
    /// The kinds of databases.
    pub dialects: Dialects,
    /// What writes statements, by the name of the dialect; also of databases without a driver.
    pub ddl: Named<dyn DdlDialect>,
    /// Operations of one's own.
    pub operations: OwnOperations,
    /// What may run on a freshly written revision file.
    pub write_hooks: Named<dyn WriteHook>,
}

impl Registry {
    /// A registry with nothing in it; `rmig_plugins::builtin` gives one with rmig's own parts, to
    /// which `rmig_dialects::register` adds the databases.
    #[must_use]
    pub fn new() -> Self {
        Self {
            dialects: Dialects::new(),
            ddl: Named::new("dialect"),
            operations: OwnOperations::default(),
            write_hooks: Named::new("write hook"),
        }
    }
}

impl Default for Registry {
    fn default() -> Self {
        Self::new()
    }
}
