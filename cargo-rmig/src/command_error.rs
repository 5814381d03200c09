//! The error that a command ends with: a diagnostic, an exit code, and how far the answer came.

mod document;
mod several;

use std::{any::Any, fmt, io};

pub(crate) use document::error_parts;
use miette::Diagnostic;
use rmig_engine::diagnostic::{Finding, Findings, message};
use serde::Serialize;
use serde_json::Value;
use several::Several;

use crate::Exit;

/// Why a command failed. Every [`miette::Diagnostic`] becomes one by `?`.
pub struct CommandError {
    diagnostic: Box<dyn Diagnostic + Send + Sync>,
    exit: Exit,
    document: Option<Value>,
}

impl CommandError {
    /// An error without a type of its own; `code` is a stable kebab-case word of `docs/errors.md`.
    #[must_use]
    pub fn new(code: &'static str, message: impl Into<String>, help: impl Into<String>) -> Self {
        Finding::new(code, message).help(help).into()
    }

    /// The arguments make no sense together: exit code 2.
    #[must_use]
    pub fn usage(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self::new("usage", message, help).with_exit(Exit::Usage)
    }

    /// A file or a stream failed; errors of `fs_err` name the file.
    #[must_use]
    pub fn io(error: &io::Error) -> Self {
        Self::new(
            "io",
            error.to_string(),
            "check that the path exists and that you may use it",
        )
    }

    /// Ends with another exit code than 1.
    #[must_use]
    pub fn with_exit(mut self, exit: Exit) -> Self {
        self.exit = exit;
        self
    }

    /// Adds what had been reached of the JSON answer: the whole document of a command, or inside
    /// [`Context::read`](crate::Context::read) and [`act`](crate::Context::act) the target's item.
    #[must_use]
    pub fn with_document(mut self, document: &impl Serialize) -> Self {
        self.document = serde_json::to_value(document).ok();
        self
    }

    /// Says which database it is about, where a driver's own words leave that out.
    #[must_use]
    pub(crate) fn naming(self, database: &str) -> Self {
        let codes = ["cannot-open-database", "database-busy", "database-error"];
        let code = self.diagnostic.code().map(|code| code.to_string());
        let known = codes
            .into_iter()
            .find(|known| code.as_deref() == Some(*known));
        let message = message(&*self.diagnostic);
        let path = database.split_once(':').map_or(database, |(_, path)| path);
        let (Some(code), None) = (known, self.diagnostic.labels()) else {
            return self;
        };
        let file = path.split('?').next().unwrap_or(path);
        if message.contains(file) {
            return self;
        }
        let help = self.diagnostic.help().map(|help| help.to_string());
        let finding = Finding::new(code, format!("{database}: {message}")).maybe_help(help);
        Self {
            diagnostic: Box::new(finding),
            ..self
        }
    }

    /// The exit code.
    #[must_use]
    pub fn exit(&self) -> Exit {
        self.exit
    }

    /// What to show.
    #[must_use]
    pub fn diagnostic(&self) -> &(dyn Diagnostic + Send + Sync) {
        &*self.diagnostic
    }

    /// What had been reached of the answer.
    pub(crate) fn document(&self) -> Option<&Value> {
        self.document.as_ref()
    }
}

impl<E: Diagnostic + Send + Sync + 'static> From<E> for CommandError {
    fn from(error: E) -> Self {
        let diagnostic: Box<dyn Diagnostic + Send + Sync> =
            match (&error as &dyn Any).downcast_ref::<Findings>() {
                Some(findings) => Box::new(Several(findings.clone())),
                None => Box::new(error),
            };
        Self {
            diagnostic,
            exit: Exit::Failed,
            document: None,
        }
    }
}

impl fmt::Debug for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "CommandError({:?}, {})", self.exit, self.diagnostic)
    }
}

impl fmt::Display for CommandError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.diagnostic.fmt(f)
    }
}
