//! What rmig itself puts into the registry, by the door that everybody's extensions come in by.

mod exec;

pub use exec::Exec;

use std::sync::Arc;

use rmig_engine::registry::{Extension, Registry, RegistryError};

/// The owner under which rmig's own parts are registered.
pub const OWNER: &str = "rmig";

/// A registry with rmig's own parts in it, for the user's to be added.
///
/// ```
/// let registry = rmig_plugins::builtin();
/// assert!(registry.write_hooks.names().eq(["exec"]));
/// ```
#[must_use]
pub fn builtin() -> Registry {
    let mut registry = Registry::new();
    // A registry that was empty can only refuse a name that stands here twice: a test's business.
    let _ = register(&mut registry);
    registry
}

/// Adds rmig's own parts to `registry`.
///
/// # Errors
///
/// When one of their names is taken.
pub fn register(registry: &mut Registry) -> Result<(), RegistryError> {
    registry
        .write_hooks
        .add(Extension::new("exec", OWNER, Arc::new(Exec)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_of_ours_stands_in_its_own_way() {
        let mut registry = Registry::new();
        register(&mut registry).unwrap();
        assert!(
            registry
                .write_hooks
                .names()
                .eq(builtin().write_hooks.names())
        );
        assert_eq!(
            register(&mut registry).unwrap_err().to_string(),
            "the write hook \"exec\" of rmig is already registered by rmig"
        );
    }
}
