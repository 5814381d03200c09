//! The lines that a diagnostic points at, with carets below.

use std::borrow::Cow;

use miette::{Diagnostic, SourceSpan};

use super::Part;

/// The marked lines of one file, in its order.
pub(super) struct Snippet(Vec<Mark>);

/// One label on its line.
struct Mark {
    /// Counted from 1.
    number: usize,
    line: String,
    /// What stands before the carets: spaces, and the line's own tabs.
    indent: String,
    carets: usize,
    word: String,
}

impl Snippet {
    /// The places of all labels; none if the diagnostic has no place that can be shown.
    pub(super) fn of(diagnostic: &dyn Diagnostic) -> Option<Self> {
        let source = diagnostic.source_code()?;
        let mut labels: Vec<_> = diagnostic.labels()?.collect();
        // Labels of one place keep their order.
        labels.sort_by_key(miette::LabeledSpan::offset);
        let last = labels.iter().map(|label| label.offset() + label.len());
        let whole = SourceSpan::from(0..last.max()?);
        let read = source.read_span(&whole, 0, 1).ok()?;
        let text = contents(read.data());
        let marks = labels
            .iter()
            .filter_map(|label| {
                let span = label.offset()..label.offset() + label.len();
                Mark::new(&text, span, label.label().unwrap_or_default())
            })
            .collect::<Vec<_>>();
        (!marks.is_empty()).then_some(Self(marks))
    }

    /// How wide the line numbers are.
    pub(super) fn gutter(&self) -> usize {
        let last = self.0.last().map_or(1, |mark| mark.number);
        last.to_string().len()
    }

    /// Appends the lines to `text`.
    pub(super) fn draw(&self, text: &mut String, part: Part, paint: &dyn Fn(Part, &str) -> String) {
        let width = self.gutter();
        let bar = format!("{:width$} {}", "", paint(Part::Frame, "|"));
        text.push_str(&format!("{bar}\n"));
        let mut shown = None;
        for mark in &self.0 {
            if shown != Some(mark.number) {
                if shown.is_some_and(|number| number + 1 < mark.number) {
                    text.push_str("...\n");
                }
                let number = paint(Part::Frame, &format!("{:>width$} |", mark.number));
                text.push_str(format!("{number} {}", mark.line).trim_end());
                text.push('\n');
                shown = Some(mark.number);
            }
            let space = if mark.word.is_empty() { "" } else { " " };
            let carets = "^".repeat(mark.carets) + space + &mark.word;
            text.push_str(&format!("{bar} {}{}\n", mark.indent, paint(part, &carets)));
        }
    }
}

impl Mark {
    fn new(text: &str, span: std::ops::Range<usize>, word: &str) -> Option<Self> {
        let before = text.get(..span.start)?;
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = text.get(start..)?.lines().next().unwrap_or_default();
        // A label over several lines is marked on the first.
        let marked = text.get(span)?.lines().next().unwrap_or_default();
        let tab_or_space = |c| if c == '\t' { '\t' } else { ' ' };
        Some(Self {
            number: before.matches('\n').count() + 1,
            line: line.to_owned(),
            indent: before.get(start..)?.chars().map(tab_or_space).collect(),
            carets: marked.chars().count().max(1),
            word: word.to_owned(),
        })
    }
}

/// The text of a source, which is UTF-8 wherever it comes from rmig.
pub(super) fn contents(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}
