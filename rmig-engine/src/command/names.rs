//! The identifier and the branch labels of a new revision: are they names, and are they free?

use super::{Author, RevisionError, draft::Draft, parents::owned};
use crate::{
    diagnostic::{Finding, Findings},
    graph::{Field, GraphProblem, MAX_REVISION_LENGTH, Position, Revision, RevisionMap},
    script::ScriptDirectory,
};

/// The identifier that was asked for, or a generated one that is free.
pub(super) fn identifier(
    map: &RevisionMap,
    wanted: Option<&str>,
    author: &Author<'_>,
) -> Result<String, RevisionError> {
    if let Some(wanted) = wanted {
        return Ok(wanted.to_owned());
    }
    // A sequence of ids may begin with all that are taken.
    for _ in 0..map.len() + 100 {
        let id = (author.new_id)()?;
        if map.find(&id).is_none() && map.find_label(&id).is_none() {
            return Ok(id);
        }
    }
    let message = "every identifier that was made up is taken";
    Err(Finding::new("duplicate-revision", message)
        .help("name the identifier yourself: --rev-id ID")
        .into())
}

/// Checks that the graph would still be one with the new revision in it, by the graph's own rules.
pub(super) fn check(
    directory: &ScriptDirectory,
    id: &str,
    draft: &Draft<'_>,
) -> Result<(), Findings> {
    let map = directory.map();
    let new = Revision {
        id: id.to_owned(),
        down_revision: owned(&map.ids(&draft.parents)),
        depends_on: draft.depends_on.clone(),
        branch_labels: draft.branch_labels.to_vec(),
    };
    let revisions = map.positions().map(|at| map.revision(at).clone());
    let Err(problems) = RevisionMap::new(revisions.chain([new]).collect()) else {
        return Ok(());
    };
    let wording = Wording {
        directory,
        new: Position(u32::try_from(map.len()).unwrap_or(u32::MAX)),
    };
    let mut findings: Vec<_> = problems
        .0
        .iter()
        .filter_map(|one| wording.of(one))
        .collect();
    if findings.is_empty() {
        let what = Finding::new("invalid-revision", problems.to_string());
        findings.push(what.help("choose another identifier, or other parents"));
    }
    Err(Findings(findings))
}

/// Says what is wrong with the names in the words of the request.
struct Wording<'a> {
    directory: &'a ScriptDirectory,
    new: Position,
}

impl Wording<'_> {
    fn of(&self, problem: &GraphProblem) -> Option<Finding> {
        let duplicate = |what: String| Finding::new("duplicate-label", what);
        Some(match problem {
            GraphProblem::DuplicateRevision { id, first, .. } => Finding::new(
                "duplicate-revision",
                format!("the revision identifier {id:?} is taken"),
            )
            .help(self.has_it(*first, "--rev-id")),
            GraphProblem::DuplicateLabel { label, first, .. } if *first == self.new => {
                duplicate(format!("the branch label {label:?} is given twice"))
                    .help("give it once")
            }
            GraphProblem::DuplicateLabel { label, first, .. } => {
                duplicate(format!("the branch label {label:?} is taken"))
                    .help(self.has_it(*first, "--branch-label"))
            }
            GraphProblem::LabelIsRevision { label, at, .. } if *at != self.new => duplicate(
                format!("the revision identifier {label:?} is a branch label already"),
            )
            .help(self.has_it(*at, "--rev-id")),
            GraphProblem::LabelIsRevision {
                label, revision, ..
            } if *revision == self.new => duplicate(format!(
                "the branch label {label:?} is the new revision's own identifier"
            ))
            .help("choose another --branch-label"),
            GraphProblem::LabelIsRevision {
                label, revision, ..
            } => duplicate(format!(
                "the branch label {label:?} is the identifier of a revision"
            ))
            .help(self.has_it(*revision, "--branch-label")),
            GraphProblem::BadName { field, .. } => {
                let flag = match field {
                    Field::Revision => "--rev-id",
                    _ => "--branch-label",
                };
                Finding::new("bad-name", problem.to_string()).help(format!(
                    "choose another {flag}: letters, digits, `_` and `.` are safe; `head`, `heads`, \
                     `base` and `current` are taken"
                ))
            }
            GraphProblem::TooLong { .. } => {
                Finding::new("revision-too-long", problem.to_string()).help(format!(
                    "choose a shorter --rev-id: the version column holds {MAX_REVISION_LENGTH} characters"
                ))
            }
            // They follow from an identifier that is taken.
            _ => return None,
        })
    }

    fn has_it(&self, at: Position, flag: &str) -> String {
        let path = self.directory.script(at).path.display();
        format!("{path} has it; choose another {flag}")
    }
}
