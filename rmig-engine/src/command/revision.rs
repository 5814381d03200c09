//! `revision`: a new revision on top of others.

use std::path::PathBuf;

use super::{
    Author, RevisionError, Written,
    dependencies::depends_on,
    draft::Draft,
    parents::{check_apart, parents},
};
use crate::{script::ScriptDirectory, symbol::Symbol};

/// What a new revision is to be.
///
/// ```
/// use rmig_engine::command::RevisionRequest;
///
/// let request = RevisionRequest {
///     message: "Add users.".to_owned(),
///     head: "accounts@head".parse()?,
///     ..RevisionRequest::default()
/// };
/// assert!(!request.splice);
/// # Ok::<(), rmig_engine::symbol::SymbolError>(())
/// ```
#[derive(Clone, Debug)]
pub struct RevisionRequest {
    /// What it does; nothing becomes "empty message".
    pub message: String,
    /// What it revises: `head` unless said otherwise, `heads` for all real heads, `base` for nothing.
    pub head: Symbol,
    /// Whether it may revise what is revised already.
    pub splice: bool,
    /// Its identifier; without one, it is made up.
    pub rev_id: Option<String>,
    /// The labels that it gives to its branch.
    pub branch_labels: Vec<String>,
    /// What has to be applied before it.
    pub depends_on: Vec<Symbol>,
    /// The version location that its file goes to; without one, that of its first parent.
    pub version_path: Option<PathBuf>,
}

impl Default for RevisionRequest {
    fn default() -> Self {
        Self {
            message: String::new(),
            head: Symbol::head(),
            splice: false,
            rev_id: None,
            branch_labels: Vec::new(),
            depends_on: Vec::new(),
            version_path: None,
        }
    }
}

/// Writes a new revision.
///
/// Nothing is written before everything is checked, and nothing is ever overwritten. The write hooks
/// run on the new file; then all files are read anew, the new one among them.
///
/// # Errors
///
/// What makes no sense in the request, in the script template or in the settings; what the system
/// refuses; and a hook that fails, after which the file stays.
pub fn revision(
    directory: &ScriptDirectory,
    request: &RevisionRequest,
    author: &Author<'_>,
) -> Result<Written, RevisionError> {
    let map = directory.map();
    let parents = parents(map, std::slice::from_ref(&request.head), request.splice)?;
    check_apart(map, &parents)?;
    Draft {
        parents,
        depends_on: depends_on(map, &request.depends_on)?,
        message: &request.message,
        rev_id: request.rev_id.as_deref(),
        branch_labels: &request.branch_labels,
        version_path: request.version_path.as_deref(),
    }
    .write(directory, author)
}
