//! `merge`: a new revision that joins others.

use std::path::PathBuf;

use clap::Args;
use rmig_engine::command::{self, MergeRequest};

use super::{revision::version_path, show::parse};
use crate::{CommandError, Context, Exit, authoring::author};

/// The arguments of `merge`.
#[derive(Debug, Args)]
pub struct MergeArgs {
    /// What to join: identifiers or their beginnings, label@head, or heads for all
    #[arg(
        required = true,
        value_name = "REVISION",
        allow_negative_numbers = true
    )]
    pub revisions: Vec<String>,
    /// What the revision says; without it, which revisions it joins
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub message: Option<String>,
    /// Identifier of the new revision, instead of a random one
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<String>,
    /// Join revisions that are no heads, too
    #[arg(long)]
    pub splice: bool,
    /// Label of the branch that begins here; repeatable
    #[arg(long, value_name = "LABEL")]
    pub branch_label: Vec<String>,
    /// Version location that the file goes to, where there are several
    #[arg(long, value_name = "PATH")]
    pub version_path: Option<PathBuf>,
}

/// Writes the file of a revision that joins others and prints its path.
///
/// # Errors
///
/// As [`revision`](super::revision::run), and where there is nothing to join.
pub fn run(context: &Context, args: &MergeArgs) -> Result<Exit, CommandError> {
    let request = MergeRequest {
        revisions: parse(&args.revisions)?,
        message: args.message.clone(),
        splice: args.splice,
        rev_id: args.rev_id.clone(),
        branch_labels: args.branch_label.clone(),
        version_path: version_path(context, args.version_path.as_ref()),
    };
    author(context, |directory, author| {
        command::merge(directory, &request, author)
    })
}
