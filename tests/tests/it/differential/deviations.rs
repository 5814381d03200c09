//! Where rmig means to differ from Alembic. Each line is described in `docs/alembic-differences.md`.
//!
//! A line says what was asked and how the answers differ, as narrowly as it can: a difference that
//! no line expects fails the test, and so does a line that expects nothing that happens.

use rmig_engine::graph::GraphProblem;

use super::{
    answer::Answer,
    case::Case,
    document::{Document, Kind, Question},
    law::Law,
    refusal::Refusal,
    typed::{self, Typed},
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

/// A case whose answers differ, with what the table asks about it.
struct Difference<'a> {
    document: &'a Document,
    case: &'a Case<'a>,
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
                && it.some_typed(|typed| typed.is_down())
                && matches!(it.asked().kind, Kind::Resolve | Kind::Stamp)
        },
    },
    Deviation {
        name: "symbols: REV@-N counts from the heads of REV's branch",
        applies: |it| {
            it.theirs_is_empty()
                && it.some_typed(|typed| {
                    typed.is_down() && typed.branch.is_some_and(|branch| !it.is_label(branch))
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
                && it.some_typed(|typed| typed.is_down() && typed.branch.is_none())
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
                && it.lower().is_down()
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
        name: "stamp: `base` takes rows away in load order",
        applies: |it| it.is(Kind::Stamp) && it.both_take_all_away(),
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

impl Difference<'_> {
    fn problem(&self, is: fn(&GraphProblem) -> bool) -> bool {
        self.case.problems.iter().any(is)
    }

    /// The question; one about the graph itself is nothing's.
    fn asked(&self) -> &Question {
        static NONE: std::sync::LazyLock<Question> = std::sync::LazyLock::new(Question::nothing);
        self.case.asked.unwrap_or(&NONE)
    }

    fn is(&self, kind: Kind) -> bool {
        self.case.asked.is_some_and(|asked| asked.kind == kind)
    }

    fn ours(&self, refusal: Refusal) -> bool {
        self.case.ours == Answer::Refused(refusal)
    }

    fn theirs(&self, refusal: Refusal) -> bool {
        self.case.theirs == Answer::Refused(refusal)
    }

    fn both(&self, theirs: Refusal, ours: Refusal) -> bool {
        self.theirs(theirs) && self.ours(ours)
    }

    fn crashed(&self) -> bool {
        self.theirs(Refusal::Crash) || self.theirs(Refusal::Hang)
    }

    fn theirs_is_empty(&self) -> bool {
        match &self.case.theirs {
            Answer::List(items) => items.is_empty(),
            Answer::Steps(steps) => steps.is_empty(),
            Answer::Refused(_) => false,
        }
    }

    fn symbols(&self) -> usize {
        typed::symbols(self.asked()).len()
    }

    fn some(&self, is: impl Fn(&str) -> bool) -> bool {
        typed::symbols(self.asked()).into_iter().any(is)
    }

    fn some_typed(&self, is: impl Fn(&Typed) -> bool) -> bool {
        self.some(|text| is(&Typed::new(text)))
    }

    /// The lower end of a range.
    fn lower(&self) -> Typed<'_> {
        let range = self.asked().range.as_deref().unwrap_or_default();
        Typed::new(range.split(':').next().unwrap_or_default())
    }

    fn is_label(&self, name: &str) -> bool {
        let mut labels = self
            .document
            .graph
            .iter()
            .flat_map(|entry| &entry.branch_labels);
        labels.any(|label| label == name)
    }

    /// Whether a full identifier or a label has this name.
    fn is_name(&self, name: &str) -> bool {
        self.is_label(name)
            || self
                .document
                .graph
                .iter()
                .any(|entry| entry.revision == name)
    }

    fn has_repeated_parent(&self) -> bool {
        let mut entries = self.document.graph.iter();
        entries.any(|entry| {
            let mut parents = entry.down_revision.clone();
            parents.sort_unstable();
            parents.windows(2).any(|pair| pair[0] == pair[1])
        })
    }

    fn law(&self) -> Option<Law<'_>> {
        self.document.facts.as_ref().map(Law::new)
    }

    fn rows_are_known(&self) -> bool {
        self.law()
            .is_none_or(|law| law.are_known(&self.asked().rows))
    }

    fn rows_are_sound(&self) -> bool {
        self.law()
            .is_none_or(|law| law.is_sound(&self.asked().rows))
    }

    fn has_redundant_parents(&self) -> bool {
        self.law().is_some_and(|law| law.has_redundant_parents())
    }

    fn ours_lists_more(&self) -> bool {
        match (&self.case.theirs, &self.case.ours) {
            (Answer::List(theirs), Answer::List(ours)) => {
                theirs.iter().all(|each| ours.contains(each))
            }
            _ => false,
        }
    }

    /// The same steps, and after each at most Alembic's rows.
    fn ours_has_fewer_rows(&self) -> bool {
        let (Answer::Steps(theirs), Answer::Steps(ours)) = (&self.case.theirs, &self.case.ours)
        else {
            return false;
        };
        theirs.len() == ours.len()
            && theirs
                .iter()
                .zip(ours)
                .all(|((their_revision, theirs), (revision, ours))| {
                    their_revision == revision && ours.iter().all(|row| theirs.contains(row))
                })
    }

    /// Only stamps that Alembic makes step by step: several destinations, at the end of which all
    /// that Alembic has is there, and else nothing but what was there before.
    fn ours_keeps_destinations(&self) -> bool {
        let (Some(law), Answer::Steps(theirs), Answer::Steps(ours)) =
            (self.law(), &self.case.theirs, &self.case.ours)
        else {
            return false;
        };
        let (Some((_, theirs)), Some((_, ours))) = (theirs.last(), ours.last()) else {
            return false;
        };
        let applied = law.applied(ours.iter().map(String::as_str));
        (self.asked().symbols.len() > 1 || self.some(|symbol| symbol.ends_with("heads")))
            && theirs.iter().all(|row| applied.contains(row))
            && ours
                .iter()
                .all(|row| theirs.contains(row) || self.asked().rows.contains(row))
    }

    fn both_take_all_away(&self) -> bool {
        let is_base = |(to, _): &(String, Vec<String>)| to == "base";
        match (&self.case.theirs, &self.case.ours) {
            (Answer::Steps(theirs), Answer::Steps(ours)) => {
                theirs.iter().all(is_base)
                    && ours.iter().all(is_base)
                    && theirs.last() == ours.last()
            }
            _ => false,
        }
    }
}
