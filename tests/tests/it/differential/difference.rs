//! A question that is answered otherwise, with all that can be asked about it.

use rmig_engine::graph::GraphProblem;

use super::{
    answer::Answer,
    case::Case,
    document::{Document, Kind, Question},
    law::Law,
    refusal::Refusal,
    typed::{self, Typed},
};

/// A case whose answers differ, with what the table asks about it.
pub struct Difference<'a> {
    pub document: &'a Document,
    pub case: &'a Case<'a>,
}

impl Difference<'_> {
    pub fn problem(&self, is: fn(&GraphProblem) -> bool) -> bool {
        self.case.problems.iter().any(is)
    }

    /// The question; one about the graph itself is nothing's.
    pub fn asked(&self) -> &Question {
        static NONE: std::sync::LazyLock<Question> = std::sync::LazyLock::new(Question::nothing);
        self.case.asked.unwrap_or(&NONE)
    }

    pub fn is(&self, kind: Kind) -> bool {
        self.case.asked.is_some_and(|asked| asked.kind == kind)
    }

    pub fn ours(&self, refusal: Refusal) -> bool {
        self.case.ours == Answer::Refused(refusal)
    }

    pub fn theirs(&self, refusal: Refusal) -> bool {
        self.case.theirs == Answer::Refused(refusal)
    }

    pub fn both(&self, theirs: Refusal, ours: Refusal) -> bool {
        self.theirs(theirs) && self.ours(ours)
    }

    pub fn crashed(&self) -> bool {
        self.theirs(Refusal::Crash) || self.theirs(Refusal::Hang)
    }

    pub fn theirs_is_empty(&self) -> bool {
        match &self.case.theirs {
            Answer::List(items) => items.is_empty(),
            Answer::Steps(steps) => steps.is_empty(),
            Answer::Refused(_) => false,
        }
    }

    pub fn symbols(&self) -> usize {
        typed::symbols(self.asked()).len()
    }

    pub fn some(&self, is: impl Fn(&str) -> bool) -> bool {
        typed::symbols(self.asked()).into_iter().any(is)
    }

    pub fn some_typed(&self, is: impl Fn(&Typed) -> bool) -> bool {
        self.some(|text| is(&Typed::new(text)))
    }

    /// The lower end of a range.
    pub fn lower(&self) -> Typed<'_> {
        let range = self.asked().range.as_deref().unwrap_or_default();
        Typed::new(range.split(':').next().unwrap_or_default())
    }

    /// Whether a label with a sign in it is a part of the symbol.
    pub fn has_sign_in_label(&self, symbol: &str) -> bool {
        let mut labels = self
            .document
            .graph
            .iter()
            .flat_map(|entry| &entry.branch_labels);
        labels.any(|label| label.contains(['+', '-']) && symbol.contains(label.as_str()))
    }

    pub fn is_label(&self, name: &str) -> bool {
        let mut labels = self
            .document
            .graph
            .iter()
            .flat_map(|entry| &entry.branch_labels);
        labels.any(|label| label == name)
    }

    /// Whether a full identifier or a label has this name.
    pub fn is_name(&self, name: &str) -> bool {
        self.is_label(name)
            || self
                .document
                .graph
                .iter()
                .any(|entry| entry.revision == name)
    }

    pub fn has_repeated_parent(&self) -> bool {
        let mut entries = self.document.graph.iter();
        entries.any(|entry| {
            let mut parents = entry.down_revision.clone();
            parents.sort_unstable();
            parents.windows(2).any(|pair| pair[0] == pair[1])
        })
    }

    pub fn law(&self) -> Option<Law<'_>> {
        self.document.facts.as_ref().map(Law::new)
    }

    pub fn rows_are_known(&self) -> bool {
        self.law()
            .is_none_or(|law| law.are_known(&self.asked().rows))
    }

    pub fn rows_are_sound(&self) -> bool {
        self.law()
            .is_none_or(|law| law.is_sound(&self.asked().rows))
    }

    pub fn has_redundant_parents(&self) -> bool {
        self.law().is_some_and(|law| law.has_redundant_parents())
    }

    pub fn ours_lists_more(&self) -> bool {
        match (&self.case.theirs, &self.case.ours) {
            (Answer::List(theirs), Answer::List(ours)) => {
                theirs.iter().all(|each| ours.contains(each))
            }
            _ => false,
        }
    }

    /// The same steps, and after each at most Alembic's rows.
    pub fn ours_has_fewer_rows(&self) -> bool {
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
    pub fn ours_keeps_destinations(&self) -> bool {
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
}
