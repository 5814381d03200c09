//! Tests of the driver on a real server.

mod batches;
mod rig;
