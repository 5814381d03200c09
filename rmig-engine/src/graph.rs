//! The revision graph: revisions by dense position, their parents, labels, heads and bases.
//!
//! It is built and validated once; after that every question has an answer and none recurses.
//! Nothing here knows files, databases or what a user types.

mod adjacency;
mod cycles;
mod dependencies;
mod labels;
mod links;
mod order;
mod position;
mod position_set;
mod problem;
mod revision;
mod revision_map;
mod walk;

#[cfg(test)]
pub(crate) mod naive_tests;
#[cfg(test)]
pub(crate) mod tests;

pub use position::Position;
pub use position_set::PositionSet;
pub use problem::{Field, GraphProblem, GraphProblems};
pub use revision::Revision;
pub use revision_map::RevisionMap;

/// The longest revision identifier, in characters: what fits into the version column.
pub const MAX_REVISION_LENGTH: usize = 255;

/// Characters that the symbols of the command line need for themselves (`label@rev+1`, `a:b`).
pub const RESERVED_CHARACTERS: [char; 4] = ['@', '-', '+', ':'];
