//! One piece of a file template: text, or a token with its printf conversion.

use super::{InvalidTemplate, TemplateTokens};
use crate::near::did_you_mean;

/// A number of a date, or a word.
const NUMBERS: [&str; 7] = ["epoch", "year", "month", "day", "hour", "minute", "second"];
const WORDS: [&str; 2] = ["rev", "slug"];

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
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

impl Piece {
    /// What it comes to.
    pub(super) fn render(&self, tokens: TemplateTokens<'_>) -> String {
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
pub(super) fn token(text: &str) -> Result<(Piece, &str), InvalidTemplate> {
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
