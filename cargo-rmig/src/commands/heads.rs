//! `heads`: the revisions that nothing revises.

use clap::Args;

use crate::{
    CommandError, Context, Exit,
    revision_text::{Parts, RevisionText},
    revisions::{self, Revisions},
};

/// The arguments of `heads`.
#[derive(Debug, Args)]
pub struct HeadsArgs {
    /// Only real heads: those that no other revision depends on either
    #[arg(long)]
    pub resolve_dependencies: bool,
}

/// Prints the heads of each package, in load order.
///
/// # Errors
///
/// Bad settings, or nothing is selected.
pub fn run(context: &Context, args: &HeadsArgs) -> Result<Exit, CommandError> {
    context.read("packages", &context.packages()?, |package| {
        let directory = revisions::load(package)?;
        let map = directory.map();
        let heads = if args.resolve_dependencies {
            map.real_heads()
        } else {
            map.heads()
        };
        let text = RevisionText::new(context.ui(), &directory, &[]);
        let line = Parts {
            labels: true,
            ..Parts::default()
        };
        let lines: Vec<_> = heads
            .iter()
            .map(|&at| match context.ui().verbosity() {
                0 => text.line(at, line),
                _ => text.long(at),
            })
            .collect();
        Ok(Revisions::new(package, &directory, heads, lines.join("\n")))
    })
}
