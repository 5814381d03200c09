//! Findings: what is wrong in a file of the user's, where it stands and what to do about it.
//!
//! A check never stops at its first finding. It pushes [`Finding`]s into [`Findings`], and whoever
//! asked decides how to show them; the same value becomes a drawn diagnostic and a JSON document.

mod plain;
mod visible;

use std::{collections::BTreeMap, error::Error, fmt, ops::Range, path::Path, sync::Arc};

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

pub use plain::{Part, Severity, location, message, plain};
pub(crate) use visible::is_invisible;
pub use visible::visible;

/// The text of a file together with the name under which it is shown.
#[derive(Clone, Debug)]
pub struct Source(Arc<NamedSource<String>>);

impl Source {
    /// Wraps `text`, shown as the file at `path`.
    #[must_use]
    pub fn new(path: &Path, text: impl Into<String>) -> Self {
        Self(Arc::new(NamedSource::new(
            path.display().to_string(),
            text.into(),
        )))
    }

    /// The name under which the file is shown.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The whole text.
    #[must_use]
    pub fn text(&self) -> &str {
        self.0.inner()
    }

    /// The line and column, both counted from 1 and the column in characters, of a byte offset.
    #[must_use]
    pub fn line_column(&self, offset: usize) -> (usize, usize) {
        let text = self.text();
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let before = &text[..offset];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (
            before.matches('\n').count() + 1,
            before[line_start..].chars().count() + 1,
        )
    }
}

/// One thing that is wrong, or worth a warning, in a file or a setting.
#[derive(Clone, Debug)]
pub struct Finding {
    /// A stable word in kebab case, documented in `docs/errors.md`.
    pub code: &'static str,
    /// What is the case, as a sentence fragment without a final period.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The file that the labels point into.
    pub source: Option<Source>,
    /// Byte ranges of the source with a word on each; the first is the place of the finding.
    pub labels: Vec<(Range<usize>, String)>,
}

impl Finding {
    /// A finding without a place.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            help: None,
            source: None,
            labels: Vec::new(),
        }
    }

    /// Says what to do about it.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// Says what to do about it, where there is something to say.
    #[must_use]
    pub fn maybe_help(mut self, help: Option<String>) -> Self {
        self.help = help;
        self
    }

    /// Shows the place: a byte range of `source` with a word on it.
    #[must_use]
    pub fn at(mut self, source: &Source, span: Range<usize>, label: impl Into<String>) -> Self {
        self.source = Some(source.clone());
        self.labels.push((span, label.into()));
        self
    }

    /// File, line and column of the finding, both counted from 1.
    #[must_use]
    pub fn location(&self) -> Option<(&str, usize, usize)> {
        let source = self.source.as_ref()?;
        let (span, _) = self.labels.first()?;
        let (line, column) = source.line_column(span.start);
        Some((source.name(), line, column))
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl Error for Finding {}

impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help
            .as_ref()
            .map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.source
            .as_ref()
            .map(|source| &*source.0 as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        if self.labels.is_empty() {
            return None;
        }
        Some(Box::new(self.labels.iter().map(|(span, word)| {
            let word = (!word.is_empty()).then(|| word.clone());
            LabeledSpan::new_with_span(word, span.clone())
        })))
    }
}

/// How many findings of one file are told.
const OF_ONE_FILE: usize = 100;

/// All findings of one check, in the order in which a reader meets them.
#[derive(Clone, Debug, Default)]
pub struct Findings(pub Vec<Finding>);

impl Findings {
    /// Adds a finding.
    pub fn push(&mut self, finding: Finding) {
        self.0.push(finding);
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// `value` if nothing was found.
    ///
    /// # Errors
    ///
    /// The findings themselves, if there are any.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self.shortened())
        }
    }

    /// The first hundred of each file, the last of which says how many more there were: to show a place
    /// means to count the lines before it, and nobody reads on.
    pub(crate) fn shortened(self) -> Self {
        let mut of_file: BTreeMap<String, (usize, usize)> = BTreeMap::new();
        let mut kept: Vec<Finding> = Vec::new();
        for finding in self.0 {
            let name = finding.source.as_ref().map(Source::name);
            let Some(name) = name.map(str::to_owned) else {
                kept.push(finding);
                continue;
            };
            let (count, last) = of_file.entry(name).or_default();
            *count += 1;
            if *count <= OF_ONE_FILE {
                *last = kept.len();
                kept.push(finding);
            }
        }
        for (name, (count, last)) in of_file {
            let (Some(more), Some(finding)) = (count.checked_sub(OF_ONE_FILE), kept.get_mut(last))
            else {
                continue;
            };
            if more > 0 {
                let help = finding
                    .help
                    .take()
                    .map_or_else(String::new, |help| help + "\n");
                finding.help = Some(format!(
                    "{help}mend these first: there are {more} more in {name}"
                ));
            }
        }
        Self(kept)
    }
}

impl fmt::Display for Findings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0.as_slice() {
            [only] => only.fmt(f),
            [first, rest @ ..] => {
                let plural = if rest.len() == 1 { "" } else { "s" };
                write!(f, "{first} (and {} more finding{plural})", rest.len())
            }
            [] => f.write_str("nothing was found"),
        }
    }
}

impl Error for Findings {}

impl Diagnostic for Findings {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.first().and_then(Diagnostic::code)
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.first().and_then(Diagnostic::help)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.first().and_then(Diagnostic::source_code)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.0.first().and_then(Diagnostic::labels)
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        let rest = self.0.get(1..).filter(|rest| !rest.is_empty())?;
        Some(Box::new(
            rest.iter().map(|finding| finding as &dyn Diagnostic),
        ))
    }
}

impl From<Finding> for Findings {
    fn from(finding: Finding) -> Self {
        Self(vec![finding])
    }
}

impl Extend<Finding> for Findings {
    fn extend<I: IntoIterator<Item = Finding>>(&mut self, findings: I) {
        self.0.extend(findings);
    }
}
