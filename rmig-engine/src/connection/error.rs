//! What a database or its driver answers instead of doing it.

use std::ops::Range;

/// The kinds of errors that are handled differently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The URL of the database makes no sense.
    Url,
    /// The database can't be opened.
    Connect,
    /// Another connection holds a lock for longer than we wait.
    Busy,
    /// The statement was cancelled from outside.
    Cancelled,
    /// The server or the network ended the connection; what was under way may or may not have been
    /// committed.
    Lost,
    /// Anything else that the server refuses.
    Other,
}

/// An error in the server's own words.
#[derive(Clone, Debug, thiserror::Error)]
#[error("{message}")]
pub struct DatabaseError {
    /// What kind it is.
    pub kind: ErrorKind,
    /// The server's message, without a code and without a secret.
    pub message: String,
    /// The server's code.
    pub code: Option<String>,
    /// What to do, where the driver knows it.
    pub help: Option<String>,
    /// The bytes of the statement that the server means, where it tells.
    pub span: Option<Range<usize>>,
}

impl DatabaseError {
    /// An error with a message and nothing else.
    #[must_use]
    pub fn new(kind: ErrorKind, message: impl Into<String>) -> Self {
        Self {
            kind,
            message: message.into(),
            code: None,
            help: None,
            span: None,
        }
    }

    /// Says what to do.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }
}

impl miette::Diagnostic for DatabaseError {
    fn code<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        Some(Box::new(match self.kind {
            ErrorKind::Url => "invalid-url",
            ErrorKind::Connect => "cannot-open-database",
            ErrorKind::Busy => "database-busy",
            ErrorKind::Cancelled => "interrupted",
            ErrorKind::Lost => "connection-lost",
            ErrorKind::Other => "database-error",
        }))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn std::fmt::Display + 'a>> {
        let help = self.help.as_deref().or(match self.kind {
            ErrorKind::Url => Some("mend the database's URL"),
            ErrorKind::Connect => Some("check the database's URL and that it can be reached"),
            ErrorKind::Busy => Some("wait until the other program is done, then run it again"),
            ErrorKind::Cancelled => Some("run the command again to go on"),
            ErrorKind::Lost => {
                Some("see with `current` how far it came, then run the command again to go on")
            }
            ErrorKind::Other => Some("the message is the database's own"),
        });
        help.map(|help| Box::new(help) as Box<dyn std::fmt::Display>)
    }
}
