//! A run is killed, or cut off, at every point where it could be.
//!
//! The history of `history.rs` is run in four phases (up to a statement that fails, on to the heads, down to
//! a statement that fails, on to base). An undisturbed run of each phase lists its points; then every point is
//! gone through: the database is put back to where the phase began, the run is stopped there, what it left
//! is held against what was really done (`truth.rs`), and the next runs have to end where the undisturbed
//! one did (`finish.rs`).

mod crew;
mod evidence;
mod finish;
mod gates;
mod history;
mod messages;
mod phase;
mod reference;
mod roll;
mod site;
mod snapshot;
mod system_calls;
mod truth;
mod undisturbed;
