//! The commands, one file each. A new one is a `mod`, a variant and an arm.

pub mod branches;
pub mod completions;
pub mod current;
pub mod downgrade;
pub mod edit;
pub mod ensure_version;
pub mod heads;
pub mod history;
pub mod init;
pub mod list_templates;
pub mod merge;
mod offline_range;
pub mod repair;
pub mod revision;
mod run_args;
pub mod show;
pub mod sql;
pub mod stamp;
pub mod upgrade;

use clap::Subcommand;

use crate::{CommandError, Context, Exit};

/// What to do. Every variant holds the arguments of the file of the same name, and its comment is
/// the command's line in the help.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// List the revisions at which the history forks
    Branches(branches::BranchesArgs),
    /// Print a script that makes a shell complete the commands and flags of rmig
    Completions(completions::CompletionsArgs),
    /// Show where the databases are
    Current(current::CurrentArgs),
    /// Take revisions back, down to a target
    Downgrade(downgrade::DowngradeArgs),
    /// Open revisions in an editor
    Edit(edit::EditArgs),
    /// Create the version table and the journal if they are missing
    EnsureVersion(ensure_version::EnsureVersionArgs),
    /// List the revisions that nothing revises
    Heads(heads::HeadsArgs),
    /// List the revisions, newest first
    History(history::HistoryArgs),
    /// Begin with migrations: a folder for them and the settings in Cargo.toml
    Init(init::InitArgs),
    /// List what `init --template` may name
    ListTemplates(list_templates::ListTemplatesArgs),
    /// Write a new revision that joins others
    Merge(merge::MergeArgs),
    /// Put the journal right by hand, with a reason: an edited script, an unfinished revision
    Repair(repair::RepairArgs),
    /// Write a new revision
    Revision(revision::RevisionArgs),
    /// Show everything about some revisions
    Show(show::ShowArgs),
    /// Write operations, as JSON, in the SQL of a dialect
    Sql(sql::SqlArgs),
    /// Set the version rows without running anything
    Stamp(stamp::StampArgs),
    /// Run revisions up to a target
    Upgrade(upgrade::UpgradeArgs),
}

impl Command {
    /// Runs it.
    pub(crate) fn run(&self, context: &Context) -> Result<Exit, CommandError> {
        if context.ui().format().is_picture() && !matches!(self, Self::History(_)) {
            let help =
                "--format mermaid, dot and svg belong to `history`; others know human and json";
            return Err(CommandError::usage("there is no picture of this", help));
        }
        match self {
            Self::Branches(args) => branches::run(context, args),
            Self::Completions(args) => completions::run(context, args),
            Self::Current(args) => current::run(context, args),
            Self::Downgrade(args) => downgrade::run(context, args),
            Self::Edit(args) => edit::run(context, args),
            Self::EnsureVersion(args) => ensure_version::run(context, args),
            Self::Heads(args) => heads::run(context, args),
            Self::History(args) => history::run(context, args),
            Self::Init(args) => init::run(context, args),
            Self::ListTemplates(args) => list_templates::run(context, args),
            Self::Merge(args) => merge::run(context, args),
            Self::Repair(args) => repair::run(context, args),
            Self::Revision(args) => revision::run(context, args),
            Self::Show(args) => show::run(context, args),
            Self::Sql(args) => sql::run(context, args),
            Self::Stamp(args) => stamp::run(context, args),
            Self::Upgrade(args) => upgrade::run(context, args),
        }
    }
}
