//! Everything that this program can do by name: rmig's own parts.

use rmig_engine::registry::Registry;

use crate::CommandError;

/// The registry with all that rmig brings itself.
pub(crate) fn registry() -> Result<Registry, CommandError> {
    let mut registry = rmig_plugins::builtin();
    rmig_dialects::register(&mut registry)?;
    Ok(registry)
}
