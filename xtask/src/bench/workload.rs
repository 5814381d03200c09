//! One abstract list of revisions, written in rmig's format and in Alembic's.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::shell::Result;

/// The shape of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Shape {
    /// One line.
    Linear,
    /// A trunk that forks into two to four branches of 3 to 20 revisions and merges again.
    Dag,
}

/// For each revision the indices of its parents.
pub fn parents(shape: Shape, count: usize) -> Vec<Vec<usize>> {
    match shape {
        Shape::Linear => (0..count)
            .map(|index| index.checked_sub(1).into_iter().collect())
            .collect(),
        Shape::Dag => dag(count),
    }
}

fn dag(count: usize) -> Vec<Vec<usize>> {
    let mut random = Random(7);
    let mut all = vec![Vec::new()];
    let mut tip = 0;
    let grow = |all: &mut Vec<Vec<usize>>, parents| {
        all.push(parents);
        all.len() - 1
    };
    while all.len() + 100 < count {
        for _ in 0..random.between(1, 10) {
            tip = grow(&mut all, vec![tip]);
        }
        let mut ends = Vec::new();
        for _ in 0..random.between(2, 4) {
            let mut end = tip;
            for _ in 0..random.between(3, 20) {
                end = grow(&mut all, vec![end]);
            }
            ends.push(end);
        }
        tip = grow(&mut all, ends);
    }
    while all.len() < count {
        tip = grow(&mut all, vec![tip]);
    }
    all
}

/// A small generator of numbers, the same on every machine.
struct Random(u64);

impl Random {
    fn between(&mut self, low: u64, high: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        low + (self.0 >> 33) % (high - low + 1)
    }
}

/// Twelve hex digits that don't follow from one another.
fn id(index: usize) -> String {
    let mixed = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{:012x}", mixed >> 16)
}

/// Writes a package with rmig revisions; gives their files.
///
/// # Errors
///
/// A file can't be written.
pub fn write_rmig(folder: &Path, parents: &[Vec<usize>]) -> Result<Vec<PathBuf>> {
    let versions = folder.join("migrations").join("versions");
    fs_err::create_dir_all(&versions)?;
    fs_err::create_dir_all(folder.join("src"))?;
    fs_err::write(folder.join("src/lib.rs"), "")?;
    let manifest = "[package]\nname = \"bench\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n\
                    [workspace]\n\n[package.metadata.rmig]\n";
    fs_err::write(folder.join("Cargo.toml"), manifest)?;
    let mut files = Vec::with_capacity(parents.len());
    for (index, parents) in parents.iter().enumerate() {
        let id = id(index);
        let down = match parents.as_slice() {
            [] => String::new(),
            [one] => format!("-- down_revision = \"{}\"\n", self::id(*one)),
            several => {
                let ids: Vec<_> = several
                    .iter()
                    .map(|&one| format!("{:?}", self::id(one)))
                    .collect();
                format!("-- down_revision = [{}]\n", ids.join(", "))
            }
        };
        let text = format!(
            "-- revision {index}\n--\n-- revision = \"{id}\"\n{down}-- created_at = 2024-01-01T00:00:00Z\n\n\
             -- rmig: upgrade\nCREATE TABLE t{index} (id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, \
             created_at TIMESTAMP, amount NUMERIC(12, 2), PRIMARY KEY (id));\n\n\
             -- rmig: downgrade\nDROP TABLE t{index};\n"
        );
        let file = versions.join(format!("{index:06}_{id}_revision_{index}.sql"));
        fs_err::write(&file, text)?;
        files.push(file);
    }
    Ok(files)
}

/// What Alembic runs for scripts; commands about the graph never do.
const ENVIRONMENT: &str = "\
from alembic import context

context.configure(dialect_name=\"postgresql\")
with context.begin_transaction():
    context.run_migrations()
";

/// Writes an Alembic environment with the same revisions.
///
/// # Errors
///
/// A file can't be written.
pub fn write_alembic(folder: &Path, parents: &[Vec<usize>]) -> Result<()> {
    let versions = folder.join("al").join("versions");
    fs_err::create_dir_all(&versions)?;
    fs_err::write(
        folder.join("alembic.ini"),
        "[alembic]\nscript_location = %(here)s/al\n",
    )?;
    fs_err::write(folder.join("al/env.py"), ENVIRONMENT)?;
    for (index, parents) in parents.iter().enumerate() {
        let id = id(index);
        let down = match parents.as_slice() {
            [] => "None".to_owned(),
            [one] => format!("{:?}", self::id(*one)),
            several => {
                let ids: Vec<_> = several
                    .iter()
                    .map(|&one| format!("{:?}", self::id(one)))
                    .collect();
                format!("({})", ids.join(", "))
            }
        };
        let text = format!(
            "\"\"\"revision {index}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n\
             revision = {id:?}\ndown_revision = {down}\nbranch_labels = None\ndepends_on = None\n\n\n\
             def upgrade():\n    op.create_table('t{index}', sa.Column('id', sa.Integer(), nullable=False), \
             sa.Column('name', sa.String(100), nullable=False), sa.Column('created_at', sa.DateTime()), \
             sa.Column('amount', sa.Numeric(12, 2)), sa.PrimaryKeyConstraint('id'))\n\n\n\
             def downgrade():\n    op.drop_table('t{index}')\n"
        );
        fs_err::write(
            versions.join(format!("{index:06}_{id}_revision_{index}.py")),
            text,
        )?;
    }
    Ok(())
}
