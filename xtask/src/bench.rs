//! `cargo xtask bench`: figures beside a rival or a floor, in one run.

mod graph;
mod measure;
mod workload;

use clap::Subcommand;

use crate::shell::Result;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Graph commands over many revisions, beside Alembic and `cat`
    Graph(graph::GraphArgs),
}

/// Measures, and prints a table in Markdown to stdout.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Graph(args) => graph::run(args),
    }
}
