//! What is said where the command line can't be read, and help and version.

use std::ffi::OsString;

use clap::{ValueEnum, error::ErrorKind};
use rmig_engine::diagnostic::Finding;

use crate::{CommandError, Exit, Format, Ui, ui::ColorWhen};

/// The format and colour that the arguments ask for, even if the rest of them makes no sense.
pub(crate) fn sniff(args: &[OsString]) -> (Format, Option<ColorWhen>) {
    let value = |flag: &str| {
        let words = args
            .iter()
            .map(|arg| arg.to_string_lossy())
            .take_while(|arg| arg != "--");
        let mut words = words.peekable();
        while let Some(word) = words.next() {
            if word == flag {
                return words.next().map(std::borrow::Cow::into_owned);
            }
            if let Some(value) = word
                .strip_prefix(flag)
                .and_then(|rest| rest.strip_prefix('='))
            {
                return Some(value.to_owned());
            }
        }
        None
    };
    let format = value("--format").and_then(|format| Format::from_str(&format, false).ok());
    let color = value("--color").and_then(|color| ColorWhen::from_str(&color, false).ok());
    (format.unwrap_or_default(), color)
}

/// Answers with help or version on stdout, or says what is wrong with the arguments.
pub(crate) fn report(error: &clap::Error, ui: &Ui) -> Exit {
    let text = error.render();
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            ui.text(&if ui.colors_data() {
                text.ansi().to_string()
            } else {
                text.to_string()
            });
            Exit::Done
        }
        _ if ui.format() == Format::Json => {
            ui.fail(&usage_error(&text.to_string()));
            Exit::Usage
        }
        _ => {
            ui.to_stderr(&if ui.colors() {
                text.ansi().to_string()
            } else {
                text.to_string()
            });
            Exit::Usage
        }
    }
}

/// clap's text, cut into the message and what to do.
fn usage_error(text: &str) -> CommandError {
    let text = text.trim();
    let text = text.strip_prefix("error: ").unwrap_or(text);
    let (message, help) = text.split_once("\n\n").unwrap_or((text, ""));
    let help = help.lines().map(str::trim).filter(|line| !line.is_empty());
    let help: Vec<_> = help.collect();
    let finding = Finding::new(
        "usage",
        message.split_whitespace().collect::<Vec<_>>().join(" "),
    )
    .help(help.join("\n"));
    CommandError::from(finding).with_exit(Exit::Usage)
}
