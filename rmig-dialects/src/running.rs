//! Tests of the runner on every database.

mod basics;
mod cuts;
mod failures;
mod messages;
mod races;
pub(crate) mod rig;
