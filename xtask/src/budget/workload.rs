//! What is counted: the graph commands, `upgrade` from nothing, and one that finds nothing to do.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use super::{STEP, count::count, recorded::Measured};
use crate::{
    bench::{
        program::Program,
        workload::{Shape, parents, rmig},
    },
    shell::{Failure, Result, root, say},
};

/// Commands that read headers only, over a history with a merge point for every twenty revisions.
const GRAPH: [&str; 3] = ["heads", "history", "branches"];

/// The smaller size of a history for commands that apply nothing; the larger one is [`STEP`] times it.
const READ: u64 = 1_000;

/// The smaller size of a history that is applied.
const APPLIED: u64 = 100;

/// Counts everything.
///
/// # Errors
///
/// A command fails.
pub fn measure(program: &Path) -> Result<Vec<Measured>> {
    let program = Program {
        name: "rmig".to_owned(),
        path: program.to_owned(),
    };
    let applied = [APPLIED, APPLIED * STEP].map(|size| History::write(&program, size));
    let read = [READ, READ * STEP].map(|size| History::write(&program, size));
    let mut measured = Vec::new();
    let mut note = |command, history: &History, instructions| {
        say(&format!(
            "counted {command} with {} revisions",
            history.size
        ));
        measured.push(Measured {
            command,
            revisions: history.size,
            instructions,
        });
    };
    let read = read.into_iter().collect::<Result<Vec<_>>>()?;
    for command in GRAPH {
        for history in &read {
            note(command, history, count(&history.command(&[command]))?);
        }
    }
    for history in applied {
        let history = history?;
        note("upgrade", &history, count(&history.command(&["upgrade"]))?);
    }
    for history in &read {
        history.bring_to_head()?;
        note("no-op", history, count(&history.command(&["upgrade"]))?);
    }
    Ok(measured)
}

/// A package whose revisions write a row each, and its database.
struct History<'a> {
    program: &'a Program,
    size: u64,
    folder: PathBuf,
    // In memory where there is such a folder: the disk executes no instructions.
    database: PathBuf,
}

impl<'a> History<'a> {
    fn write(program: &'a Program, size: u64) -> Result<Self> {
        let folder = root()
            .join("target/budget-histories")
            .join(size.to_string());
        if folder.exists() {
            fs_err::remove_dir_all(&folder)?;
        }
        let graph = parents(Shape::Dag, usize::try_from(size).unwrap_or_default());
        rmig(&folder, &graph, |index| match index {
            0 => (
                "CREATE TABLE t (id INTEGER)".to_owned(),
                "DROP TABLE t".to_owned(),
            ),
            _ => (
                format!("INSERT INTO t VALUES ({index})"),
                format!("DELETE FROM t WHERE id = {index}"),
            ),
        })?;
        let memory = Path::new("/dev/shm");
        let database = if memory.is_dir() {
            memory.join(format!("rmig-budget-{}-{size}.sqlite", std::process::id()))
        } else {
            folder.join("database.sqlite")
        };
        Ok(Self {
            program,
            size,
            folder,
            database,
        })
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = self.program.command(arguments);
        command
            .current_dir(&self.folder)
            .env("RMIG_URL", format!("sqlite:{}", self.database.display()))
            // Who finds nothing to do among several threads looks again and again.
            .env("RAYON_NUM_THREADS", "1");
        command
    }

    /// Applies everything, in one transaction.
    fn bring_to_head(&self) -> Result<()> {
        let mut upgrade = self.command(&["--quiet", "upgrade"]);
        upgrade.env("RMIG_TRANSACTION_PER_MIGRATION", "false");
        let output = upgrade.stdin(Stdio::null()).output()?;
        if output.status.success() {
            return Ok(());
        }
        Err(Failure(
            String::from_utf8_lossy(&output.stderr).into_owned(),
        ))
    }
}

impl Drop for History<'_> {
    fn drop(&mut self) {
        if let Err(error) = std::fs::remove_file(&self.database)
            && error.kind() != std::io::ErrorKind::NotFound
        {
            say(&format!("warning: {}: {error}", self.database.display()));
        }
    }
}
