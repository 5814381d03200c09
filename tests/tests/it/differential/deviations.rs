//! Where rmig means to differ from Alembic. Each line is described in `docs/alembic-differences.md`.
//!
//! A line says what was asked and how the answers differ, as narrowly as it can: a difference that
//! no line expects fails the test, and so does a line that expects nothing that happens.

use rmig_engine::graph::GraphProblem;

use super::{
    case::Case,
    difference::Difference,
    document::{Document, Kind},
    refusal::Refusal,
    typed,
};

pub struct Deviation {
    pub name: &'static str,
    applies: fn(&Difference) -> bool,
}

/// The deviation that explains a difference, if one does.
pub fn find(document: &Document, case: &Case) -> Option<&'static str> {
    let difference = Difference { document, case };
    DEVIATIONS
        .iter()
        .find(|deviation| (deviation.applies)(&difference))
        .map(|deviation| deviation.name)
}

pub const DEVIATIONS: &[Deviation] = &[
    // Graphs that Alembic loads.
    Deviation {
        name: "graph: an identifier that is present twice is refused",
        applies: |it| it.problem(|each| matches!(each, GraphProblem::DuplicateRevision { .. })),
    },
    Deviation {
        name: "graph: every cycle is refused, also one that Alembic's search overlooks",
        applies: |it| it.problem(|each| matches!(each, GraphProblem::Cycle { .. })),
    },
    Deviation {
        name: "graph: an identifier or label that no symbol could name is refused",
        applies: |it| it.problem(|each| matches!(each, GraphProblem::BadName { .. })),
    },
    Deviation {
        name: "graph: a parent that is named twice counts once",
        applies: |it| it.has_repeated_parent(),
    },
    // Version rows.
    Deviation {
        name: "rows: a row that is no revision's full identifier is refused first",
        applies: |it| !it.rows_are_known() && it.ours(Refusal::Unresolved),
    },
    Deviation {
        name: "rows: a row that another row implies is dropped",
        applies: |it| {
            !it.rows_are_sound()
                && (it.is(Kind::Stamp) || it.ours_has_fewer_rows() || it.theirs(Refusal::Overlap))
                && !it.case.ours.is_refused()
        },
    },
    Deviation {
        name: "rows: un-merging never leaves a row that another row implies",
        applies: |it| {
            it.is(Kind::Downgrade) && it.has_redundant_parents() && it.ours_has_fewer_rows()
        },
    },
    Deviation {
        name: "rows: upgrading over a redundant merge works",
        applies: |it| {
            it.is(Kind::Upgrade)
                && it.crashed()
                && it.has_redundant_parents()
                && it.rows_are_sound()
        },
    },
    // Symbols.
    Deviation {
        name: "symbols: what can't be a symbol is refused as such",
        applies: |it| it.ours(Refusal::Syntax) && it.some(typed::is_odd),
    },
    Deviation {
        name: "symbols: a range where one revision is wanted is refused as such",
        applies: |it| it.both(Refusal::Unresolved, Refusal::Range),
    },
    Deviation {
        name: "symbols: a branch before the @ that doesn't exist or is ambiguous is refused, always",
        applies: |it| {
            it.ours(Refusal::Unresolved)
                && it.some_typed(|typed| typed.branch.is_some_and(|branch| !it.is_name(branch)))
        },
    },
    Deviation {
        name: "symbols: a sign in a label is part of it",
        applies: |it| it.some(|symbol| it.has_sign_in_label(symbol)),
    },
    Deviation {
        name: "symbols: steps work from identifiers that aren't \\w+",
        applies: |it| {
            it.theirs(Refusal::Unresolved)
                && it.some_typed(|typed| typed.steps.is_some() && !typed.is_word())
        },
    },
    Deviation {
        name: "symbols: steps where no steps can be are refused as such",
        applies: |it| {
            it.both(Refusal::Unresolved, Refusal::Relative)
                && it.some_typed(|typed| typed.steps.is_some())
        },
    },
    Deviation {
        name: "symbols: `current` works everywhere",
        applies: |it| {
            it.theirs(Refusal::Unresolved) && it.some_typed(|typed| typed.name == "current")
        },
    },
    Deviation {
        name: "symbols: no steps lead down from base",
        applies: |it| {
            it.some_typed(|typed| {
                typed.name == "base" && typed.steps.is_some_and(|steps| steps < 0)
            })
        },
    },
    Deviation {
        name: "symbols: zero steps stay where they are, on the branch if one is named",
        applies: |it| it.some_typed(|typed| typed.steps == Some(0)),
    },
    Deviation {
        name: "symbols: -N that goes below the base is refused",
        applies: |it| {
            it.ours(Refusal::Relative)
                && it.some_typed(typed::is_down)
                && matches!(it.asked().kind, Kind::Resolve | Kind::Stamp)
        },
    },
    Deviation {
        name: "symbols: REV@-N counts from the heads of REV's branch",
        applies: |it| {
            it.theirs_is_empty()
                && it.some_typed(|typed| {
                    typed::is_down(typed) && typed.branch.is_some_and(|branch| !it.is_label(branch))
                })
        },
    },
    Deviation {
        name: "symbols: stamp takes no steps",
        applies: |it| it.is(Kind::Stamp) && it.ours(Refusal::Relative),
    },
    Deviation {
        name: "symbols: of two faults the other one is named",
        applies: |it| it.case.theirs.is_refused() && it.case.ours.is_refused() && it.symbols() > 1,
    },
    // Commands.
    Deviation {
        name: "downgrade: -N from several rows is refused",
        applies: |it| {
            it.is(Kind::Downgrade)
                && it.ours(Refusal::AmbiguousRows)
                && it.asked().rows.len() > 1
                && it.some_typed(|typed| typed::is_down(typed) && typed.branch.is_none())
        },
    },
    Deviation {
        name: "upgrade: targets that imply one another are no fault",
        applies: |it| {
            it.theirs(Refusal::Overlap) && it.rows_are_sound() && !it.case.ours.is_refused()
        },
    },
    Deviation {
        name: "history: `:current` of an empty database is empty",
        applies: |it| {
            it.is(Kind::History)
                && it.asked().rows.is_empty()
                && it.some(|symbol| symbol == "current")
        },
    },
    Deviation {
        name: "history: -N as lower end counts from each head and stops at the base",
        applies: |it| {
            it.is(Kind::History)
                && typed::is_down(&it.lower())
                && (it.case.theirs.is_refused() || it.ours_lists_more())
        },
    },
    Deviation {
        name: "history: spaces around the colon don't matter",
        applies: |it| it.theirs(Refusal::Unresolved) && it.some(|symbol| symbol.trim() != symbol),
    },
    Deviation {
        name: "stamp: REV of label@REV may begin like several, if one is on the branch",
        applies: |it| {
            it.is(Kind::Stamp)
                && it.theirs(Refusal::Unresolved)
                && it.some_typed(|typed| typed.branch.is_some() && !it.is_name(typed.name))
        },
    },
    Deviation {
        name: "history: REV@… as lower end means REV's branch, as everywhere",
        applies: |it| {
            it.is(Kind::History) && it.lower().branch.is_some_and(|branch| !it.is_label(branch))
        },
    },
    Deviation {
        name: "stamp: of several destinations none is lost, and none implied by another makes a row",
        applies: |it| it.is(Kind::Stamp) && it.ours_keeps_destinations(),
    },
    Deviation {
        name: "crash: where Alembic crashes or hangs, rmig refuses with a message",
        applies: |it| it.crashed() && it.case.ours.is_refused(),
    },
    Deviation {
        name: "crash: where `history` crashes, rmig answers",
        applies: |it| it.is(Kind::History) && it.crashed(),
    },
    Deviation {
        name: "crash: where `stamp` crashes, rmig does what was asked",
        applies: |it| it.is(Kind::Stamp) && it.crashed(),
    },
];
