//! Where rmig means to differ from Alembic. Each line is described in `docs/alembic-differences.md`.

use rmig_engine::graph::GraphProblem;

use super::{answer::Answer, case::Case, document::Document, refusal::Refusal};

struct Deviation {
    name: &'static str,
    applies: fn(&Document, &Case) -> bool,
}

/// The deviation that explains a difference, if one does.
pub fn find(document: &Document, case: &Case) -> Option<&'static str> {
    DEVIATIONS
        .iter()
        .find(|deviation| (deviation.applies)(document, case))
        .map(|deviation| deviation.name)
}

const DEVIATIONS: &[Deviation] = &[
    Deviation {
        name: "a revision that is present twice is refused",
        applies: |_, case| {
            has(case, |problem| {
                matches!(problem, GraphProblem::DuplicateRevision { .. })
            })
        },
    },
    Deviation {
        name: "every cycle is refused, also one that Alembic's search overlooks",
        applies: |_, case| {
            has(case, |problem| {
                matches!(problem, GraphProblem::Cycle { .. })
            })
        },
    },
    Deviation {
        name: "an identifier or label that no symbol could name is refused",
        applies: |_, case| {
            has(case, |problem| {
                matches!(problem, GraphProblem::BadName { .. })
            })
        },
    },
    Deviation {
        name: "where Alembic crashes or hangs, rmig refuses with a message",
        applies: |_, case| crashed(case) && matches!(case.ours, Answer::Refused(_)),
    },
    Deviation {
        name: "a symbol that is no symbol, or counts where nothing can, is refused as such",
        applies: |_, case| {
            matches!(
                case.theirs,
                Answer::Refused(Refusal::Unresolved | Refusal::MultipleHeads)
            ) && matches!(
                case.ours,
                Answer::Refused(Refusal::Syntax | Refusal::Relative)
            )
        },
    },
];

fn has(case: &Case, is: fn(&GraphProblem) -> bool) -> bool {
    case.problems.iter().any(is)
}

fn crashed(case: &Case) -> bool {
    matches!(case.theirs, Answer::Refused(Refusal::Crash | Refusal::Hang))
}
