//! Schema migrations for Rust applications, as a graph of revisions.
//!
//! This is the crate that an application names in its `Cargo.toml`; revisions are written and run
//! with `cargo rmig`. It does nothing unless a feature asks for it.
//!
//! | feature | what it brings |
//! | --- | --- |
//! | `build` | [`build::verify`](https://docs.rs/rmig/latest/rmig/build/fn.verify.html): a build script that fails where the revisions are no graph with one head; no tokio, no sqlx |
//! | `operations` | [`prelude`](https://docs.rs/rmig/latest/rmig/prelude/index.html): operations in Rust (`create_table`, `add_column` …), as data that `cargo rmig sql` writes for any database |
//!
//! ```toml
//! [build-dependencies]
//! rmig = { version = "0.1", default-features = false, features = ["build"] }
//! ```
//!
//! ```no_run
//! // in the main function of build.rs
//! # #[cfg(feature = "build")]
//! rmig::build::verify();
//! ```

#[cfg(feature = "build")]
pub mod build;
#[cfg(feature = "operations")]
pub mod prelude;
