//! One abstract list of revisions, written in rmig's format and in Alembic's.

use std::path::{Path, PathBuf};

use crate::shell::Result;

/// Twelve hex digits that don't follow from one another.
pub fn id(index: usize) -> String {
    let mixed = (index as u64 + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    format!("{:012x}", mixed >> 16)
}

/// Parents as both formats write them: nothing, one in quotes, or several in brackets.
fn links(parents: &[usize], (open, close): (&str, &str)) -> Option<String> {
    let ids: Vec<String> = parents
        .iter()
        .map(|&parent| format!("{:?}", id(parent)))
        .collect();
    match ids.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => Some(format!("{open}{}{close}", several.join(", "))),
    }
}

/// Writes a package with rmig revisions, whose upgrades and downgrades `body` says; gives their files.
///
/// # Errors
///
/// A file can't be written.
pub fn rmig(
    folder: &Path,
    parents: &[Vec<usize>],
    body: impl Fn(usize) -> (String, String),
) -> Result<Vec<PathBuf>> {
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
        let down = links(parents, ("[", "]"))
            .map(|links| format!("-- down_revision = {links}\n"))
            .unwrap_or_default();
        let (upgrade, downgrade) = body(index);
        let text = format!(
            "-- revision {index}\n--\n-- revision = \"{id}\"\n{down}-- created_at = 2024-01-01T00:00:00Z\n\n\
             -- rmig: upgrade\n{upgrade};\n\n-- rmig: downgrade\n{downgrade};\n"
        );
        let file = versions.join(format!("{index:06}_{id}_revision_{index}.sql"));
        fs_err::write(&file, text)?;
        files.push(file);
    }
    Ok(files)
}

/// What Alembic runs for scripts and with a database.
const ENVIRONMENT: &str = "\
import os
from alembic import context
from sqlalchemy import create_engine, pool

if context.is_offline_mode():
    context.configure(dialect_name=\"postgresql\")
    with context.begin_transaction():
        context.run_migrations()
else:
    engine = create_engine(os.environ[\"ALEMBIC_URL\"], poolclass=pool.NullPool)
    with engine.connect() as connection:
        context.configure(connection=connection)
        with context.begin_transaction():
            context.run_migrations()
";

/// Writes an Alembic environment with the same revisions.
///
/// # Errors
///
/// A file can't be written.
pub fn alembic(
    folder: &Path,
    parents: &[Vec<usize>],
    body: impl Fn(usize) -> (String, String),
) -> Result<()> {
    let versions = folder.join("al").join("versions");
    fs_err::create_dir_all(&versions)?;
    fs_err::write(
        folder.join("alembic.ini"),
        "[alembic]\nscript_location = %(here)s/al\n",
    )?;
    fs_err::write(folder.join("al/env.py"), ENVIRONMENT)?;
    for (index, parents) in parents.iter().enumerate() {
        let id = id(index);
        let down = links(parents, ("(", ")")).unwrap_or_else(|| "None".to_owned());
        let (upgrade, downgrade) = body(index);
        let text = format!(
            "\"\"\"revision {index}\"\"\"\nfrom alembic import op\nimport sqlalchemy as sa\n\n\
             revision = {id:?}\ndown_revision = {down}\nbranch_labels = None\ndepends_on = None\n\n\n\
             def upgrade():\n    {upgrade}\n\n\ndef downgrade():\n    {downgrade}\n"
        );
        let file = versions.join(format!("{index:06}_{id}_revision_{index}.py"));
        fs_err::write(file, text)?;
    }
    Ok(())
}

/// A table for each revision, in SQL.
pub fn table_sql(index: usize) -> String {
    format!(
        "CREATE TABLE t{index} (id INTEGER NOT NULL, name VARCHAR(100) NOT NULL, created_at TIMESTAMP, \
         amount NUMERIC(12, 2), PRIMARY KEY (id))"
    )
}

/// The same as Alembic's operations, forth and back.
pub fn table_python(index: usize) -> (String, String) {
    let table = format!(
        "op.create_table('t{index}', sa.Column('id', sa.Integer(), nullable=False), \
         sa.Column('name', sa.String(100), nullable=False), sa.Column('created_at', sa.DateTime()), \
         sa.Column('amount', sa.Numeric(12, 2)), sa.PrimaryKeyConstraint('id'))"
    );
    (table, format!("op.drop_table('t{index}')"))
}
