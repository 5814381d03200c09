//! The same small steps, as every tool wants them written.

use std::path::{Path, PathBuf};

use super::{
    database::Kind,
    tool::Tool,
    workload::{self, Shape, Step, id, parents},
};
use crate::shell::{Result, root};

/// Begins an empty folder below `target/bench`.
///
/// # Errors
///
/// What was there can't be removed.
pub fn folder(name: &str) -> Result<PathBuf> {
    let folder = root().join("target").join("bench").join(name);
    if folder.exists() {
        fs_err::remove_dir_all(&folder)?;
    }
    fs_err::create_dir_all(&folder)?;
    Ok(folder)
}

/// Writes a package with rmig revisions.
///
/// # Errors
///
/// A file can't be written.
pub fn rmig(folder: &Path, kind: Kind, steps: &[Step]) -> Result<()> {
    let graph = parents(Shape::Linear, steps.len());
    let step = |index: usize| steps.get(index).copied().unwrap_or(Step::Table(index));
    let body = |index| (step(index).upgrade(kind), step(index).downgrade(kind));
    workload::rmig(folder, &graph, body).map(drop)
}

/// Writes a rival's folder.
///
/// # Errors
///
/// A file can't be written.
pub fn rival(tool: Tool, folder: &Path, kind: Kind, steps: &[Step]) -> Result<()> {
    if tool == Tool::Alembic {
        let graph = parents(Shape::Linear, steps.len());
        let step = |index: usize| steps.get(index).copied().unwrap_or(Step::Table(index));
        return workload::alembic(folder, &graph, |index| step(index).python());
    }
    let migrations = match tool {
        Tool::Dbmate => folder.join("db").join("migrations"),
        _ => folder.join("migrations"),
    };
    fs_err::create_dir_all(&migrations)?;
    if tool == Tool::Diesel {
        let settings = "[migrations_directory]\ndir = \"migrations\"\n";
        fs_err::write(folder.join("diesel.toml"), settings)?;
    }
    for (index, step) in steps.iter().enumerate() {
        let (up, down) = (step.upgrade(kind), step.downgrade(kind));
        let version = 20_240_101_000_000 + index;
        let name = format!("{version}_revision_{index}");
        match tool {
            Tool::Alembic => {}
            Tool::Sqlx => {
                fs_err::write(
                    migrations.join(format!("{name}.up.sql")),
                    format!("{up};\n"),
                )?;
                fs_err::write(
                    migrations.join(format!("{name}.down.sql")),
                    format!("{down};\n"),
                )?;
            }
            Tool::Diesel => {
                let folder = migrations.join(&name);
                fs_err::create_dir(&folder)?;
                fs_err::write(folder.join("up.sql"), format!("{up};\n"))?;
                fs_err::write(folder.join("down.sql"), format!("{down};\n"))?;
            }
            Tool::Dbmate => {
                let text = format!("-- migrate:up\n{up};\n\n-- migrate:down\n{down};\n");
                fs_err::write(migrations.join(format!("{name}.sql")), text)?;
            }
            Tool::Refinery => {
                let name = format!("V{}__revision_{index}.sql", index + 1);
                fs_err::write(migrations.join(name), format!("{up};\n"))?;
            }
        }
    }
    Ok(())
}

/// Writes the floor's script: for each step a transaction with a row of a version table.
///
/// # Errors
///
/// The file can't be written.
pub fn floor(file: &Path, kind: Kind, steps: &[Step]) -> Result<()> {
    let begin = match kind {
        Kind::Mariadb => "START TRANSACTION",
        Kind::Sqlite | Kind::Postgres => "BEGIN",
    };
    let mut text =
        "CREATE TABLE schema_version (id VARCHAR(32) NOT NULL PRIMARY KEY);\n".to_owned();
    for (index, step) in steps.iter().enumerate() {
        let (up, id) = (step.upgrade(kind), id(index));
        text.push_str(&format!(
            "{begin};\n{up};\nINSERT INTO schema_version VALUES ('{id}');\nCOMMIT;\n"
        ));
    }
    Ok(fs_err::write(file, text)?)
}
