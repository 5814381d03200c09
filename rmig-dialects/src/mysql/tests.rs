//! Tests of the driver on a real server.

mod batches;
mod cancelling;
mod connecting;
mod definitions;
mod embedding;
mod guards;
mod locks;
mod privileges;
mod rig;
mod sessions;
