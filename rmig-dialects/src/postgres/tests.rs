//! Tests of the driver on a real server.

mod batches;
mod cancelling;
mod connecting;
mod definitions;
mod embedding;
mod errors;
mod guards;
mod locks;
mod rig;
mod sessions;
