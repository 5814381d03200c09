//! What one revision says of itself.

/// The part of a header that makes the graph, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision {
    /// The revision identifier.
    pub id: String,
    /// Full identifiers of the parents; none makes the revision a base.
    pub down_revision: Vec<String>,
    /// Full identifiers or branch labels of revisions that have to run before this one.
    pub depends_on: Vec<String>,
    /// The branch labels that this revision declares.
    pub branch_labels: Vec<String>,
}
