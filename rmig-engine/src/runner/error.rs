//! Why a run stopped.

use std::{fmt, time::Duration};

use miette::{Diagnostic, LabeledSpan, Severity, SourceCode};

use super::{PlanError, RunReport, Unit};
use crate::{
    connection::{DatabaseError, ErrorKind},
    diagnostic::{Finding, Findings},
};

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum RunError {
    /// Something has to be put right before anything can run; nothing ran.
    #[error(transparent)]
    Refused(#[from] Findings),
    /// A statement, or the end of its transaction, failed.
    #[error("{finding}")]
    Statement {
        /// Where and why, in the server's words.
        finding: Box<Finding>,
        /// The server's code.
        server_code: Option<String>,
        /// What kind of error it is.
        kind: ErrorKind,
    },
    /// The database failed at something that is in no script.
    #[error("{doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// The database's answer.
        source: DatabaseError,
    },
    /// There is no plan.
    #[error("{0}")]
    Plan(PlanError),
    /// Another run holds the lock.
    #[error("another run is at work on this database{}", holder(by.as_deref()))]
    Locked {
        /// Who, as far as the server tells.
        by: Option<String>,
        /// How long it was waited for.
        waited: Duration,
    },
    /// The run was asked to stop.
    #[error("interrupted {0}")]
    Interrupted(String),
    /// Other runs came in between too often.
    #[error("other runs on this database came in between {0} times in a row")]
    Contended(usize),
}

/// The database's advice, then ours.
fn advised(advice: Option<String>, help: &str) -> String {
    match advice {
        Some(advice) => format!("{advice}; {help}"),
        None => help.to_owned(),
    }
}

fn holder(by: Option<&str>) -> String {
    by.map_or(String::new(), |by| format!(": {by}"))
}

/// A run that stopped, and what it did before. Its message and its causes are those of the error.
#[derive(Debug)]
pub struct RunFailure {
    /// Why it stopped.
    pub error: Box<RunError>,
    /// What was done and committed before.
    pub report: RunReport,
}

impl fmt::Display for RunFailure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.error.fmt(f)
    }
}

impl std::error::Error for RunFailure {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.error.source()
    }
}

impl RunError {
    /// Wraps the database's answer to something that is in no script.
    pub(super) fn database(doing: &'static str) -> impl FnOnce(DatabaseError) -> Self {
        move |source| Self::Database { doing, source }
    }

    /// A statement of a unit that failed; `after` says what has become of the unit.
    pub(super) fn statement(unit: &Unit, index: usize, error: DatabaseError, after: &str) -> Self {
        if error.kind == ErrorKind::Cancelled {
            return Self::Interrupted(format!("in {}; {after}", unit.describe()));
        }
        let whole = unit.statements.get(index).cloned().unwrap_or_default();
        let span = match &error.span {
            Some(part) if whole.start + part.end <= whole.end => {
                whole.start + part.start..whole.start + part.end
            }
            _ => whole,
        };
        let code = match error.kind {
            ErrorKind::Busy => "database-busy",
            ErrorKind::Lost => "connection-lost",
            _ => "statement-failed",
        };
        let help = format!(
            "{after}; this was statement {} of {}",
            index + 1,
            unit.describe()
        );
        let finding = Finding::new(code, error.message)
            .help(advised(error.help, &help))
            .at(&unit.source, span, "the database refused this");
        Self::Statement {
            finding: Box::new(finding),
            server_code: error.code,
            kind: error.kind,
        }
    }

    /// A unit that failed as a whole.
    pub(super) fn unit(unit: &Unit, code: &'static str, error: DatabaseError, help: &str) -> Self {
        let mut finding = Finding::new(code, error.message).help(advised(error.help, help));
        if let Some(marker) = &unit.marker {
            finding = finding.at(&unit.source, marker.clone(), "this section");
        }
        Self::Statement {
            finding: Box::new(finding),
            server_code: error.code,
            kind: error.kind,
        }
    }

    /// The same error with what became of its section as the help.
    pub(super) fn with_help(self, what: &str) -> Self {
        match self {
            Self::Statement {
                mut finding,
                server_code,
                kind,
            } => {
                finding.help = Some(what.to_owned());
                Self::Statement {
                    finding,
                    server_code,
                    kind,
                }
            }
            Self::Database { doing, source } => Self::Database {
                doing,
                source: source.with_help(what),
            },
            // It says after a semicolon what became of the section.
            Self::Interrupted(place) => {
                let place = place.split("; ").next().unwrap_or_default();
                Self::Interrupted(format!("{place}; {what}"))
            }
            other => other,
        }
    }

    /// The kind of the database's answer, if it is one.
    #[must_use]
    pub fn kind(&self) -> Option<ErrorKind> {
        match self {
            Self::Statement { kind, .. } => Some(*kind),
            Self::Database { source, .. } => Some(source.kind),
            _ => None,
        }
    }

    fn inner(&self) -> Option<&dyn Diagnostic> {
        match self {
            Self::Refused(findings) => Some(findings),
            Self::Statement { finding, .. } => Some(finding.as_ref()),
            Self::Database { source, .. } => Some(source),
            Self::Plan(error) => Some(error.as_ref()),
            Self::Interrupted(_) | Self::Contended(_) | Self::Locked { .. } => None,
        }
    }
}

impl From<Finding> for RunError {
    fn from(finding: Finding) -> Self {
        Self::Refused(finding.into())
    }
}

impl Diagnostic for RunError {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        match self {
            Self::Interrupted(_) => Some(Box::new("interrupted")),
            Self::Contended(_) => Some(Box::new("too-many-runs")),
            Self::Locked { .. } => Some(Box::new("locked")),
            _ => self.inner()?.code(),
        }
    }

    fn severity(&self) -> Option<Severity> {
        self.inner()?.severity()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        match self {
            // It says itself where it takes more than that.
            Self::Interrupted(what) if what.contains("--resume") => None,
            Self::Interrupted(_) => Some(Box::new("run the command again to go on")),
            Self::Contended(_) => Some(Box::new("wait until the other runs are done")),
            Self::Locked { waited, .. } => Some(Box::new(format!(
                "waited {} s for it; see that it ends, or wait longer with --wait-for-lock",
                waited.as_secs()
            ))),
            _ => self.inner()?.help(),
        }
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.inner()?.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.inner()?.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.inner()?.related()
    }
}

impl Diagnostic for RunFailure {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.code()
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.error.help()
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.error.source_code()
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        self.error.labels()
    }

    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        self.error.related()
    }
}
