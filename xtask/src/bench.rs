//! `cargo xtask bench`: figures beside the rivals and a floor, in one run.

mod apply;
mod contender;
mod database;
mod field;
mod footprint;
mod graph;
mod machine;
mod measure;
mod noop;
mod offline;
mod options;
mod peak;
pub mod program;
mod project;
mod rivals;
mod scanner;
mod table;
mod tool;
pub mod workload;

use clap::{Args, Subcommand};

use crate::{interrupt, shell::Result};
use options::Options;

/// The arguments of `bench`.
#[derive(Args)]
pub struct Bench {
    #[command(flatten)]
    options: Options,
    #[command(subcommand)]
    what: Option<What>,
}

/// What to measure.
#[derive(Subcommand)]
enum What {
    /// Graph commands over many revisions, beside Alembic and `cat`
    Graph(graph::GraphArgs),
    /// Many small revisions on an empty database, beside all rivals and the database's own client
    Apply,
    /// `upgrade` where nothing is left to do, beside all rivals and the database's own client
    Noop,
    /// `upgrade --sql` over many revisions, beside Alembic
    Offline(offline::OfflineArgs),
    /// Sizes of programs, their start, their memory, and with --build-time how long they take to build
    Footprint,
    /// Cutting scripts into statements, beside a rival and a floor
    Scanner,
}

/// Measures, and prints tables in Markdown to stdout.
///
/// # Errors
///
/// Something can't be built, set up or run, or a run leaves the wrong thing in its database.
pub fn run(bench: &Bench) -> Result<()> {
    interrupt::watch()?;
    let options = &bench.options;
    match &bench.what {
        Some(What::Graph(args)) => graph::run(options, args),
        Some(What::Apply) => apply::run(options),
        Some(What::Noop) => noop::run(options),
        Some(What::Offline(args)) => offline::run(options, args),
        Some(What::Footprint) => footprint::run(options),
        Some(What::Scanner) => scanner::run(options),
        None => {
            graph::run(options, &graph::GraphArgs::default())?;
            apply::run(options)?;
            noop::run(options)?;
            offline::run(options, &offline::OfflineArgs::default())?;
            footprint::run(options)?;
            scanner::run(options)
        }
    }
}
