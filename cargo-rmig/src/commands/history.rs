//! `history`: the revisions, newest first.

use clap::Args;
use rmig_engine::symbol::{Resolver, SymbolRange};

use crate::{
    CommandError, Context, Exit,
    current_rows::{CurrentRows, names_current},
    picture::Picture,
    revision_text::{Parts, RevisionText, draw_graph},
    revisions::{self, Revisions},
};

/// The arguments of `history`.
#[derive(Debug, Args)]
#[command(after_help = "--format mermaid, dot or svg draws the history as a picture.")]
pub struct HistoryArgs {
    /// Only a part: a:b, a: or :b; the ends may be any symbol, current too
    #[arg(short, long, value_name = "RANGE", allow_hyphen_values = true)]
    pub rev_range: Option<String>,
    /// Mark the revisions that the database is at
    #[arg(short, long)]
    pub indicate_current: bool,
    /// Draw the graph
    #[arg(long)]
    pub graph: bool,
}

/// Prints the history of each package.
///
/// # Errors
///
/// The range can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &HistoryArgs) -> Result<Exit, CommandError> {
    let range: SymbolRange = args.rev_range.as_deref().unwrap_or(":").parse()?;
    let ends = [&range.lower, &range.upper];
    let looks = args.indicate_current || ends.into_iter().flatten().any(names_current);
    let format = context.ui().format();
    let packages = if format.is_picture() {
        vec![context.package()?]
    } else {
        context.packages()?
    };
    let rows = CurrentRows::read_if(context, looks)?;
    context.read("packages", &packages, |package| {
        let directory = revisions::load(package)?;
        let resolver = match rows.of(package) {
            Some(rows) => Resolver::with_rows(directory.map(), rows)?,
            None => Resolver::new(directory.map()),
        };
        let listed = resolver.history(&range)?;
        let current = if args.indicate_current {
            resolver.current_rows()
        } else {
            &[]
        };
        let picture = Picture {
            directory: &directory,
            listed: &listed,
            current,
        };
        if let Some(drawn) = picture.draw(format) {
            return Ok(Revisions::new(package, &directory, &listed, drawn));
        }
        let text = RevisionText::new(context.ui(), &directory, current);
        let line = Parts {
            parents: true,
            labels: true,
            tree: true,
            message: true,
        };
        let text = if args.graph {
            draw_graph(&text, &listed)
        } else if context.ui().verbosity() > 0 {
            let long: Vec<String> = listed.iter().map(|&at| text.long(at)).collect();
            long.join("\n")
        } else {
            listed
                .iter()
                .map(|&at| text.line(at, line) + "\n")
                .collect()
        };
        Ok(Revisions::new(package, &directory, &listed, text))
    })
}
