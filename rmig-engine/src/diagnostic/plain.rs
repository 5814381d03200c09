//! Writes diagnostics as plain lines, the way rustc does: for logs, pipes and build scripts.
//!
//! It knows no terminal: whoever wants colours hands in a function that paints.

mod snippet;

#[cfg(test)]
mod tests;

use miette::{Diagnostic, SourceSpan};

use super::visible::{readable, visible};
use snippet::{Snippet, contents};

/// How bad a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Severity {
    /// It can't go on like that.
    Error,
    /// It can, but somebody should look.
    Warning,
}

/// What a piece of the text is, for those who paint it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// `error[code]`, and the carets under the line.
    Error,
    /// `warning[code]`, and the carets under the line.
    Warning,
    /// The arrow, the bars and the line numbers.
    Frame,
    /// The word `help`.
    Help,
}

/// The text of `diagnostic` and of all that is related to it, each ending with a newline.
///
/// ```
/// use rmig_engine::diagnostic::{Finding, Severity, Source, plain};
///
/// let source = Source::new("a.sql".as_ref(), "-- revision = 3\n");
/// let finding = Finding::new("wrong-type", "the revision is a number")
///     .at(&source, 14..15, "no string")
///     .help("put it in quotes");
/// let text = plain(&finding, Severity::Error, &|_, text| text.to_owned());
/// assert_eq!(
///     text,
///     "error[wrong-type]: the revision is a number
///  --> a.sql:1:15
///   |
/// 1 | -- revision = 3
///   |               ^ no string
///   |
///   = help: put it in quotes
/// "
/// );
/// ```
#[must_use]
pub fn plain(
    diagnostic: &dyn Diagnostic,
    severity: Severity,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    let mut text = one(diagnostic, severity, paint);
    let mut related = diagnostic.related().into_iter().flatten();
    for related in related.by_ref().take(DRAWN - 1) {
        text.push('\n');
        text.push_str(&plain(related, severity, paint));
    }
    let rest: Vec<&dyn Diagnostic> = related.collect();
    if !rest.is_empty() {
        text.push_str(&format!("\n{} more, in short:\n", rest.len()));
        text.extend(
            rest.iter()
                .take(LISTED)
                .map(|one| short(*one, severity, paint)),
        );
    }
    if let Some(unlisted) = rest.len().checked_sub(LISTED).filter(|&count| count > 0) {
        text.push_str(&format!("and {unlisted} more\n"));
    }
    text
}

/// How many findings are drawn before the others get a line each: thousands of broken files should
/// not push the first one off the screen by more than they have to.
const DRAWN: usize = 20;

/// How many of those others get one: beyond that, only their number is said.
const LISTED: usize = 200;

/// A diagnostic on one line, as compilers print them for editors.
fn short(
    diagnostic: &dyn Diagnostic,
    severity: Severity,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    let place = location(diagnostic)
        .map(|(file, line, column)| format!("{}:{line}:{column}: ", on_one_line(&file)))
        .unwrap_or_default();
    let message = message(diagnostic).replace('\n', " ");
    let head = head(diagnostic, severity, paint);
    format!("{place}{head}: {}\n", readable(&message))
}

/// The name of a file, which may have a line end in it.
fn on_one_line(name: &str) -> String {
    visible(name).replace('\n', "␊")
}

/// `error[code]` or `warning[code]`.
fn head(
    diagnostic: &dyn Diagnostic,
    severity: Severity,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    let (word, part) = severity.word();
    match diagnostic.code() {
        Some(code) => paint(part, &format!("{word}[{code}]")),
        None => paint(part, word),
    }
}

impl Severity {
    fn word(self) -> (&'static str, Part) {
        match self {
            Self::Error => ("error", Part::Error),
            Self::Warning => ("warning", Part::Warning),
        }
    }
}

/// The message of a diagnostic with those of its causes.
#[must_use]
pub fn message(diagnostic: &dyn Diagnostic) -> String {
    let mut message = diagnostic.to_string();
    let mut cause = std::error::Error::source(diagnostic);
    while let Some(error) = cause {
        message.push_str(": ");
        message.push_str(&error.to_string());
        cause = error.source();
    }
    message
}

/// File, line and column of the first label, both counted from 1 and the column in characters. What
/// was typed on a command line stands in no file and has no place.
#[must_use]
pub fn location(diagnostic: &dyn Diagnostic) -> Option<(String, usize, usize)> {
    let start = diagnostic.labels()?.next()?.offset();
    let source = diagnostic.source_code()?;
    let before = source.read_span(&SourceSpan::from(0..start), 0, 0).ok()?;
    let name = before.name().filter(|name| !name.is_empty())?.to_owned();
    // An empty span is answered with a character.
    let before = contents(before.data().get(..start)?);
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = before.get(line_start..).unwrap_or_default().chars().count() + 1;
    Some((name, before.matches('\n').count() + 1, column))
}

/// One diagnostic alone.
fn one(
    diagnostic: &dyn Diagnostic,
    severity: Severity,
    paint: &dyn Fn(Part, &str) -> String,
) -> String {
    let (_, part) = severity.word();
    let head = head(diagnostic, severity, paint);
    let mut text = format!("{head}: {}\n", readable(&message(diagnostic)));
    let snippet = Snippet::of(diagnostic);
    let width = snippet.as_ref().map_or(1, Snippet::gutter);
    if let Some((file, line, column)) = location(diagnostic) {
        let arrow = paint(Part::Frame, "-->");
        let file = on_one_line(&file);
        text.push_str(&format!("{:width$}{arrow} {file}:{line}:{column}\n", ""));
    }
    if let Some(snippet) = &snippet {
        snippet.draw(&mut text, part, paint);
    }
    if let Some(help) = diagnostic.help() {
        if snippet.is_some() {
            text.push_str(&format!("{:width$} {}\n", "", paint(Part::Frame, "|")));
        }
        let indent = format!("\n{:1$}", "", width + " = help: ".len());
        let help = readable(&help.to_string()).replace('\n', &indent);
        let (sign, word) = (paint(Part::Frame, "="), paint(Part::Help, "help"));
        text.push_str(&format!("{:width$} {sign} {word}: {help}\n", ""));
    }
    text
}
