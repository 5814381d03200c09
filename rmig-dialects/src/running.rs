//! Tests of the runner on every database.

mod basics;
pub(crate) mod rig;
