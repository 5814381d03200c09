//! The parser of file templates.

use super::{Conversion, FileTemplateError, Part, token::Token};
use crate::near::did_you_mean;

/// Longer names than this are refused by every file system, so no width has to be longer.
const MAX_WIDTH: usize = 255;

/// Cuts a template into literal text and tokens.
pub(super) fn parts(text: &str) -> Result<Vec<Part>, FileTemplateError> {
    let mut parts = Vec::new();
    let mut literal = String::new();
    let mut at = 0;
    while let Some(found) = text[at..].find('%') {
        literal.push_str(&text[at..at + found]);
        at += found;
        if text[at..].starts_with("%%") {
            literal.push('%');
            at += 2;
            continue;
        }
        let (part, end) = token(text, at)?;
        if !literal.is_empty() {
            parts.push(Part::Literal(std::mem::take(&mut literal)));
        }
        parts.push(part);
        at = end;
    }
    literal.push_str(&text[at..]);
    if !literal.is_empty() {
        parts.push(Part::Literal(literal));
    }
    Ok(parts)
}

/// The token whose `%` stands at `start`, and where it ends.
fn token(text: &str, start: usize) -> Result<(Part, usize), FileTemplateError> {
    let problem = |problem: &str, end| FileTemplateError::Conversion {
        problem: problem.to_owned(),
        span: start..end,
    };
    if !text[start..].starts_with("%(") {
        return Err(problem("a percent sign that begins no token", start + 1));
    }
    let name_start = start + 2;
    let Some(length) = text[name_start..].find(')') else {
        return Err(problem("a token without its closing bracket", text.len()));
    };
    let name_end = name_start + length;
    let name = &text[name_start..name_end];
    let Some(token) = Token::ALL.into_iter().find(|token| token.name() == name) else {
        let names = || Token::ALL.into_iter().map(Token::name);
        return Err(FileTemplateError::UnknownToken {
            token: name.to_owned(),
            span: name_start..name_end,
            hint: did_you_mean(name, names()).unwrap_or_else(|| {
                format!("there are: {}", names().collect::<Vec<_>>().join(", "))
            }),
        });
    };
    let (conversion, end) = conversion(text, name_end + 1)
        .map_err(|(what, end)| problem(&format!("%({name}) {what}"), end))?;
    if conversion.number && !token.is_number() {
        return Err(problem(
            &format!("%({name}) is text: its conversion is s, not d"),
            end,
        ));
    }
    Ok((Part::Token { token, conversion }, end))
}

/// The conversion that begins at `start`, and where it ends; or what is wrong, and up to where.
fn conversion(text: &str, start: usize) -> Result<(Conversion, usize), (&'static str, usize)> {
    let rest = &text[start..];
    let after_flags = rest.trim_start_matches(['0', '-']);
    let flags = &rest[..rest.len() - after_flags.len()];
    let (width, after_width) = number(after_flags);
    let (precision, after) = match after_width.strip_prefix('.') {
        Some(digits) => {
            let (precision, after) = number(digits);
            (Some(precision), after)
        }
        None => (None, after_width),
    };
    let letter = after.chars().next();
    let end = text.len() - after.len() + letter.map_or(0, char::len_utf8);
    let is_number = match letter {
        Some('d' | 'i' | 'u') => true,
        Some('s') => false,
        Some(_) => return Err(("has another conversion than s or d", end)),
        None => return Err(("has no conversion", end)),
    };
    if width > MAX_WIDTH || precision.is_some_and(|precision| precision > MAX_WIDTH) {
        return Err(("is wider than a file name may be", end));
    }
    let conversion = Conversion {
        number: is_number,
        zero: flags.contains('0'),
        left: flags.contains('-'),
        width,
        precision,
    };
    Ok((conversion, end))
}

/// The number at the beginning of `text`, 0 if there is none, and what follows.
fn number(text: &str) -> (usize, &str) {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit());
    let digits = &text[..text.len() - rest.len()];
    let value = if digits.is_empty() {
        0
    } else {
        digits.parse().unwrap_or(usize::MAX)
    };
    (value, rest)
}
