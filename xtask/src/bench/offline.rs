//! Scripts of a whole history, beside Alembic's.

use std::process::Command;

use clap::Args;

use super::{
    contender::{Contender, race},
    machine,
    measure::ratio,
    options::Options,
    program::Program,
    project, table,
    workload::{self, Shape, parents},
};
use crate::{
    python,
    shell::{Result, say},
};

/// The arguments of `bench offline`.
#[derive(Args)]
pub struct OfflineArgs {
    /// How many revisions; repeatable
    #[arg(long, default_values_t = SIZES)]
    pub size: Vec<usize>,
}

const SIZES: [usize; 3] = [100, 1_000, 10_000];

impl Default for OfflineArgs {
    fn default() -> Self {
        Self {
            size: SIZES.to_vec(),
        }
    }
}

/// Measures `upgrade --sql` for PostgreSQL; prints a table.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(options: &Options, args: &OfflineArgs) -> Result<()> {
    let python = python::oracle()?;
    let programs = Program::all(options)?;
    table::heading("Scripts");
    machine::print(options, None)?;
    table::head(&[
        "revisions",
        "program",
        "median (fastest–slowest)",
        "Alembic beside it",
    ]);
    for &size in &args.size {
        let folder = project::folder(&format!("offline-{size}"))?;
        say(&format!("writing {size} revisions to {}", folder.display()));
        let graph = parents(Shape::Linear, size);
        workload::rmig(&folder.join("rmig"), &graph, |index| {
            (workload::table_sql(index), format!("DROP TABLE t{index}"))
        })?;
        workload::alembic(&folder.join("alembic"), &graph, workload::table_python)?;
        let mut contenders: Vec<_> = programs
            .iter()
            .map(|program| {
                Contender::new(&program.name, || {
                    let mut ours =
                        program.command(&["upgrade", "--sql", "--dialect", "postgresql"]);
                    ours.current_dir(folder.join("rmig"));
                    ours
                })
            })
            .collect();
        let alembic = Contender::new("Alembic", || {
            let mut theirs = Command::new(&python);
            theirs
                .args(["-m", "alembic.config", "upgrade", "head", "--sql"])
                .current_dir(folder.join("alembic"))
                .env_remove("PYTHONDONTWRITEBYTECODE");
            theirs
        });
        contenders.push(alembic.at_most(options.slow_rounds));
        let times = race(&contenders, options.rounds, true)?;
        for (contender, mine) in contenders.iter().zip(&times) {
            let alembic = times.last().map_or(1.0, |alembic| alembic.beside(mine));
            let name = contender.name.clone();
            table::row(&[size.to_string(), name, mine.shown(), ratio(alembic)]);
        }
    }
    table::finish(options, "offline")
}
