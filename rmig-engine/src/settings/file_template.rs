//! The name of a new revision's file, as a template in Alembic's printf style.

use std::fmt;

use super::{
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawValue},
};
use crate::{diagnostic::Finding, near::did_you_mean};

/// A number of a date, or a word.
const NUMBERS: [&str; 7] = ["epoch", "year", "month", "day", "hour", "minute", "second"];
const WORDS: [&str; 2] = ["rev", "slug"];

/// What the tokens of a [`FileTemplate`] stand for.
#[derive(Clone, Copy, Debug)]
pub struct TemplateTokens<'a> {
    /// The id of the revision.
    pub rev: &'a str,
    /// The message, cut down to what a file name bears.
    pub slug: &'a str,
    /// When the revision was made, in the time zone of the settings.
    pub time: &'a jiff::Zoned,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    Text(String),
    Word {
        name: &'static str,
        width: usize,
        left: bool,
    },
    Number {
        name: &'static str,
        width: usize,
        zeros: bool,
        left: bool,
        digits: usize,
    },
}

/// The `file_template` setting: `%(rev)s`, `%(slug)s`, and the parts of a date as `%(month).2d`.
///
/// ```
/// use rmig_engine::settings::{FileTemplate, TemplateTokens};
///
/// let template = FileTemplate::parse("%(year)d/%(month).2d_%(rev)s_%(slug)s").unwrap();
/// let time: jiff::Zoned = "2026-03-04T15:00:00+00:00[UTC]".parse().unwrap();
/// let name = template.render(TemplateTokens { rev: "ae10", slug: "add_users", time: &time });
/// assert_eq!(name, "2026/03_ae10_add_users");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileTemplate {
    written: String,
    pieces: Vec<Piece>,
}

/// What is wrong with a template, and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct InvalidTemplate {
    message: String,
    help: String,
}

impl InvalidTemplate {
    fn new(message: impl Into<String>, help: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            help: help.into(),
        }
    }
}

impl Default for FileTemplate {
    fn default() -> Self {
        let written = "%(year)d%(month).2d%(day).2d_%(hour).2d%(minute).2d_%(rev)s_%(slug)s";
        Self::parse(written).unwrap_or(Self {
            written: String::new(),
            pieces: Vec::new(),
        })
    }
}

impl FileTemplate {
    /// Reads a template.
    ///
    /// # Errors
    ///
    /// An unknown token, a conversion that the token doesn't have, or a path that leaves the
    /// directory of the revisions.
    pub fn parse(written: &str) -> Result<Self, InvalidTemplate> {
        let mut pieces = Vec::new();
        let mut text = String::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('%') {
            text.push_str(before);
            if after.starts_with("%(") {
                let help = "write a single %: the doubled one of Alembic's files isn't needed here";
                return Err(InvalidTemplate::new("%%( is no token", help));
            }
            if let Some(after) = after.strip_prefix('%') {
                text.push('%');
                rest = after;
                continue;
            }
            let (piece, after) = token(after)?;
            if !text.is_empty() {
                pieces.push(Piece::Text(std::mem::take(&mut text)));
            }
            pieces.push(piece);
            rest = after;
        }
        text.push_str(rest);
        if !text.is_empty() {
            pieces.push(Piece::Text(text));
        }
        let climbs = written.split(['/', '\\']).any(|part| part == "..");
        if climbs || written.starts_with(['/', '\\']) {
            let help = "folders are relative to the directory of the revisions";
            return Err(InvalidTemplate::new(
                "the file name leaves its directory",
                help,
            ));
        }
        if !pieces.iter().any(|piece| !matches!(piece, Piece::Text(_))) {
            let help = "let it hold %(rev)s";
            return Err(InvalidTemplate::new(
                "every revision would get the same file name",
                help,
            ));
        }
        Ok(Self {
            written: written.to_owned(),
            pieces,
        })
    }

    /// Whether it puts revisions into folders.
    #[must_use]
    pub fn has_folders(&self) -> bool {
        self.written.contains('/')
    }

    /// The file name for a new revision, without its extension.
    #[must_use]
    pub fn render(&self, tokens: TemplateTokens<'_>) -> String {
        self.pieces
            .iter()
            .map(|piece| piece.render(tokens))
            .collect()
    }
}

impl fmt::Display for FileTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.written)
    }
}

impl Piece {
    fn render(&self, tokens: TemplateTokens<'_>) -> String {
        match self {
            Self::Text(text) => text.clone(),
            Self::Word { name, width, left } => {
                let word = if *name == "rev" {
                    tokens.rev
                } else {
                    tokens.slug
                };
                if *left {
                    format!("{word:<width$}")
                } else {
                    format!("{word:>width$}")
                }
            }
            Self::Number {
                name,
                width,
                zeros,
                left,
                digits,
            } => {
                let time = tokens.time;
                let number = match *name {
                    "epoch" => time.timestamp().as_second(),
                    "year" => time.year().into(),
                    "month" => time.month().into(),
                    "day" => time.day().into(),
                    "hour" => time.hour().into(),
                    "minute" => time.minute().into(),
                    _ => time.second().into(),
                };
                let number = format!("{number:0digits$}");
                match (left, zeros) {
                    (true, _) => format!("{number:<width$}"),
                    (false, true) => format!("{number:0>width$}"),
                    (false, false) => format!("{number:>width$}"),
                }
            }
        }
    }
}

/// Reads what follows a percent sign: `(name)flags width .digits conversion`.
fn token(text: &str) -> Result<(Piece, &str), InvalidTemplate> {
    let all = || WORDS.iter().chain(&NUMBERS).copied();
    let known = || format!("known tokens are {}", all().collect::<Vec<_>>().join(", "));
    let Some((name, rest)) = text.strip_prefix('(').and_then(|text| text.split_once(')')) else {
        return Err(InvalidTemplate::new(
            "a % begins no token",
            "write %% for a percent sign",
        ));
    };
    let Some(name) = all().find(|known| *known == name) else {
        let help = did_you_mean(name, all()).unwrap_or_else(known);
        return Err(InvalidTemplate::new(
            format!("unknown token {name:?}"),
            help,
        ));
    };
    let flags_end = rest
        .find(|c: char| !"-0 +#".contains(c))
        .unwrap_or(rest.len());
    let (flags, rest) = rest.split_at(flags_end);
    let (width, rest) = number(rest);
    let (digits, rest) = rest.strip_prefix('.').map_or((0, rest), number);
    let (left, zeros) = (flags.contains('-'), flags.contains('0'));
    let is_word = WORDS.contains(&name);
    let mut chars = rest.chars();
    let piece = match chars.next() {
        Some('s') if is_word => Piece::Word { name, width, left },
        Some('s') => Piece::Number {
            name,
            width,
            zeros: false,
            left,
            digits: 0,
        },
        Some('d' | 'i' | 'u') if !is_word => Piece::Number {
            name,
            width,
            zeros,
            left,
            digits,
        },
        _ => {
            let help = if is_word {
                format!("write %({name})s")
            } else {
                format!("write %({name})d")
            };
            let message = format!("the token {name:?} has no such conversion");
            return Err(InvalidTemplate::new(message, help));
        }
    };
    if width > 255 || digits > 255 {
        let help = "a file name has 255 characters at most";
        return Err(InvalidTemplate::new(
            format!("the token {name:?} is too wide"),
            help,
        ));
    }
    Ok((piece, chars.as_str()))
}

/// The number that `text` begins with, 0 without one.
fn number(text: &str) -> (usize, &str) {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    (
        if digits.is_empty() {
            0
        } else {
            digits.parse().unwrap_or(usize::MAX)
        },
        rest,
    )
}

impl FromRaw for FileTemplate {
    const EXPECTED: &'static str = "a file name with tokens such as %(rev)s";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        Self::parse(text).map_err(|problem| invalid(raw, problem.message, problem.help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn render(template: &str) -> String {
        let time: jiff::Zoned = "2026-03-04T05:06:07+00:00[UTC]".parse().unwrap();
        let tokens = TemplateTokens {
            rev: "ae10",
            slug: "add_users",
            time: &time,
        };
        FileTemplate::parse(template).unwrap().render(tokens)
    }

    #[test]
    fn every_token_has_its_value() {
        let template =
            "%(epoch)d-%(year)d-%(month)d-%(day)s-%(hour)d-%(minute)d-%(second)d-%(rev)s-%(slug)s";
        assert_eq!(render(template), "1772600767-2026-3-4-5-6-7-ae10-add_users");
        assert_eq!(
            render(&FileTemplate::default().to_string()),
            "20260304_0506_ae10_add_users"
        );
    }

    #[test]
    fn width_and_digits_are_those_of_printf() {
        for (template, rendered) in [
            ("%(month).3d", "003"),
            ("%(month)03d", "003"),
            ("%(month)3d", "  3"),
            ("%(month)-3d|", "3  |"),
            ("%(rev)6s", "  ae10"),
            ("%(rev)-6s|", "ae10  |"),
            ("100%%_%(rev)s", "100%_ae10"),
        ] {
            assert_eq!(render(template), rendered, "{template}");
        }
    }

    #[test]
    fn what_is_no_template_says_what_to_do() {
        for (template, help) in [
            ("%(slugg)s", "did you mean \"slug\"?"),
            ("%(zzz)s", "known tokens are rev, slug, epoch, year"),
            ("%%(rev)s", "write a single %"),
            ("%(rev)d", "write %(rev)s"),
            ("%(year)x", "write %(year)d"),
            ("%(year", "write %%"),
            ("50%", "write %%"),
            ("same", "%(rev)s"),
            ("../%(rev)s", "relative"),
            ("/%(rev)s", "relative"),
            ("%(rev)99999999999999999999999s", "255"),
        ] {
            let problem = FileTemplate::parse(template).unwrap_err();
            assert!(problem.help.contains(help), "{template}: {problem:?}");
        }
    }
}
