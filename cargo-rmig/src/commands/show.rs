//! `show`: everything about some revisions.

use clap::Args;
use rmig_engine::symbol::{Resolver, Symbol};

use crate::{
    CommandError, Context, Exit,
    current_rows::{CurrentRows, names_current},
    revision_text::RevisionText,
    revisions::{self, Revisions},
};

/// The arguments of `show`.
#[derive(Debug, Args)]
pub struct ShowArgs {
    /// The revisions: an identifier or its beginning, head, heads, label@head, -N, current …
    #[arg(
        required = true,
        value_name = "REVISION",
        allow_negative_numbers = true
    )]
    pub revisions: Vec<String>,
}

/// Prints the revisions that the symbols name, in their order.
///
/// # Errors
///
/// A symbol can't be read, bad settings, or nothing is selected.
pub fn run(context: &Context, args: &ShowArgs) -> Result<Exit, CommandError> {
    let symbols = parse(&args.revisions)?;
    let packages = context.packages()?;
    let rows = CurrentRows::read_if(context, symbols.iter().any(names_current))?;
    context.read("packages", &packages, |package| {
        let directory = revisions::load(package)?;
        let resolver = match rows.of(package) {
            Some(rows) => Resolver::with_rows(directory.map(), rows)?,
            None => Resolver::new(directory.map()),
        };
        let mut found = Vec::new();
        for symbol in &symbols {
            for at in resolver.revisions(symbol)? {
                if !found.contains(&at) {
                    found.push(at);
                }
            }
        }
        let text = RevisionText::new(context.ui(), &directory, resolver.current_rows());
        let texts: Vec<_> = found.iter().map(|&at| text.long(at)).collect();
        Ok(Revisions::new(
            package,
            &directory,
            &found,
            texts.join("\n"),
        ))
    })
}

/// The symbols that a command was given.
pub(super) fn parse(texts: &[String]) -> Result<Vec<Symbol>, CommandError> {
    Ok(texts
        .iter()
        .map(|text| text.parse())
        .collect::<Result<_, _>>()?)
}
