//! Tests of the runner on every database.

mod basics;
mod busy;
mod cancelling;
mod cuts;
mod failures;
mod leftovers;
mod locks;
mod messages;
mod pooled;
mod races;
mod recoveries;
mod refusals;
mod repairs;
pub(crate) mod rig;
mod sessions;
mod statements;
mod version_table;
mod without_transaction;
