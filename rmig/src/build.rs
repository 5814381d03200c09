//! What a build script does with revisions.
//!
//! [`verify`] reads the settings of the package that is being built and the headers of its
//! revisions, never a database. The build fails where the graph has several heads, a broken link, a
//! cycle or a duplicate, or where the settings make no sense:
//!
//! ```no_run
//! // in the main function of build.rs
//! rmig::build::verify();
//! ```
//!
//! ```text
//! error[multiple-heads]: there are 2 heads: "27c6a30d7c24" in …, "ae1027a6acf1" in …
//!  --> /src/shop/migrations/versions/20261122_1504_ae1027a6acf1_add_users.sql:3:15
//!   |
//! 3 | -- revision = "ae1027a6acf1"
//!   |               ^^^^^^^^^^^^^^ one of the heads
//!   |
//!   = help: join them with `cargo rmig merge heads -m "…"`, or let one of them revise the other
//! ```
//!
//! Cargo runs the script again when a revision is added, changed or removed, when a manifest that
//! holds settings changes, and when one of the variables `RMIG_SCRIPT_LOCATION`,
//! `RMIG_VERSION_LOCATIONS` and `RMIG_RECURSIVE_VERSION_LOCATIONS` does. Relative paths in these
//! start at the package, since a build script runs there. A `.env` file isn't read.
//!
//! A package on a registry is built without its workspace. If it is to be published, it needs its
//! revisions among its own files and its settings in its own manifest.

mod check;
mod variables;
mod verified;
mod verify;

pub use rmig_engine::diagnostic::{Finding, Findings};
pub use verified::Verified;
pub use verify::{Verify, try_verify, verify};
