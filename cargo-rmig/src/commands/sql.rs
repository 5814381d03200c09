//! `sql`: operations as the statements of a dialect.

use std::path::PathBuf;

use clap::Args;
use rmig_engine::{
    ddl::{DdlScript, render_with},
    diagnostic::Finding,
    operation::OperationList,
    plan::Direction,
};
use serde::Serialize;

use crate::{CommandError, Context, Exit, registry::registry};

mod look;
mod sections;

/// The arguments of `sql`.
#[derive(Debug, Args)]
pub struct SqlArgs {
    /// The dialect: sqlite, postgresql, mysql, mariadb, mssql
    #[arg(long, value_name = "NAME", required_unless_present = "look")]
    pub dialect: Option<String>,
    /// Look at the selected database (-d, --url): a table that is made anew has to be known
    #[arg(long)]
    pub look: bool,
    /// A file with the operations, in place of stdin
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// Write what takes the operations back
    #[arg(long)]
    pub reverse: bool,
}

/// The JSON answer.
#[derive(Serialize)]
struct Document<'a> {
    statements: Vec<&'a str>,
    warnings: &'a [String],
    sections: Vec<sections::Section>,
}

/// Prints the statements; with `--look` a database is asked what its tables are like, and not changed.
///
/// # Errors
///
/// The operations can't be read, the database can't be reached, or can't do what one of them says.
pub fn run(context: &Context, args: &SqlArgs) -> Result<Exit, CommandError> {
    let registry = registry()?;
    let looked = args.look.then(|| look::at_database(context)).transpose()?;
    let (spoken, inspected) = looked.unzip();
    let wanted = args.dialect.as_deref().or(spoken);
    let dialect = registry.ddl.get(spelt(wanted.unwrap_or_default()))?;
    if let Some(spoken) = spoken.filter(|spoken| *spoken != dialect.name()) {
        let message = format!("the database speaks {spoken}, not {}", dialect.name());
        return Err(CommandError::usage(
            message,
            "leave --dialect away, or --look",
        ));
    }
    let text = match &args.file {
        Some(file) => {
            let file = context.current_dir().join(file);
            fs_err::read_to_string(file).map_err(|error| CommandError::io(&error))?
        }
        None => context.stdin()?,
    };
    let mut list = OperationList::from_json(&text)?;
    if args.reverse {
        list.reverse_with(&registry.operations)?;
    }
    let script = render_with(&list, dialect, inspected.as_ref(), &registry.operations)?;
    let direction = match args.reverse {
        true => Direction::Downgrade,
        false => Direction::Upgrade,
    };
    show(context, &script, dialect.batch_separator(), direction);
    Ok(Exit::Done)
}

/// A dialect may be spelt otherwise, as in the markers of sections.
fn spelt(name: &str) -> &str {
    match name {
        "postgres" => "postgresql",
        "sqlserver" => "mssql",
        name => name,
    }
}

fn show(context: &Context, script: &DdlScript, separator: Option<&str>, direction: Direction) {
    let ui = context.ui();
    let sections = sections::of(script);
    ui.line(sections::text(script, &sections, separator, direction).trim_end());
    ui.json(&Document {
        statements: script
            .statements
            .iter()
            .map(|one| one.sql.as_str())
            .collect(),
        warnings: &script.warnings,
        sections,
    });
    for warning in &script.warnings {
        ui.warning(&Finding::new("operation-warning", warning.clone()));
    }
}
