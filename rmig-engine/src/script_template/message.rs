//! A message as the comment lines of a header, and as those lines read afterwards.
//!
//! Every message survives: each of its lines becomes a comment line of its own, so quotes, `*/` or
//! `-->` mean nothing there. Only these things change, since a header couldn't hold them:
//!
//! - Line ends of every kind become one kind; white space at the end of a line and empty lines at
//!   the beginning and the end are dropped; a message with nothing in it is `empty message`.
//! - Control characters other than the tab become their visible pictures (`␀`, `␛` …).
//! - A line that would end the message, because it reads like `revision = …` or another key, or
//!   like `rmig: …`, is indented by one space.

use std::fmt::Write;

use crate::script::is_header_line;

/// What stands in the header of a revision whose author said nothing.
const EMPTY: &str = "empty message";

/// `message` as comment lines, each beginning with `prefix` (`--` or `//!`), without a final
/// line end.
///
/// ```
/// use rmig_engine::script_template::comment;
///
/// let text = comment("Add users.\r\n\r\nrevision = 1 of 2", "--");
/// assert_eq!(text, "-- Add users.\n--\n--  revision = 1 of 2");
/// ```
#[must_use]
pub fn comment(message: &str, prefix: &str) -> String {
    let mut text = String::new();
    for line in lines(message) {
        let line_end = if text.is_empty() { "" } else { "\n" };
        let space = if line.is_empty() { "" } else { " " };
        let _ = write!(text, "{line_end}{prefix}{space}{line}");
    }
    text
}

/// The message that a header holds after `message` was written into it.
#[must_use]
pub fn header_message(message: &str) -> String {
    lines(message).join("\n")
}

fn lines(message: &str) -> Vec<String> {
    let message = message.replace("\r\n", "\n").replace('\r', "\n");
    let lines: Vec<String> = message.split('\n').map(line).collect();
    let Some(first) = lines.iter().position(|line| !line.is_empty()) else {
        return vec![EMPTY.to_owned()];
    };
    let last = lines
        .iter()
        .rposition(|line| !line.is_empty())
        .unwrap_or(first);
    lines[first..=last].to_vec()
}

fn line(line: &str) -> String {
    let line: String = line.trim_end().chars().map(visible).collect();
    if ends_the_message(&line) {
        format!(" {line}")
    } else {
        line
    }
}

/// A control character's picture, and any other character itself.
fn visible(c: char) -> char {
    match c {
        '\t' => c,
        '\0'..='\u{1f}' => {
            char::from_u32(0x2400 + u32::from(c)).unwrap_or(char::REPLACEMENT_CHARACTER)
        }
        '\u{7f}' => '\u{2421}',
        c if c.is_control() => char::REPLACEMENT_CHARACTER,
        c => c,
    }
}

/// Whether the header's parser would take the line for a key of the TOML part or for a section
/// marker.
fn ends_the_message(line: &str) -> bool {
    is_header_line(line) || line.starts_with("rmig:")
}

#[cfg(test)]
mod tests;
