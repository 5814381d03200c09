//! Graph commands over many revisions, beside Alembic and `cat` of the same files.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use clap::Args;

use super::{
    contender::{Contender, race},
    machine,
    measure::{Times, ratio},
    options::Options,
    peak::{mib, peak},
    program::Program,
    project, table,
    tool::Tool,
    workload::{self, Shape, merges, parents},
};
use crate::{
    debian, python,
    shell::{Result, run as run_command, say},
};

/// The arguments of `bench graph`.
#[derive(Args)]
pub struct GraphArgs {
    /// How many revisions; repeatable
    #[arg(long, default_values_t = SIZES)]
    pub size: Vec<usize>,
}

const SIZES: [usize; 4] = [100, 1_000, 10_000, 100_000];

impl Default for GraphArgs {
    fn default() -> Self {
        Self {
            size: SIZES.to_vec(),
        }
    }
}

/// More revisions than this are not given to Alembic, nor to `cat` as arguments.
const LIMIT: usize = 10_000;

/// The commands; `current` reads a database that is at the head.
const COMMANDS: [&str; 4] = ["heads", "history", "branches", "current"];

/// Measures times and memory; prints a table.
///
/// # Errors
///
/// Something can't be built, set up or run.
pub fn run(options: &Options, args: &GraphArgs) -> Result<()> {
    debian::need(&[("sqlite3", "sqlite3"), ("time", "time")])?;
    let rival = options.rivals().contains(&Tool::Alembic);
    let python = if rival { Some(python::oracle()?) } else { None };
    let programs = Program::all(options)?;
    table::heading("The graph");
    machine::print(options, None)?;
    table::head(&[
        "revisions",
        "command",
        "rmig",
        "`cat` of the files",
        "Alembic",
        "rmig / `cat`",
        "Alembic / rmig",
        "memory of rmig",
        "of Alembic",
    ]);
    for shape in [Shape::Linear, Shape::Dag] {
        for &size in &args.size {
            let graph = Graph::write(shape, size, python.as_deref(), &programs)?;
            for command in COMMANDS {
                graph.measure(options, &programs, command)?;
            }
        }
    }
    table::finish(options, "graph")
}

/// One history, written for both tools.
struct Graph {
    what: String,
    folder: PathBuf,
    files: Vec<PathBuf>,
    python: Option<PathBuf>,
}

impl Graph {
    fn write(
        shape: Shape,
        size: usize,
        python: Option<&Path>,
        programs: &[Program],
    ) -> Result<Self> {
        let folder = project::folder(&format!("{shape:?}-{size}").to_lowercase())?;
        say(&format!("writing {size} revisions to {}", folder.display()));
        let graph = parents(shape, size);
        let files = workload::rmig(&folder.join("rmig"), &graph, |index| {
            (workload::table_sql(index), format!("DROP TABLE t{index}"))
        })?;
        let python = python.filter(|_| size <= LIMIT).map(Path::to_owned);
        if python.is_some() {
            workload::alembic(&folder.join("alembic"), &graph, workload::table_python)?;
        }
        let what = match merges(&graph) {
            0 => format!("{size}"),
            merges => format!("{size}, {merges} merges"),
        };
        let graph = Self {
            what,
            folder,
            files,
            python,
        };
        if let Some(program) = programs.first() {
            run_command(&mut graph.ours(program, &["--quiet", "stamp", "heads"]))?;
        }
        if let Some(python) = &graph.python {
            run_command(&mut graph.theirs(python, &["stamp", "heads"]))?;
        }
        Ok(graph)
    }

    fn ours(&self, program: &Program, arguments: &[&str]) -> Command {
        let mut ours = program.command(arguments);
        let url = format!("sqlite:{}", self.folder.join("rmig.sqlite").display());
        ours.current_dir(self.folder.join("rmig"))
            .env("RMIG_URL", url);
        ours
    }

    fn theirs(&self, python: &Path, arguments: &[&str]) -> Command {
        let mut theirs = Command::new(python);
        let url = format!("sqlite:///{}", self.folder.join("alembic.sqlite").display());
        theirs
            .args(["-m", "alembic.config"])
            .args(arguments)
            .current_dir(self.folder.join("alembic"))
            .env("ALEMBIC_URL", url)
            .env_remove("PYTHONDONTWRITEBYTECODE");
        theirs
    }

    fn cat(&self) -> Command {
        let mut cat = Command::new("cat");
        cat.args(&self.files);
        cat
    }

    fn measure(&self, options: &Options, programs: &[Program], command: &str) -> Result<()> {
        let mut contenders: Vec<_> = programs
            .iter()
            .map(|program| Contender::new(&program.name, || self.ours(program, &[command])))
            .collect();
        let fits = self.files.len() <= LIMIT;
        if fits {
            contenders.push(Contender::new("`cat`", || self.cat()));
        }
        if let Some(python) = &self.python {
            let alembic = Contender::new("Alembic", || self.theirs(python, &[command]));
            contenders.push(alembic.at_most(options.slow_rounds));
        }
        let times = race(&contenders, options.rounds, true)?;
        let cat = times.get(programs.len()).filter(|_| fits);
        let alembic = self.python.as_ref().and(times.last());
        let memory = match &self.python {
            Some(python) => mib(peak(&self.theirs(python, &[command]))?),
            None => NONE.to_owned(),
        };
        let shown = |times: Option<&Times>| times.map_or(NONE.to_owned(), Times::shown);
        let beside = |one: Option<&Times>, other: Option<&Times>| match (one, other) {
            (Some(one), Some(other)) => ratio(one.beside(other)),
            _ => NONE.to_owned(),
        };
        for (program, ours) in programs.iter().zip(&times) {
            let command_text = match programs {
                [_] => command.to_owned(),
                _ => format!("{command}, {}", program.name),
            };
            table::row(&[
                self.what.clone(),
                command_text,
                ours.shown(),
                shown(cat),
                shown(alembic),
                beside(Some(ours), cat),
                beside(alembic, Some(ours)),
                mib(peak(&self.ours(program, &[command]))?),
                memory.clone(),
            ]);
        }
        Ok(())
    }
}

/// What stands in a cell where nothing was measured.
const NONE: &str = "–";
