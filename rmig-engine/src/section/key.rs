//! The words of a section marker after its direction.

use std::ops::Range;

/// A word of a marker's line and its place in the file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word<'a> {
    pub text: &'a str,
    pub span: Range<usize>,
}

impl<'a> Word<'a> {
    /// The parts before and after the first `=`.
    pub fn key_value(&self) -> Option<(Word<'a>, Word<'a>)> {
        let (key, value) = self.text.split_once('=')?;
        let equals = self.span.start + key.len();
        Some((
            Word {
                text: key,
                span: self.span.start..equals,
            },
            Word {
                text: value,
                span: equals + 1..self.span.end,
            },
        ))
    }
}

/// The words of `text`, which begins at `offset` of the file.
pub(super) fn words(text: &str, offset: usize) -> impl Iterator<Item = Word<'_>> {
    text.split_whitespace().map(move |word| {
        // Both are slices of one string.
        let start = offset + (word.as_ptr() as usize - text.as_ptr() as usize);
        Word {
            text: word,
            span: start..start + word.len(),
        }
    })
}
