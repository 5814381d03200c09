//! Cuts the leading comment of a revision file into its message and its TOML.

use std::{ops::Range, path::Path};

/// The language of a revision file, which says how its leading comment looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ScriptFormat {
    /// SQL: each line of the comment begins with `--`.
    Sql,
    /// Rust: each line of the comment begins with `//!`.
    Rust,
}

impl ScriptFormat {
    /// The format that a file's extension names, if it is one of a revision file.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "sql" => Some(Self::Sql),
            "rs" => Some(Self::Rust),
            _ => None,
        }
    }

    /// What each line of the leading comment begins with.
    #[must_use]
    pub fn comment(self) -> &'static str {
        match self {
            Self::Sql => "--",
            Self::Rust => "//!",
        }
    }
}

/// The leading comment, cut: message lines, then the TOML with the way back into the file.
#[derive(Debug, Default)]
pub(super) struct HeaderText {
    /// The message, without blank lines around it.
    pub(super) message: String,
    /// The lines from `revision = …` on, joined by newlines; empty where there is no such line.
    pub(super) toml: String,
    /// A line of the message that looks like a key of the header.
    pub(super) early_key: Option<Range<usize>>,
    /// Where each line of `toml` begins: there, and in the file.
    lines: Vec<(usize, usize)>,
    /// Where the comment ends in the file.
    pub(super) end: usize,
}

impl HeaderText {
    /// Cuts `text`, a file or the beginning of one. None if the comment may go on after `text`,
    /// unless `is_whole`.
    pub(super) fn cut(text: &str, format: ScriptFormat, is_whole: bool) -> Option<Self> {
        // A header has few lines: enough room from the start saves growing, file after file.
        let mut header = Self {
            toml: String::with_capacity(256),
            lines: Vec::with_capacity(8),
            ..Self::default()
        };
        let mut at = if text.starts_with('\u{feff}') {
            '\u{feff}'.len_utf8()
        } else {
            0
        };
        let mut in_toml = false;
        loop {
            let (line, next) = match text[at..].find('\n') {
                Some(length) => (&text[at..at + length], at + length + 1),
                None if is_whole => (&text[at..], text.len()),
                None => return None,
            };
            let line = line.strip_suffix('\r').unwrap_or(line);
            let Some(content) = line.strip_prefix(format.comment()) else {
                break;
            };
            let content = content.strip_prefix(' ').unwrap_or(content);
            if content.starts_with("rmig:") {
                break;
            }
            in_toml = in_toml || begins_toml(content);
            if in_toml {
                let in_file = at + line.len() - content.len();
                header.lines.push((header.toml.len(), in_file));
                header.toml.push_str(content);
                header.toml.push('\n');
            } else {
                if header.early_key.is_none() && LATER_KEYS.iter().any(|key| is_key(content, key)) {
                    let in_file = at + line.len() - content.len();
                    header.early_key = Some(in_file..in_file + content.trim_end().len());
                }
                header.message.push_str(content.trim_end());
                header.message.push('\n');
            }
            at = next;
            if at == text.len() {
                if !is_whole {
                    return None;
                }
                break;
            }
        }
        header.end = at;
        let message = header.message.trim_end().trim_start_matches('\n');
        if message.len() != header.message.len() {
            header.message = message.to_owned();
        }
        Some(header)
    }

    /// The lines of the TOML, each with its place in the file.
    pub(super) fn lines(&self) -> impl Iterator<Item = (&str, usize)> {
        self.toml
            .lines()
            .zip(self.lines.iter().map(|&(_, in_file)| in_file))
    }

    /// Where a byte range of the TOML stands in the file.
    pub(super) fn in_file(&self, span: Range<usize>) -> Range<usize> {
        let place = |offset: usize| {
            let line = self.lines.partition_point(|&(start, _)| start <= offset);
            let place = match self.lines.get(line.wrapping_sub(1)) {
                Some(&(start, in_file)) => in_file + offset - start,
                None => offset,
            };
            // The last line has a line end here, which the file may lack.
            place.min(self.end)
        };
        let start = place(span.start);
        // The end belongs to the last character's line, not to the next line.
        let end = if span.is_empty() {
            start
        } else {
            (place(span.end - 1) + 1).min(self.end)
        };
        start..end.max(start)
    }
}

/// The keys that come after `revision`.
const LATER_KEYS: [&str; 4] = ["down_revision", "depends_on", "branch_labels", "created_at"];

/// Whether a line of the comment is the first one of the TOML: `^revision\s*=`.
fn begins_toml(line: &str) -> bool {
    is_key(line, "revision")
}

/// Whether a line of the comment looks like a key of the header, so that no message may have it.
pub(crate) fn is_header_line(line: &str) -> bool {
    begins_toml(line) || LATER_KEYS.iter().any(|key| is_key(line, key))
}

fn is_key(line: &str, key: &str) -> bool {
    line.strip_prefix(key)
        .is_some_and(|rest| rest.trim_start().starts_with('='))
}
