//! Several findings as one diagnostic: the first, with the others related to it.

use std::{error::Error, fmt};

use miette::{Diagnostic, LabeledSpan, SourceCode};
use rmig_engine::diagnostic::Findings;

/// Findings that are all going to be shown, so that the first needn't tell how many follow.
#[derive(Debug)]
pub(super) struct Several(pub(super) Findings);

impl fmt::Display for Several {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.0.first() {
            Some(first) => first.fmt(f),
            None => self.0.fmt(f),
        }
    }
}

impl Error for Several {}

impl Diagnostic for Several {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.0.related()
    }
}
