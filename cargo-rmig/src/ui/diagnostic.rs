//! Draws diagnostics for a person.

use miette::Diagnostic;
pub(super) use rmig_engine::diagnostic::Severity;
use rmig_engine::diagnostic::{Part, plain};

use super::style;

/// The text of a diagnostic and of all that is related to it, as rustc writes it.
pub(super) fn draw(severity: Severity, shown: &dyn Diagnostic, colors: bool) -> String {
    plain(shown, severity, &|part, text| {
        if !colors {
            return text.to_owned();
        }
        let style = match part {
            Part::Error => style::ERROR,
            Part::Warning => style::WARNING,
            Part::Frame => style::FRAME,
            Part::Help => style::NOTE,
        };
        style::paint(style, text)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use rmig_engine::diagnostic::{Finding, Source};

    use super::*;

    #[test]
    fn only_a_terminal_gets_colours() {
        let source = Source::new(Path::new("Cargo.toml"), "[package]\n\tä = { zone = 5 }\n");
        let finding = Finding::new("wrong-type", "expected a string")
            .help("write a string")
            .at(&source, 18..26, "no string");
        let text = draw(Severity::Warning, &finding, false);
        assert!(text.starts_with("warning[wrong-type]: expected a string\n --> Cargo.toml:2:8\n"));
        assert!(!text.contains('\u{1b}'));
        assert!(draw(Severity::Error, &finding, true).contains('\u{1b}'));
    }
}
