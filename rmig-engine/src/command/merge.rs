//! `merge`: a new revision that joins others.

use std::path::PathBuf;

use super::{
    Author, RevisionError, Written,
    draft::Draft,
    parents::{check_apart, owned, parents},
};
use crate::{script::ScriptDirectory, symbol::Symbol};

/// What is to be joined, and how.
#[derive(Clone, Debug, Default)]
pub struct MergeRequest {
    /// What it joins, in this order; `heads` stands for all real heads in load order.
    pub revisions: Vec<Symbol>,
    /// What it says; without one, "merge … and …" with the identifiers.
    pub message: Option<String>,
    /// Whether it may join what is revised already.
    pub splice: bool,
    /// Its identifier; without one, it is made up.
    pub rev_id: Option<String>,
    /// The labels that it gives to its branch.
    pub branch_labels: Vec<String>,
    /// The version location that its file goes to; without one, that of the first one joined.
    pub version_path: Option<PathBuf>,
}

/// Writes a revision that joins others.
///
/// # Errors
///
/// As [`revision`](super::revision); and where there are not two different revisions to join, or
/// where one of them descends from another.
pub fn merge(
    directory: &ScriptDirectory,
    request: &MergeRequest,
    author: &Author<'_>,
) -> Result<Written, RevisionError> {
    let map = directory.map();
    let parents = parents(map, &request.revisions, request.splice)?;
    if parents.len() < 2 {
        let revision = parents.first().map(|&only| map.id(only).to_owned());
        let heads = owned(&map.ids(map.heads()));
        return Err(RevisionError::NothingToMerge { revision, heads });
    }
    check_apart(map, &parents)?;
    let message = match &request.message {
        Some(message) => message.clone(),
        None => default_message(&map.ids(&parents)),
    };
    Draft {
        parents,
        depends_on: Vec::new(),
        message: &message,
        rev_id: request.rev_id.as_deref(),
        branch_labels: &request.branch_labels,
        version_path: request.version_path.as_deref(),
    }
    .write(directory, author)
}

fn default_message(ids: &[&str]) -> String {
    match ids {
        [others @ .., last] => format!("merge {} and {last}", others.join(", ")),
        [] => String::new(),
    }
}
