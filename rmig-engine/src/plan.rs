//! Plans: which revisions run, in which order, and what the version table holds after each.
//!
//! A plan comes from the revision graph and the version rows alone; it touches no database.

mod step;

pub use step::{Direction, StampStep, Step};
