//! Why a symbol can't be read, or means nothing here.

use std::{fmt, ops::Range};

use miette::{Diagnostic, LabeledSpan, SourceCode};

/// A symbol or range that can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("invalid revision symbol {text:?}: {message}")]
pub struct SymbolError {
    /// What is wrong.
    pub message: String,
    /// The whole argument.
    pub text: String,
    /// The bytes of it that are wrong.
    pub span: Range<usize>,
    /// What to write instead.
    pub help: String,
}

impl Diagnostic for SymbolError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new("invalid-symbol"))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(&self.help))
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        Some(&self.text)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let label = LabeledSpan::new_with_span(Some(self.message.clone()), self.span.clone());
        Some(Box::new(std::iter::once(label)))
    }
}

/// A symbol that means nothing, or too much, in this graph and with these version rows.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, Diagnostic)]
#[non_exhaustive]
pub enum ResolveError {
    /// The symbol can't be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Symbol(#[from] SymbolError),

    /// No identifier or label begins like that.
    #[error("there is no revision or branch label {name:?}")]
    #[diagnostic(code("no-such-revision"))]
    NoSuchRevision {
        /// What was typed.
        name: String,
        /// What was meant, perhaps.
        #[help]
        hint: Option<String>,
    },

    /// Several identifiers or labels begin like that.
    #[error("{name:?} is ambiguous: {}", candidates.join(", "))]
    #[diagnostic(code("ambiguous-revision"), help("write more of it"))]
    AmbiguousRevision {
        /// What was typed.
        name: String,
        /// What it may mean, in load order.
        candidates: Vec<String>,
    },

    /// What stands before the `@` is neither a label nor a revision.
    #[error("there is no branch {name:?}")]
    #[diagnostic(code("no-such-branch"))]
    NoSuchBranch {
        /// What was typed.
        name: String,
        /// What was meant, perhaps.
        #[help]
        hint: Option<String>,
    },

    /// The revision exists, but not on that branch.
    #[error("revision {revision:?} is not on branch {branch:?}")]
    #[diagnostic(
        code("not-on-branch"),
        help("`cargo rmig history --graph` shows the branches")
    )]
    NotOnBranch {
        /// The revision.
        revision: String,
        /// The branch.
        branch: String,
    },

    /// One revision is wanted and there are several.
    #[error("{symbol:?} names several heads: {}", heads.join(", "))]
    #[diagnostic(
        code("multiple-heads"),
        help(
            "name one of them, narrow it with label@head, write `heads` for all, or join them with `cargo rmig merge heads`"
        )
    )]
    MultipleHeads {
        /// What was typed.
        symbol: String,
        /// The heads.
        heads: Vec<String>,
    },

    /// There are fewer revisions that way.
    #[error("{symbol:?} goes beyond the {} of the history", if *up { "head" } else { "base" })]
    #[diagnostic(
        code("relative-too-far"),
        help("`cargo rmig history -i` shows how many there are")
    )]
    TooFar {
        /// What was typed.
        symbol: String,
        /// The way it goes.
        up: bool,
    },

    /// The way forks.
    #[error("{symbol:?} is ambiguous: at {at} the history leads to {}", candidates.join(" and "))]
    #[diagnostic(
        code("ambiguous-walk"),
        help("{}", if *up {
            "name the revision itself, or a branch: label@+1"
        } else {
            "name the revision itself: steps down don't choose between the parents of a merge"
        })
    )]
    AmbiguousWalk {
        /// What was typed.
        symbol: String,
        /// Where the way forks: a revision, or `base`.
        at: String,
        /// The way it goes.
        up: bool,
        /// The revisions it leads to.
        candidates: Vec<String>,
    },

    /// Relative to what? There are several version rows.
    #[error("{symbol:?} is ambiguous: the database is at {}", rows.join(", "))]
    #[diagnostic(
        code("ambiguous-current"),
        help("say which branch with label@+1 or {}@-1, or name the revision itself", rows.first().map_or("revision", String::as_str))
    )]
    AmbiguousCurrent {
        /// What was typed.
        symbol: String,
        /// The version rows that it may start from.
        rows: Vec<String>,
    },

    /// `+N` where only down makes sense, or the reverse, or neither.
    #[error("{symbol:?} makes no sense here")]
    #[diagnostic(code("wrong-way"))]
    WrongWay {
        /// What was typed.
        symbol: String,
        /// What would.
        #[help]
        help: String,
    },

    /// `current` where no database is looked at.
    #[error("`current` can't be used here")]
    #[diagnostic(
        code("no-current"),
        help("name the revision itself; `cargo rmig current` tells it")
    )]
    NoCurrent,

    /// A version row that no script names.
    #[error("the database is at revision {row:?}, which is not in the script directory")]
    #[diagnostic(
        code("unknown-version-row"),
        help(
            "the file may be on another branch or not pulled yet; if it is gone for good, `cargo rmig stamp --purge REVISION` sets the version anew"
        )
    )]
    UnknownVersionRow {
        /// The row.
        row: String,
    },

    /// A range whose ends are not on one line.
    #[error("{lower:?} is not an ancestor of {upper:?}")]
    #[diagnostic(
        code("not-an-ancestor"),
        help("a range goes from the older revision to the newer one")
    )]
    NotAnAncestor {
        /// The lower end.
        lower: String,
        /// The upper end.
        upper: String,
    },

    /// Nothing that is applied lies above the target.
    #[error("{target:?} is not a valid downgrade target: the database is at {}", if rows.is_empty() { "base".to_owned() } else { rows.join(", ") })]
    #[diagnostic(
        code("not-a-downgrade-target"),
        help(
            "a downgrade goes to a revision below the current one; `cargo rmig current` shows where the database is"
        )
    )]
    NotADowngradeTarget {
        /// What was typed.
        target: String,
        /// The version rows.
        rows: Vec<String>,
    },
}
