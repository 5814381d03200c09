//! Why a revision was not written, or not finished.

use miette::Diagnostic;

use crate::{
    diagnostic::{Finding, Findings},
    script_template::{FileTemplateError, PublishError},
    symbol::ResolveError,
    write_hook::HookFailure,
};

/// Why a revision was not written. Only after a [`Hook`](Self::Hook) that failed on a file the file
/// is there; the hook's error says where.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum RevisionError {
    /// A symbol means nothing, or too much.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Symbol(#[from] ResolveError),

    /// One parent is wanted and there are several heads.
    #[error("{symbol:?} names several heads: {}", heads.join(", "))]
    #[diagnostic(
        code("multiple-heads"),
        help(
            "say which one to revise with `--head {}`, or narrow it with `--head label@head`; `--splice` lets \
             --head name any other revision; `cargo rmig merge {merge}` joins them",
            heads.first().map_or("REVISION", String::as_str)
        )
    )]
    MultipleHeads {
        /// What was typed.
        symbol: String,
        /// The heads.
        heads: Vec<String>,
        /// What `merge` calls all of them: `heads`, unless one of them depends on another.
        merge: String,
    },

    /// A parent has children already.
    #[error("revision {revision:?} is not a head: {} {} it", children.join(" and "), if children.len() == 1 { "revises" } else { "revise" })]
    #[diagnostic(
        code("not-a-head"),
        help("add `--splice` to make a new branch from it, or name a head")
    )]
    NotAHead {
        /// The parent.
        revision: String,
        /// What revises it.
        children: Vec<String>,
    },

    /// A revision is named more than once.
    #[error("revision {revision:?} is named more than once")]
    #[diagnostic(code("duplicate-parent"), help("name every revision once"))]
    DuplicateParent {
        /// The revision.
        revision: String,
    },

    /// There aren't two revisions to merge.
    #[error("there is nothing to merge{}", revision.as_ref().map(|id| format!(": only {id} is named")).unwrap_or_default())]
    #[diagnostic(
        code("nothing-to-merge"),
        help(
            "a merge joins at least two revisions; the heads are {}",
            if heads.is_empty() { "none".to_owned() } else { heads.join(", ") }
        )
    )]
    NothingToMerge {
        /// The only revision that was named, if any was.
        revision: Option<String>,
        /// The heads, also those that another one depends on.
        heads: Vec<String>,
    },

    /// One of the revisions to merge contains another one.
    #[error("revision {descendant:?} descends from {ancestor:?} already")]
    #[diagnostic(
        code("redundant-parent"),
        help("leave {ancestor} out: a merge joins what has grown apart")
    )]
    RedundantParent {
        /// The revision that is contained.
        ancestor: String,
        /// The one that contains it.
        descendant: String,
    },

    /// Names that are taken or no names, a version path that is none, a script template that is
    /// missing or broken, or files that can't be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Findings(#[from] Findings),

    /// The file would have no name.
    #[error(transparent)]
    #[diagnostic(transparent)]
    FileTemplate(#[from] FileTemplateError),

    /// The file could not be written.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Publish(#[from] PublishError),

    /// A write hook is not usable, or failed.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Hook(#[from] HookFailure),
}

impl From<Finding> for RevisionError {
    fn from(finding: Finding) -> Self {
        Self::Findings(finding.into())
    }
}
