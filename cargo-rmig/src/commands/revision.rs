//! `revision`: a new revision.

use std::path::PathBuf;

use clap::Args;
use rmig_engine::{
    command::{self, RevisionRequest},
    symbol::Symbol,
};

use super::show::parse;
use crate::{CommandError, Context, Exit, authoring::author};

/// The arguments of `revision`.
#[derive(Debug, Args)]
pub struct RevisionArgs {
    /// What the revision does
    #[arg(short, long, value_name = "TEXT", allow_hyphen_values = true)]
    pub message: Option<String>,
    /// Identifier of the new revision, instead of a random one
    #[arg(long, value_name = "ID")]
    pub rev_id: Option<String>,
    /// What it revises: a head by identifier or label@head, heads for all, base for nothing
    #[arg(
        long,
        value_name = "REVISION",
        default_value = "head",
        allow_negative_numbers = true
    )]
    pub head: String,
    /// Let --head name a revision that is no head, to make a new branch there
    #[arg(long)]
    pub splice: bool,
    /// Label of the branch that begins here; repeatable
    #[arg(long, value_name = "LABEL")]
    pub branch_label: Vec<String>,
    /// Version location that the file goes to, where there are several
    #[arg(long, value_name = "PATH")]
    pub version_path: Option<PathBuf>,
    /// Revision or branch label that has to be applied before; repeatable
    #[arg(long, value_name = "REVISION", allow_negative_numbers = true)]
    pub depends_on: Vec<String>,
}

/// Writes the file of a new revision and prints its path.
///
/// # Errors
///
/// Several packages are selected, something in the arguments, the settings or the script template
/// makes no sense, or a write hook fails.
pub fn run(context: &Context, args: &RevisionArgs) -> Result<Exit, CommandError> {
    let request = RevisionRequest {
        message: args.message.clone().unwrap_or_default(),
        head: args.head.parse::<Symbol>()?,
        splice: args.splice,
        rev_id: args.rev_id.clone(),
        branch_labels: args.branch_label.clone(),
        depends_on: parse(&args.depends_on)?,
        version_path: version_path(context, args.version_path.as_ref()),
    };
    author(context, |directory, author| {
        command::revision(directory, &request, author)
    })
}

/// A version path of the command line starts at the current directory.
pub(super) fn version_path(context: &Context, given: Option<&PathBuf>) -> Option<PathBuf> {
    given.map(|path| context.current_dir().join(path))
}
