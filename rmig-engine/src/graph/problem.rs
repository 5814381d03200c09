//! What can be wrong with a revision graph.

use std::fmt;

use super::Position;
use crate::diagnostic::is_invisible;

/// The header key that a problem stands in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `revision`
    Revision,
    /// The entry of `down_revision` with this index.
    DownRevision(usize),
    /// The entry of `depends_on` with this index.
    DependsOn(usize),
    /// The entry of `branch_labels` with this index.
    BranchLabels(usize),
}

/// One thing that keeps revisions from being a graph. Positions are those of the input.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum GraphProblem {
    /// Two revisions have one identifier.
    #[error("revision {id:?} is present more than once")]
    DuplicateRevision {
        /// The identifier.
        id: String,
        /// The later of the two.
        at: Position,
        /// The one loaded before.
        first: Position,
    },
    /// A parent or a dependency that is no revision (nor, for a dependency, a label).
    #[error("revision {id:?} refers to {name:?}, which is not present")]
    MissingRevision {
        /// The revision that refers.
        id: String,
        /// What it refers to.
        name: String,
        /// The revision that refers.
        at: Position,
        /// The key and entry it refers in.
        field: Field,
        /// The nearest name that is present.
        near: Option<String>,
    },
    /// A revision that is its own parent or its own dependency.
    #[error("revision {id:?} {} itself", if matches!(field, Field::DependsOn(_)) { "depends on" } else { "revises" })]
    SelfLoop {
        /// The revision.
        id: String,
        /// The revision.
        at: Position,
        /// Where it names itself.
        field: Field,
    },
    /// Revisions that follow from one another in a circle.
    #[error("{} in revisions {}", if *with_dependencies { "dependency cycle" } else { "cycle" }, Arrows(ids))]
    Cycle {
        /// The members, each followed by one of its parents or dependencies.
        ids: Vec<String>,
        /// The members' positions in the same order.
        members: Vec<Position>,
        /// Whether the circle closes only through `depends_on`.
        with_dependencies: bool,
    },
    /// One branch label declared twice.
    #[error("branch label {label:?} is declared more than once")]
    DuplicateLabel {
        /// The label.
        label: String,
        /// The later declaration.
        at: Position,
        /// Its index in `branch_labels`.
        index: usize,
        /// The revision that declared it before.
        first: Position,
    },
    /// A branch label that is also a revision identifier.
    #[error("branch label {label:?} is also the identifier of a revision")]
    LabelIsRevision {
        /// The label.
        label: String,
        /// The revision that declares it.
        at: Position,
        /// Its index in `branch_labels`.
        index: usize,
        /// The revision of that name.
        revision: Position,
    },
    /// An identifier or label with a character that symbols need or that nobody sees, or none at all.
    #[error("{} {name:?} {}", if matches!(field, Field::Revision) { "revision identifier" } else { "branch label" }, BadName(name, characters))]
    BadName {
        /// The identifier or label.
        name: String,
        /// The characters that may not be in it; empty where the name itself is.
        characters: Vec<char>,
        /// The revision.
        at: Position,
        /// Where the name stands.
        field: Field,
    },
    /// An identifier that the version column can't hold.
    #[error("revision identifier of {length} characters is too long")]
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The revision.
        at: Position,
    },
}

/// Everything that is wrong with a graph, in the order of the revisions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GraphProblems(pub Vec<GraphProblem>);

impl fmt::Display for GraphProblems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, problem) in self.0.iter().enumerate() {
            let comma = if index == 0 { "" } else { "; " };
            write!(f, "{comma}{problem}")?;
        }
        Ok(())
    }
}

impl std::error::Error for GraphProblems {}

struct Arrows<'a>(&'a [String]);

impl fmt::Display for Arrows<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for id in self.0 {
            write!(f, "{id} -> ")?;
        }
        f.write_str(self.0.first().map_or("", String::as_str))
    }
}

struct BadName<'a>(&'a str, &'a [char]);

impl fmt::Display for BadName<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let why = if self.1.iter().copied().any(is_invisible) {
            "which nobody can see"
        } else {
            "which symbols need"
        };
        match self.1 {
            [] if !self.0.trim().is_empty() && self.0.trim() != self.0 => {
                f.write_str("begins or ends with a blank")
            }
            [] => f.write_str("is empty or a reserved word"),
            [one] => write!(f, "has {one:?} in it, {why}"),
            several => {
                f.write_str("has ")?;
                for (index, character) in several.iter().enumerate() {
                    let and = if index == 0 { "" } else { " and " };
                    write!(f, "{and}{character:?}")?;
                }
                write!(f, " in it, {why}")
            }
        }
    }
}
