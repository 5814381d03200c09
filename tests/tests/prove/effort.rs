//! How much is tried: enough to notice what breaks, or everything.

use std::env;

/// Set by `cargo xtask prove --full`.
const VARIABLE: &str = "RMIG_PROVE_FULL";

/// Whether everything is tried, however long it takes.
pub fn is_full() -> bool {
    env::var_os(VARIABLE).is_some_and(|value| !value.is_empty())
}

/// So many of something: few by default, more in full.
pub fn rounds(few: usize, full: usize) -> usize {
    if is_full() { full } else { few }
}
