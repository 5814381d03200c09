//! The only door for output: data to stdout, everything else to stderr.

mod color;
mod diagnostic;
mod document;
mod progress;
mod sink;
pub mod style;

use std::{
    io::Write,
    sync::{Mutex, MutexGuard, PoisonError},
};

use clap::{ValueEnum, builder::styling::Style};
pub use color::ColorWhen;
pub(crate) use document::add_error;
use miette::Diagnostic;
pub use progress::Progress;
use rmig_engine::diagnostic::Finding;
use serde::Serialize;
use sink::Sink;

use crate::{CommandError, Exit, Stream};

/// For whom results are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// For a person
    #[default]
    Human,
    /// One JSON document on stdout
    Json,
    /// `history` as a Mermaid flow chart
    #[value(hide = true)]
    Mermaid,
    /// `history` in the language of Graphviz
    #[value(hide = true)]
    Dot,
    /// `history` as an SVG picture
    #[value(hide = true)]
    Svg,
}

impl Format {
    /// Whether it is one of a picture, which only `history` draws.
    #[must_use]
    pub fn is_picture(self) -> bool {
        matches!(self, Self::Mermaid | Self::Dot | Self::Svg)
    }
}

/// How much is printed besides results and errors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Verbosity {
    Quiet,
    Normal,
    /// `-v`, counted.
    Verbose(u8),
}

/// Prints. It may be shared between threads.
pub struct Ui {
    stdout: Mutex<Sink>,
    stderr: Mutex<Sink>,
    format: Format,
    verbosity: Verbosity,
    colors_data: bool,
    colors: bool,
    stderr_is_terminal: bool,
    progress: progress::Slot,
}

impl Ui {
    pub(crate) fn new(
        (stdout, stderr): (Stream, Stream),
        format: Format,
        verbosity: Verbosity,
        color: Option<ColorWhen>,
        variables: &dyn Fn(&str) -> Option<String>,
    ) -> Self {
        Self {
            colors_data: format == Format::Human
                && color::wanted(color, variables, stdout.is_terminal),
            colors: color::wanted(color, variables, stderr.is_terminal),
            stderr_is_terminal: stderr.is_terminal,
            stdout: Mutex::new(Sink::new(stdout)),
            stderr: Mutex::new(Sink::new(stderr)),
            format,
            verbosity,
            progress: progress::Slot::default(),
        }
    }

    /// For whom results are printed.
    #[must_use]
    pub fn format(&self) -> Format {
        self.format
    }

    /// Whether nothing but results and errors is wanted.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.verbosity == Verbosity::Quiet
    }

    /// How often `-v` was given.
    #[must_use]
    pub fn verbosity(&self) -> u8 {
        match self.verbosity {
            Verbosity::Verbose(times) => times,
            Verbosity::Quiet | Verbosity::Normal => 0,
        }
    }

    /// Whether [`styled`](Self::styled) colours.
    #[must_use]
    pub fn colors_data(&self) -> bool {
        self.colors_data
    }

    /// Whether what goes to stderr is coloured.
    #[must_use]
    pub fn colors(&self) -> bool {
        self.colors
    }

    /// Prints a line of data for a person; with `--format json` it is swallowed.
    pub fn line(&self, line: impl AsRef<str>) {
        if self.format != Format::Json {
            let mut out = self.out();
            out.put(line.as_ref());
            out.put("\n");
        }
    }

    /// Prints text as it is, whatever the format: a script or an image is its own format.
    pub fn text(&self, text: &str) {
        self.out().put(text);
    }

    /// Prints the one JSON document of a command; with `--format human` it is swallowed.
    pub fn json(&self, document: &impl Serialize) {
        if self.format == Format::Json {
            let mut out = self.out();
            out.json(document);
        }
    }

    /// `text` in `style`, for a line of data; as it is where stdout has no colours.
    #[must_use]
    pub fn styled(&self, style: Style, text: &str) -> String {
        if self.colors_data {
            style::paint(style, text)
        } else {
            text.to_owned()
        }
    }

    /// Says what is being done, as Cargo does: a green verb and a few words.
    pub fn status(&self, verb: &str, message: impl AsRef<str>) {
        self.status_in(style::GOOD, verb, message.as_ref());
    }

    /// As [`status`](Self::status), for something that didn't go well.
    pub fn status_bad(&self, verb: &str, message: impl AsRef<str>) {
        self.status_in(style::ERROR, verb, message.as_ref());
    }

    /// Says something that isn't wrong but good to know.
    pub fn note(&self, message: impl AsRef<str>) {
        if !self.is_quiet() {
            let note = self.styled_error(style::NOTE, "note");
            self.to_stderr(&format!("{note}: {}\n", message.as_ref()));
        }
    }

    /// Shows a warning.
    pub fn warning(&self, warning: &Finding) {
        if !self.is_quiet() {
            self.draw(diagnostic::Severity::Warning, warning);
        }
    }

    /// Shows an error, even if quiet. A command returns its error instead; this is for errors after
    /// which it goes on.
    pub fn error(&self, error: &dyn Diagnostic) {
        self.draw(diagnostic::Severity::Error, error);
    }

    /// Begins to show how far something of `total` steps is, where stderr is a terminal.
    #[must_use]
    pub fn progress(&self, total: u64, message: impl Into<String>) -> Progress<'_> {
        let visible = self.stderr_is_terminal && !self.is_quiet();
        self.progress.begin(visible, total, message.into())
    }

    /// Shows the error that a command ends with, as the format wants it.
    pub(crate) fn fail(&self, error: &CommandError) {
        match self.format {
            Format::Json => self.json(&document::failed(error)),
            _ => self.error(error.diagnostic()),
        }
    }

    /// Writes to stderr and shows it at once.
    pub(crate) fn to_stderr(&self, text: &str) {
        // What was said before should be read before.
        self.out().flush();
        self.progress.suspend(|| {
            let mut err = lock(&self.stderr);
            err.put(text);
            err.flush();
        });
    }

    /// `text` in `style` for stderr.
    pub(crate) fn styled_error(&self, style: Style, text: &str) -> String {
        if self.colors {
            style::paint(style, text)
        } else {
            text.to_owned()
        }
    }

    /// Flushes; results that couldn't be written are a failure, unless nobody wanted to read on.
    pub(crate) fn finish(&self, exit: Exit) -> Exit {
        let lost = self.out().finish();
        match lost {
            None => exit,
            Some(error) => {
                let finding = Finding::new("io", format!("results could not be written: {error}"))
                    .help("the command itself ran; see where stdout goes");
                self.error(&finding);
                if exit == Exit::Done {
                    Exit::Failed
                } else {
                    exit
                }
            }
        }
    }

    fn status_in(&self, style: Style, verb: &str, message: &str) {
        if !self.is_quiet() {
            let verb = self.styled_error(style, &format!("{verb:>12}"));
            self.to_stderr(&format!("{verb} {message}\n"));
        }
    }

    fn draw(&self, severity: diagnostic::Severity, shown: &dyn Diagnostic) {
        let text = diagnostic::draw(severity, shown, self.colors);
        self.to_stderr(&text);
    }

    fn out(&self) -> MutexGuard<'_, Sink> {
        lock(&self.stdout)
    }
}

impl std::fmt::Debug for Ui {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Ui")
            .field("format", &self.format)
            .finish_non_exhaustive()
    }
}

/// A thread that panicked while printing leaves at worst half a line.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.put_bytes(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Sink::flush(self);
        Ok(())
    }
}
