//! The few styles that output has, on both streams.

use clap::builder::styling::{AnsiColor, Style};

/// A status line's verb, and what is well.
pub const GOOD: Style = AnsiColor::BrightGreen.on_default().bold();
/// What has failed, and what destroys data.
pub const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
/// What is worth a look.
pub const WARNING: Style = AnsiColor::BrightYellow.on_default().bold();
/// What is good to know.
pub const NOTE: Style = AnsiColor::BrightCyan.on_default().bold();
/// The arrow, the bars and the line numbers around a place in a file.
pub const FRAME: Style = AnsiColor::BrightBlue.on_default().bold();
/// The name of a package or a database above its part of the output.
pub const HEADING: Style = Style::new().bold();
/// A revision's id.
pub const REVISION: Style = AnsiColor::Yellow.on_default();
/// A branch label, `(head)` and the like.
pub const LABEL: Style = AnsiColor::Cyan.on_default();
/// What matters less.
pub const DIM: Style = Style::new().dimmed();

/// `text` in `style`, in ANSI.
pub(super) fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}
