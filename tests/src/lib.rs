//! What the tests in `tests/` share, which need more than one crate: the real program.

pub mod cargo_rmig;
