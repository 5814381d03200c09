//! Draws diagnostics: with frames on a terminal, and in plain lines where a log keeps them.

use miette::{
    Diagnostic, GraphicalReportHandler, GraphicalTheme, SourceSpan, ThemeCharacters, ThemeStyles,
};

use super::style;
use crate::command_error::{location, message};

/// What a diagnostic amounts to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Severity {
    Error,
    Warning,
}

/// The text of a diagnostic and of all that is related to it.
pub(super) fn draw(
    severity: Severity,
    shown: &dyn Diagnostic,
    is_terminal: bool,
    colors: bool,
) -> String {
    if is_terminal
        && severity == Severity::Error
        && let Some(text) = framed(shown, colors)
    {
        return text;
    }
    let related = shown.related().into_iter().flatten();
    let all = [shown]
        .into_iter()
        .chain(related)
        .map(|one| plain(severity, one, colors));
    all.collect::<Vec<_>>().join("\n")
}

/// As miette draws it.
fn framed(shown: &dyn Diagnostic, colors: bool) -> Option<String> {
    let styles = if colors {
        ThemeStyles::ansi()
    } else {
        ThemeStyles::none()
    };
    let theme = GraphicalTheme {
        characters: ThemeCharacters::unicode(),
        styles,
    };
    let mut text = String::new();
    GraphicalReportHandler::new_themed(theme)
        .with_links(false)
        .with_width(100)
        .render_report(&mut text, shown)
        .ok()?;
    Some(text)
}

/// As rustc writes it: message, place, the line itself, and what to do.
fn plain(severity: Severity, shown: &dyn Diagnostic, colors: bool) -> String {
    let paint = |style, text: &str| {
        if colors {
            style::paint(style, text)
        } else {
            text.to_owned()
        }
    };
    let (word, color) = match severity {
        Severity::Error => ("error", style::ERROR),
        Severity::Warning => ("warning", style::WARNING),
    };
    let head = match shown.code() {
        Some(code) => format!("{word}[{code}]"),
        None => word.to_owned(),
    };
    let mut text = format!("{}: {}\n", paint(color, &head), message(shown));
    if let Some(place) = location(shown) {
        text.push_str(&format!(
            "  --> {}:{}:{}\n",
            place.file, place.line, place.column
        ));
        text.push_str(&snippet(shown, place.line, place.column).unwrap_or_default());
    }
    if let Some(help) = shown.help() {
        let help = help.to_string().replace('\n', "\n        ");
        text.push_str(&format!("  = {}: {help}\n", paint(style::NOTE, "help")));
    }
    text
}

/// The line of the first label, with carets below.
fn snippet(shown: &dyn Diagnostic, number: usize, column: usize) -> Option<String> {
    let label = shown.labels()?.next()?;
    let source = shown.source_code()?;
    let whole = SourceSpan::from((label.offset(), label.len()));
    let contents = source.read_span(&whole, usize::MAX, 1).ok()?;
    let contents = String::from_utf8_lossy(contents.data()).into_owned();
    let line = contents.lines().nth(number - 1)?;
    let gutter = number.to_string();
    let pad = " ".repeat(gutter.len());
    let indent: String = line
        .chars()
        .take(column - 1)
        .map(|c| if c == '\t' { '\t' } else { ' ' })
        .collect();
    let marked = source.read_span(&whole, 0, 0).ok()?;
    let marked = String::from_utf8_lossy(marked.data()).into_owned();
    let width = marked
        .lines()
        .next()
        .map_or(1, |text| text.chars().count())
        .max(1);
    let carets = "^".repeat(width);
    let word = label
        .label()
        .map(|word| format!(" {word}"))
        .unwrap_or_default();
    Some(format!(
        "{pad} |\n{gutter} | {line}\n{pad} | {indent}{carets}{word}\n"
    ))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rmig_engine::diagnostic::{Finding, Findings, Source};

    use super::*;

    fn findings() -> Findings {
        let source = Source::new(
            Path::new("Cargo.toml"),
            "[package]\n\tä = { zone = 5 }\nend\n",
        );
        let mut findings = Findings::default();
        findings.push(
            Finding::new("wrong-type", "expected a string")
                .help("write\na string")
                .at(&source, 18..26, "no string"),
        );
        findings.push(Finding::new("unknown-key", "unknown key \"end\""));
        findings
    }

    #[test]
    fn a_log_gets_plain_lines_with_the_place_marked() {
        let text = draw(Severity::Warning, &findings().0[0], false, false);
        assert_eq!(
            text,
            "warning[wrong-type]: expected a string\n  --> Cargo.toml:2:8\n  |\n\
             2 | \tä = { zone = 5 }\n  | \t      ^^^^^^^^ no string\n  \
             = help: write\n        a string\n"
        );
    }

    #[test]
    fn every_finding_is_drawn_in_both_ways() {
        for is_terminal in [false, true] {
            let error = crate::CommandError::from(findings());
            let text = draw(Severity::Error, error.diagnostic(), is_terminal, false);
            for part in [
                "expected a string",
                "Cargo.toml:2:",
                "no string",
                "unknown key \"end\"",
            ] {
                assert!(text.contains(part), "{part}: {text}");
            }
            assert!(
                !text.contains("more finding") && !text.contains('\u{1b}'),
                "{text}"
            );
        }
        assert!(draw(Severity::Error, &findings(), false, true).contains('\u{1b}'));
    }

    #[test]
    fn a_cause_is_part_of_the_message() {
        #[derive(Debug, thiserror::Error, Diagnostic)]
        #[error("no luck")]
        #[diagnostic(code(no_luck))]
        struct Outer(#[source] std::io::Error);
        let text = draw(
            Severity::Error,
            &Outer(std::io::Error::other("disk")),
            false,
            false,
        );
        assert_eq!(text, "error[no_luck]: no luck: disk\n");
    }
}
