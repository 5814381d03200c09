//! `cargo xtask bench`: figures beside a rival or a floor, in one run.

mod graph;
mod measure;
mod offline;
mod scanner;
mod workload;

use clap::Subcommand;

use crate::shell::Result;

/// What to measure.
#[derive(Subcommand)]
pub enum Bench {
    /// Graph commands over many revisions, beside Alembic and `cat`
    Graph(graph::GraphArgs),
    /// `upgrade --sql` over many revisions, beside Alembic
    Offline(offline::OfflineArgs),
    /// Cutting scripts into statements, beside a rival and a floor
    Scanner,
}

/// Measures, and prints a table in Markdown to stdout.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(bench: &Bench) -> Result<()> {
    match bench {
        Bench::Graph(args) => graph::run(args),
        Bench::Offline(args) => offline::run(args),
        Bench::Scanner => scanner::run(),
    }
}
