//! The header of a revision file: one grammar and one parser for SQL and Rust.

use std::ops::Range;

use toml::{
    Spanned as TomlSpanned,
    de::{DeTable, DeValue},
    value::Datetime,
};

use super::{
    header_shortcut,
    header_text::{HeaderText, ScriptFormat},
};
use crate::{
    diagnostic::{Finding, Findings, Source},
    near::did_you_mean,
};

const KEYS: [&str; 5] = [
    "revision",
    "down_revision",
    "branch_labels",
    "depends_on",
    "created_at",
];

/// A value and the byte range of the file that says it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub span: Range<usize>,
}

/// What the leading comment of a revision file says.
///
/// ```
/// use rmig_engine::script::{Header, ScriptFormat};
///
/// let header = Header::parse(
///     "migrations/versions/ae10_add_users.sql".as_ref(),
///     "-- Add users.\n--\n-- revision = \"ae10\"\n-- down_revision = \"1975\"\n",
///     ScriptFormat::Sql,
/// )?;
/// assert_eq!(header.message, "Add users.");
/// assert_eq!(header.revision.value, "ae10");
/// # Ok::<(), rmig_engine::diagnostic::Findings>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    /// The message: lines and paragraphs as written, without blank lines around them.
    pub message: String,
    /// The revision identifier.
    pub revision: Spanned<String>,
    /// The parents.
    pub down_revision: Vec<Spanned<String>>,
    /// The dependencies.
    pub depends_on: Vec<Spanned<String>>,
    /// The branch labels that the revision declares.
    pub branch_labels: Vec<Spanned<String>>,
    /// When the revision was written.
    pub created_at: Option<Datetime>,
    /// Where the leading comment ends, in bytes from the beginning of the file.
    pub end: usize,
}

impl Header {
    /// Parses the header of the file at `path` with the whole text `text`.
    ///
    /// # Errors
    ///
    /// Everything that is wrong with the header, each finding where it stands.
    pub fn parse(
        path: &std::path::Path,
        text: &str,
        format: ScriptFormat,
    ) -> Result<Self, Findings> {
        let cut = HeaderText::cut(text, format, true).unwrap_or_default();
        Self::from_cut(cut).map_err(|problems| {
            let source = Source::new(path, text);
            let findings = problems
                .into_iter()
                .map(|problem| problem.into_finding(&source));
            Findings(findings.collect()).shortened()
        })
    }

    /// Parses a header from the beginning of a file; `None` if it may go on after `text`.
    pub(super) fn from_beginning(
        text: &str,
        format: ScriptFormat,
    ) -> Option<Result<Self, Vec<HeaderProblem>>> {
        HeaderText::cut(text, format, false).map(Self::from_cut)
    }

    fn from_cut(mut cut: HeaderText) -> Result<Self, Vec<HeaderProblem>> {
        if cut.toml.is_empty() {
            let finding = Finding::new("header-missing", "the file has no revision header").help(
                "a revision file begins with a comment: the message, then `revision = \"…\"` and the \
                 other keys; `cargo rmig revision` writes one",
            );
            return Err(vec![HeaderProblem {
                finding,
                span: 0..cut.end,
                label: "no `revision = …` in here",
            }]);
        }
        let message = std::mem::take(&mut cut.message);
        let header = match header_shortcut::read(&cut) {
            Some(header) => header,
            None => Self::from_toml(&cut)?,
        };
        Ok(Self { message, ..header })
    }

    /// Reads the TOML with a parser of the whole language; the message is left out.
    pub(super) fn from_toml(cut: &HeaderText) -> Result<Self, Vec<HeaderProblem>> {
        let table = DeTable::parse(&cut.toml).map_err(|error| {
            let span = cut.in_file(error.span().unwrap_or(0..cut.toml.len()));
            let finding = Finding::new(
                "header-syntax",
                format!("the header is no TOML: {}", error.message()),
            )
            .help(
                "from `revision = …` to the end of the comment, each line is `key = value` with \
                 strings in quotes",
            );
            vec![HeaderProblem {
                finding,
                span,
                label: "here",
            }]
        })?;
        let mut reader = Reader {
            cut,
            problems: Vec::new(),
        };
        if let Some(early) = reader.cut.early_key.clone() {
            let finding = Finding::new(
                "header-key-too-early",
                "a header key stands before `revision`",
            )
            .help("write `revision = …` first: all that stands before it is the message");
            reader.problems.push(HeaderProblem {
                finding,
                span: early,
                label: "taken for a part of the message",
            });
        }
        let header = reader.read(table.into_inner());
        match header {
            Some(header) if reader.problems.is_empty() => Ok(header),
            _ => {
                reader.problems.sort_by_key(|problem| problem.span.start);
                Err(reader.problems)
            }
        }
    }
}

/// A finding whose source is not at hand yet.
#[derive(Debug)]
pub(super) struct HeaderProblem {
    finding: Finding,
    span: Range<usize>,
    label: &'static str,
}

impl HeaderProblem {
    pub(super) fn into_finding(self, source: &Source) -> Finding {
        self.finding.at(source, self.span, self.label)
    }
}

struct Reader<'a> {
    cut: &'a HeaderText,
    problems: Vec<HeaderProblem>,
}

impl Reader<'_> {
    fn read(&mut self, table: DeTable<'_>) -> Option<Header> {
        let mut revision = None;
        let mut header = Header {
            message: String::new(),
            revision: Spanned {
                value: String::new(),
                span: 0..0,
            },
            down_revision: Vec::new(),
            depends_on: Vec::new(),
            branch_labels: Vec::new(),
            created_at: None,
            end: self.cut.end,
        };
        for (key, value) in table {
            match key.get_ref().as_ref() {
                "revision" => revision = self.string(value, "revision", "a string"),
                "down_revision" => header.down_revision = self.strings(value, "down_revision"),
                "depends_on" => header.depends_on = self.strings(value, "depends_on"),
                "branch_labels" => header.branch_labels = self.strings(value, "branch_labels"),
                "created_at" => match value.get_ref() {
                    DeValue::Datetime(moment) => header.created_at = Some(*moment),
                    _ => self.wrong_type(
                        value.span(),
                        "created_at",
                        "a TOML date-time, such as 2026-11-22T15:04:05Z",
                    ),
                },
                unknown => {
                    let finding =
                        Finding::new("unknown-key", format!("unknown header key {unknown:?}"))
                            .help(did_you_mean(unknown, KEYS).unwrap_or_else(|| {
                                format!("a header may have the keys {}", KEYS.join(", "))
                            }));
                    self.push(finding, key.span(), "unknown key");
                }
            }
        }
        header.revision = revision?;
        Some(header)
    }

    fn string(
        &mut self,
        value: TomlSpanned<DeValue<'_>>,
        key: &str,
        wanted: &str,
    ) -> Option<Spanned<String>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::String(text) => Some(Spanned {
                value: text.into_owned(),
                span: self.cut.in_file(span),
            }),
            _ => {
                self.wrong_type(span, key, wanted);
                None
            }
        }
    }

    fn strings(&mut self, value: TomlSpanned<DeValue<'_>>, key: &str) -> Vec<Spanned<String>> {
        let span = value.span();
        match value.into_inner() {
            DeValue::Array(items) => items
                .into_iter()
                .filter_map(|item| self.string(item, key, "a list of strings"))
                .collect(),
            DeValue::String(text) => {
                vec![Spanned {
                    value: text.into_owned(),
                    span: self.cut.in_file(span),
                }]
            }
            _ => {
                self.wrong_type(span, key, "a string or a list of strings");
                Vec::new()
            }
        }
    }

    fn wrong_type(&mut self, span: Range<usize>, key: &str, wanted: &str) {
        let finding = Finding::new(
            "wrong-type",
            format!("header key {key:?} has a value of the wrong type"),
        )
        .help(format!("{key} is {wanted}"));
        self.push(finding, span, "wrong type");
    }

    fn push(&mut self, finding: Finding, span: Range<usize>, label: &'static str) {
        self.problems.push(HeaderProblem {
            finding,
            span: self.cut.in_file(span),
            label,
        });
    }
}

#[cfg(test)]
#[path = "header_tests.rs"]
mod tests;
