//! The lines that a diagnostic points at, with carets below.

use std::borrow::Cow;

use miette::{Diagnostic, SourceSpan};

use super::{Part, visible};

/// How many characters of a line are shown at most.
const LINE: usize = 240;

/// The marked lines of one file, in its order.
pub(super) struct Snippet(Vec<Mark>);

/// One label on its line.
struct Mark {
    /// Counted from 1.
    number: usize,
    line: String,
    /// Whether `line` is a piece of a long one, which no other mark shares.
    is_piece: bool,
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
            if shown != Some(mark.number) || mark.is_piece {
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
        let number = before.matches('\n').count() + 1;
        let (before, carets) = (before.get(start..)?, marked.chars().count().max(1));
        let word = visible(word).into_owned();
        if line.len() > LINE && line.chars().count() > LINE {
            let (before, marked, after) = piece(line, before.chars().count(), carets);
            return Some(Self {
                number,
                line: visible(&format!("{before}{marked}{after}")).into_owned(),
                is_piece: true,
                indent: before.chars().map(tab_or_space).collect(),
                carets: marked.chars().count().max(1),
                word,
            });
        }
        Some(Self {
            number,
            line: visible(line).into_owned(),
            is_piece: false,
            indent: before.chars().map(tab_or_space).collect(),
            carets,
            word,
        })
    }
}

/// Of a long line as much as fits: what stands before the marked part, that part, and what follows.
fn piece(line: &str, column: usize, marked: usize) -> (String, String, String) {
    let around = LINE / 3;
    let before = column.min(around);
    let cut = column - before;
    let chars = || line.chars().skip(cut);
    let marked = marked.min(around);
    let mut first: String = chars().take(before).collect();
    if cut > 0 {
        first.insert(0, '…');
    }
    let mut last: String = chars().skip(before + marked).take(around).collect();
    if chars().nth(before + marked + around).is_some() {
        last.push('…');
    }
    (first, chars().skip(before).take(marked).collect(), last)
}

/// The text of a source, which is UTF-8 wherever it comes from rmig.
pub(super) fn contents(data: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(data)
}
