//! What the JSON form of schemas and operations needs beside serde's derives.

mod flat;
mod keys;
pub(crate) mod sql_text;
pub(crate) mod tri_state;

pub(crate) use flat::{Part, assemble, flat, part, rename, take};
pub(crate) use keys::keys_of;

/// Whether a value is the one that stands for what isn't written.
pub(crate) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}
