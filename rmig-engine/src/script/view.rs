//! A revision as the `--format json` of every command shows it.

use std::path::PathBuf;

use serde::Serialize;

use super::ScriptDirectory;
use crate::graph::Position;

/// One revision, with what the graph says of it. The shape is documented in `docs/json.md`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RevisionView {
    /// The identifier.
    pub revision: String,
    /// The parents' identifiers.
    pub down_revision: Vec<String>,
    /// What `depends_on` names, as written.
    pub depends_on: Vec<String>,
    /// Every branch label that reaches the revision, sorted.
    pub branch_labels: Vec<String>,
    /// The whole message.
    pub message: String,
    /// The file.
    pub path: PathBuf,
    /// RFC 3339.
    pub created_at: Option<String>,
    /// Nothing revises it.
    pub is_head: bool,
    /// Nothing revises it or depends on it.
    pub is_real_head: bool,
    /// It revises nothing.
    pub is_base: bool,
    /// Several revisions revise it.
    pub is_branch_point: bool,
    /// It revises several.
    pub is_merge_point: bool,
}

impl RevisionView {
    /// The view of the revision at `position`.
    #[must_use]
    pub fn new(directory: &ScriptDirectory, position: Position) -> Self {
        let map = directory.map();
        let script = directory.script(position);
        let revision = map.revision(position);
        Self {
            revision: revision.id.clone(),
            down_revision: revision.down_revision.clone(),
            depends_on: revision.depends_on.clone(),
            branch_labels: map
                .branch_labels(position)
                .into_iter()
                .map(str::to_owned)
                .collect(),
            message: script.message.clone(),
            path: script.path.clone(),
            created_at: script.created_at.map(|moment| moment.to_string()),
            is_head: map.is_head(position),
            is_real_head: map.is_real_head(position),
            is_base: map.is_base(position),
            is_branch_point: map.is_branch_point(position),
            is_merge_point: map.is_merge_point(position),
        }
    }
}
