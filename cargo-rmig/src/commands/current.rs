//! `current`: where the databases are.

use clap::Args;
use rmig_engine::{script::RevisionView, symbol::Resolver};
use serde::Serialize;

use crate::{
    CommandError, Context, Database, Exit, Report, Target, Ui,
    revision_text::{Parts, RevisionText},
    revisions,
    running::Databases,
};

/// The arguments of `current`.
#[derive(Debug, Args)]
pub struct CurrentArgs {
    /// Exit with 4 unless everything up to the heads is applied
    #[arg(short, long)]
    pub check_heads: bool,
}

/// An item of `databases`.
#[derive(Serialize)]
struct CurrentReport {
    package: String,
    database: String,
    url: String,
    /// The tips of what is applied, those that only a dependant implies included.
    revisions: Vec<RevisionView>,
    /// What the version table holds.
    rows: Vec<String>,
    /// The heads of the script directory.
    heads: Vec<String>,
    is_at_head: bool,
    /// How far a revision came that a run is at, or left unfinished.
    unfinished: Option<String>,
    #[serde(skip)]
    text: String,
    #[serde(skip)]
    check_heads: bool,
    #[serde(skip)]
    label: String,
}

/// Prints where each selected database is. Nothing in it is created or changed.
///
/// # Errors
///
/// Bad settings, or nothing is selected.
pub fn run(context: &Context, args: &CurrentArgs) -> Result<Exit, CommandError> {
    let databases = Databases::new(context)?;
    context.read("databases", &context.databases()?, |database| {
        look(context, &databases, database, args)
    })
}

fn look(
    context: &Context,
    databases: &Databases<'_>,
    database: &Database,
    args: &CurrentArgs,
) -> Result<CurrentReport, CommandError> {
    let directory = revisions::load(&database.package)?;
    let (found, unfinished) = databases.version_rows_and_unfinished(database)?;
    let map = directory.map();
    let resolver = Resolver::with_rows(map, &found.rows)?;
    let tips = map.current_tips(resolver.current_rows());
    let ui = context.ui();
    let text = RevisionText::new(ui, &directory, &[]);
    let mut lines: Vec<_> = tips
        .iter()
        .map(|&at| match ui.verbosity() {
            0 => text.line(at, Parts::default()),
            _ => text.long(at),
        })
        .collect();
    let url = database.url()?.to_string();
    if ui.verbosity() > 0 {
        lines.insert(0, format!("Current revision(s) for {url}:"));
    }
    if found.database_exists && found.rows.is_empty() {
        ui.note(format!("no revision is applied to {url}"));
    }
    if let Some(unfinished) = &unfinished {
        ui.warning(unfinished);
    }
    if !found.database_exists {
        ui.note(format!("there is no database at {url} yet"));
    }
    Ok(CurrentReport {
        package: database.package.name.clone(),
        database: database.name.clone(),
        url,
        revisions: tips
            .iter()
            .map(|&at| RevisionView::new(&directory, at))
            .collect(),
        rows: found.rows,
        heads: map
            .ids(map.heads())
            .into_iter()
            .map(str::to_owned)
            .collect(),
        // Every head is applied just if every head is a tip of what is applied.
        is_at_head: map.heads() == tips && unfinished.is_none(),
        unfinished: unfinished.map(|unfinished| unfinished.message),
        text: lines.join("\n"),
        check_heads: args.check_heads,
        label: database.label(),
    })
}

impl Report for CurrentReport {
    fn print(&self, ui: &Ui) {
        for line in self.text.lines() {
            ui.line(line);
        }
        if self.check_heads && !self.is_at_head {
            let heads = if self.heads.is_empty() {
                "no revision".to_owned()
            } else {
                self.heads.join(", ")
            };
            ui.status_bad(
                "Behind",
                format!("database {} is not at head: {heads}", self.label),
            );
        }
    }

    fn exit(&self) -> Exit {
        if self.check_heads && !self.is_at_head {
            Exit::NotAtHead
        } else {
            Exit::Done
        }
    }

    fn outcome(&self) -> String {
        let rows = if self.rows.is_empty() {
            "base".to_owned()
        } else {
            self.rows.join(", ")
        };
        if self.is_at_head {
            format!("{rows} (head)")
        } else {
            rows
        }
    }
}
