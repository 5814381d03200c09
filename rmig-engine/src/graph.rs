//! The revision graph: revisions by dense position, their parents, labels, heads and bases.

mod position;

pub use position::Position;
