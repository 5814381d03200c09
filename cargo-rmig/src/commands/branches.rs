//! `branches`: the revisions at which the history forks.

use clap::Args;

use crate::{
    CommandError, Context, Exit,
    revision_text::{Parts, RevisionText},
    revisions::{self, Revisions},
};

/// The arguments of `branches`.
#[derive(Debug, Args)]
pub struct BranchesArgs {}

/// Prints each branch point, newest first, and the revisions that it leads to.
///
/// # Errors
///
/// Bad settings, or nothing is selected.
pub fn run(context: &Context, _: &BranchesArgs) -> Result<Exit, CommandError> {
    let verbose = context.ui().verbosity() > 0;
    context.read("packages", &context.packages()?, |package| {
        let directory = revisions::load(package)?;
        let map = directory.map();
        let mut points = map.all_newest_first();
        points.retain(|&at| map.is_branch_point(at));
        let writer = RevisionText::new(context.ui(), &directory, &[]);
        let point = Parts {
            labels: true,
            tree: true,
            ..Parts::default()
        };
        let child = Parts {
            labels: true,
            tree: true,
            message: verbose,
            ..Parts::default()
        };
        let mut text = String::new();
        for &at in &points {
            let head = if verbose {
                writer.long(at) + "\n"
            } else {
                writer.line(at, point) + "\n"
            };
            text.push_str(&head);
            let indent = " ".repeat(map.id(at).chars().count());
            for &next in map.children(at) {
                text.push_str(&format!("{indent} -> {}\n", writer.line(next, child)));
            }
            text.push('\n');
        }
        Ok(Revisions::new(
            package,
            &directory,
            &points,
            text.trim_end().to_owned(),
        ))
    })
}
