//! Says what is wrong with a graph where it stands in the files.

use std::ops::Range;

use super::{Header, Script};
use crate::{
    diagnostic::{Finding, Findings, Source},
    graph::{Field, GraphProblem, GraphProblems, MAX_REVISION_LENGTH, Position},
};

/// The files and headers of a graph that could not be built, in load order.
pub(super) struct Files<'a> {
    pub(super) scripts: &'a [Script],
    pub(super) headers: &'a [Header],
}

impl Files<'_> {
    /// One finding for each problem, in the order of the files.
    pub(super) fn findings(&self, problems: GraphProblems) -> Findings {
        Findings(
            problems
                .0
                .into_iter()
                .map(|problem| self.finding(problem))
                .collect(),
        )
    }

    fn finding(&self, problem: GraphProblem) -> Finding {
        let message = problem.to_string();
        match problem {
            GraphProblem::DuplicateRevision { at, first, .. } => self
                .at(Finding::new("duplicate-revision", message), at, Field::Revision, "taken")
                .help(format!(
                    "the identifier is taken by {}; give one of the two another identifier",
                    self.name(first)
                )),
            GraphProblem::MissingRevision { at, field, near, .. } => {
                let help = match near {
                    Some(near) => format!("did you mean {near:?}?"),
                    None => "restore the file of that revision, or name another; a parent is named by its \
                             full identifier"
                        .to_owned(),
                };
                self.at(Finding::new("missing-revision", message), at, field, "not present").help(help)
            }
            GraphProblem::SelfLoop { at, field, .. } => self
                .at(Finding::new("cycle", message), at, field, "itself")
                .help("name the revision that comes before this one, or leave the key out"),
            GraphProblem::Cycle { members, with_dependencies, .. } => {
                let code = if with_dependencies { "dependency-cycle" } else { "cycle" };
                let files: Vec<_> = members.iter().map(|&member| self.name(member)).collect();
                let first = members.first().copied().unwrap_or(Position(0));
                let next = members.get(1).copied().unwrap_or(first);
                self.at(Finding::new(code, message), first, self.field_naming(first, next), "goes around")
                    .help(format!("one of these has to name another revision: {}", files.join(", ")))
            }
            GraphProblem::DuplicateLabel { at, index, first, .. } => self
                .at(Finding::new("duplicate-label", message), at, Field::BranchLabels(index), "taken")
                .help(format!("the label is taken by {}", self.name(first))),
            GraphProblem::LabelIsRevision { at, index, revision, .. } => self
                .at(Finding::new("duplicate-label", message), at, Field::BranchLabels(index), "taken")
                .help(format!("the identifier stands in {}", self.name(revision))),
            GraphProblem::BadName { at, field, .. } => self
                .at(Finding::new("bad-name", message), at, field, "not a name")
                .help("letters, digits, `_` and `.` are safe; `head`, `heads`, `base` and `current` are taken"),
            GraphProblem::TooLong { at, .. } => self
                .at(Finding::new("revision-too-long", message), at, Field::Revision, "too long")
                .help(format!("the version column holds {MAX_REVISION_LENGTH} characters")),
        }
    }

    fn at(&self, finding: Finding, at: Position, field: Field, label: &str) -> Finding {
        let path = &self.scripts[at.index()].path;
        // Only the beginning was read; the rest is needed to show a place in it.
        let source = Source::new(path, fs_err::read_to_string(path).unwrap_or_default());
        finding.at(&source, self.span(at, field), label)
    }

    fn span(&self, at: Position, field: Field) -> Range<usize> {
        let header = &self.headers[at.index()];
        let entry = match field {
            Field::Revision => Some(&header.revision),
            Field::DownRevision(index) => header.down_revision.get(index),
            Field::DependsOn(index) => header.depends_on.get(index),
            Field::BranchLabels(index) => header.branch_labels.get(index),
        };
        entry.map_or(0..0, |entry| entry.span.clone())
    }

    /// The entry in the header of `at` that names `other`, by identifier or by label.
    fn field_naming(&self, at: Position, other: Position) -> Field {
        let header = &self.headers[at.index()];
        let other = &self.headers[other.index()];
        if let Some(index) = header
            .down_revision
            .iter()
            .position(|parent| parent.value == other.revision.value)
        {
            return Field::DownRevision(index);
        }
        let names = |name: &str| {
            name == other.revision.value
                || other.branch_labels.iter().any(|label| label.value == name)
        };
        header
            .depends_on
            .iter()
            .position(|dependency| names(&dependency.value))
            .map_or(Field::Revision, Field::DependsOn)
    }

    fn name(&self, at: Position) -> String {
        self.scripts[at.index()].path.display().to_string()
    }
}
