//! `edit`: the files of revisions in the user's editor.

use std::{path::PathBuf, sync::Arc};

use clap::Args;
use rmig_engine::{
    diagnostic::Finding,
    graph::Position,
    script::ScriptDirectory,
    symbol::{Resolver, Symbol},
};

use super::show::parse;
use crate::{
    CommandError, Context, Exit, Package,
    current_rows::{CurrentRows, names_current},
    editor::Editor,
    revisions::{self, Revisions},
    shown_path::shown_path,
};

/// The arguments of `edit`.
#[derive(Debug, Args)]
pub struct EditArgs {
    /// The revisions: an identifier or its beginning, head, heads, label@head, current, -N …
    #[arg(
        required = true,
        value_name = "REVISION",
        allow_negative_numbers = true
    )]
    pub revisions: Vec<String>,
}

/// Opens the files of the revisions in one editor and reads everything anew when it is closed.
///
/// # Errors
///
/// A symbol names no revision, there is no editor or it fails, or a file can't be loaded any more.
pub fn run(context: &Context, args: &EditArgs) -> Result<Exit, CommandError> {
    let symbols = parse(&args.revisions)?;
    let package = context.package()?;
    let rows = CurrentRows::read_if(context, symbols.iter().any(names_current))?;
    context.act("packages", &[package], |package: &Arc<Package>| {
        let directory = revisions::load(package)?;
        let resolver = match rows.of(package) {
            Some(rows) => Resolver::with_rows(directory.map(), rows)?,
            None => Resolver::new(directory.map()),
        };
        let files = files(&directory, &resolver, &symbols)?;
        let before: Vec<_> = files.iter().map(read).collect();
        Editor::find(context)?.open(context, &files)?;
        for (path, before) in files.iter().zip(before) {
            let verb = if read(path) == before {
                "Unchanged"
            } else {
                "Edited"
            };
            context.ui().status(verb, shown_path(context, path));
        }
        let directory = revisions::load(package)?;
        let edited = positions(&directory, &files);
        Ok(Revisions::new(package, &directory, &edited, String::new()))
    })
}

/// The files that the symbols name, each once.
fn files(
    directory: &ScriptDirectory,
    resolver: &Resolver<'_>,
    symbols: &[Symbol],
) -> Result<Vec<PathBuf>, CommandError> {
    let mut files = Vec::new();
    for symbol in symbols {
        let found = resolver.revisions(symbol)?;
        if found.is_empty() {
            let message = format!("no revision is named by {:?}", symbol.text);
            let finding = Finding::new("no-such-revision", message);
            return Err(finding
                .help("`cargo rmig history` lists the revisions")
                .into());
        }
        for at in found {
            let path = &directory.script(at).path;
            if !files.contains(path) {
                files.push(path.clone());
            }
        }
    }
    Ok(files)
}

fn read(path: &PathBuf) -> Option<Vec<u8>> {
    fs_err::read(path).ok()
}

/// Where the files are in the directory as it is now; one that was removed is nowhere.
fn positions(directory: &ScriptDirectory, files: &[PathBuf]) -> Vec<Position> {
    let at = |path: &PathBuf| {
        let is_it = |at: &Position| directory.script(*at).path == *path;
        directory.map().positions().find(is_it)
    };
    files.iter().filter_map(at).collect()
}
