//! One voice among those that settings come from.

use std::{ops::Range, path::PathBuf};

use super::{Origin, Place};
use crate::diagnostic::{Finding, Source};

/// Who speaks.
#[derive(Clone, Debug)]
pub(super) enum Speaker {
    /// `[workspace.metadata.rmig]`.
    Workspace,
    /// `[package.metadata.rmig]`.
    Package,
    /// An environment variable, perhaps of a `.env` file.
    Variable { name: String, file: Option<PathBuf> },
    /// A flag.
    Flag { name: String },
}

/// A manifest's table, a variable or a flag: the common ground of all values that it gives.
#[derive(Clone, Debug)]
pub(super) struct Layer {
    pub(super) speaker: Speaker,
    /// The text that spans point into; a variable or a flag has none.
    pub(super) source: Option<Source>,
    /// Where relative paths start.
    pub(super) base: PathBuf,
}

impl Layer {
    /// The origin of what stands at `span`.
    pub(super) fn origin(&self, span: &Range<usize>) -> Origin {
        let place = || {
            let (file, line) = self.source.as_ref().map_or(("", 0), |source| {
                (source.name(), source.line_column(span.start).0)
            });
            Place {
                file: file.into(),
                line,
            }
        };
        match &self.speaker {
            Speaker::Workspace => Origin::Workspace(place()),
            Speaker::Package => Origin::Package(place()),
            Speaker::Variable { name, file } => Origin::Variable {
                name: name.clone(),
                file: file.clone(),
            },
            Speaker::Flag { name } => Origin::Flag { name: name.clone() },
        }
    }

    /// Puts `finding` where the layer says it: in the manifest's text, or by the variable's name.
    pub(super) fn locate(
        &self,
        finding: Finding,
        span: Range<usize>,
        label: impl Into<String>,
    ) -> Finding {
        match (&self.source, &self.speaker) {
            (Some(source), _) => finding.at(source, span, label),
            (None, Speaker::Variable { name, file }) => {
                let from = match file {
                    Some(file) => format!("{name} in {}", file.display()),
                    None => format!("the environment variable {name}"),
                };
                Finding {
                    message: format!("{}, from {from}", finding.message),
                    ..finding
                }
            }
            (None, Speaker::Flag { name }) => Finding {
                message: format!("{}, from {name}", finding.message),
                ..finding
            },
            (None, _) => finding,
        }
    }
}
