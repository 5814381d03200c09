//! Tests of the runner and the driver on real SQLite files.

mod claimed;
mod escapes;
mod foreign_keys;
mod locked;
mod looking;
mod races;
mod resuming;
mod sections;
mod stamping;
mod upgrade;
