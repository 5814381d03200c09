//! The options of every benchmark.

use std::path::PathBuf;

use clap::Args;

use super::{database::Kind, tool::Tool};
use crate::servers::Storage;

/// What all benchmarks take.
#[derive(Args)]
pub struct Options {
    /// How often each takes part
    #[arg(long, global = true, value_name = "N", default_value_t = 9)]
    pub rounds: usize,
    /// How often Alembic does, which is slow
    #[arg(long, global = true, value_name = "N", default_value_t = 3)]
    pub slow_rounds: usize,
    /// How many revisions `apply`, `noop` and `footprint` take
    #[arg(long, global = true, value_name = "N", default_value_t = 1_000)]
    pub revisions: usize,
    /// Only on this database; repeatable
    #[arg(long, global = true, value_name = "DATABASE")]
    pub database: Vec<Kind>,
    /// Only with this rival, beside ours and the floor; repeatable
    #[arg(long, global = true, value_name = "TOOL")]
    pub tool: Vec<Tool>,
    /// A program to measure instead of the one that is built here; repeatable, to see what a change does
    #[arg(long, global = true, value_name = "PATH")]
    pub program: Vec<PathBuf>,
    /// Where the databases lie
    #[arg(
        long,
        global = true,
        value_name = "FOLDER",
        default_value = "/var/tmp",
        default_value_if("no_fsync", "true", "/dev/shm")
    )]
    pub folder: PathBuf,
    /// Leave the disk out: databases in memory, servers that wait for no write
    #[arg(long, global = true)]
    pub no_fsync: bool,
    /// Put the figures into their places in docs/benchmarks.md, too
    #[arg(long, global = true)]
    pub write: bool,
    /// Build the release anew and state the time
    #[arg(long, global = true)]
    pub build_time: bool,
}

impl Options {
    /// The databases to use.
    pub fn kinds(&self) -> Vec<Kind> {
        let all = [Kind::Sqlite, Kind::Postgres, Kind::Mariadb];
        let is_wanted = |kind: &Kind| self.database.is_empty() || self.database.contains(kind);
        all.into_iter().filter(is_wanted).collect()
    }

    /// The rivals to use.
    pub fn rivals(&self) -> Vec<Tool> {
        let is_wanted = |tool: &Tool| self.tool.is_empty() || self.tool.contains(tool);
        Tool::ALL.into_iter().filter(is_wanted).collect()
    }

    /// What the servers do for a crash.
    pub fn storage(&self) -> Storage {
        if self.no_fsync {
            Storage::Fleeting
        } else {
            Storage::Durable
        }
    }
}
