//! The parser of symbols and ranges, by hand and with spans.

use super::{Name, Symbol, SymbolError, SymbolRange};

/// Parses `text`, which stands at byte `at` of `whole`.
pub(super) fn symbol(text: &str, at: usize, whole: &str) -> Result<Symbol, SymbolError> {
    let error = |message: &str, start: usize, end: usize, help: &str| SymbolError {
        message: message.to_owned(),
        text: whole.to_owned(),
        span: at + start..at + end,
        help: help.to_owned(),
    };
    if let Some(colon) = text.find(':') {
        let help = "a range a:b belongs to `history -r`, or to `--sql`; name one revision here";
        return Err(error(
            "a range where one revision is wanted",
            colon,
            colon + 1,
            help,
        ));
    }
    let (branch, rest) = match text.split_once('@') {
        Some((branch, rest)) => (Some(branch), rest),
        None => (None, text),
    };
    let rest_at = text.len() - rest.len();
    if branch == Some("") {
        return Err(error(
            "no branch before the `@`",
            0,
            1,
            "write label@head, label@base or label@revision",
        ));
    }
    if let Some(second) = rest.find('@') {
        let start = rest_at + second;
        return Err(error(
            "a second `@`",
            start,
            start + 1,
            "write label@revision with one `@`",
        ));
    }
    if rest.is_empty() {
        let help = if branch.is_some() {
            "write label@head, label@base or label@revision"
        } else {
            "name a revision, or write head, heads or base"
        };
        return Err(error("no revision is named", 0, text.len(), help));
    }
    let (name, steps) = match split_steps(rest) {
        Ok(parts) => parts,
        Err(Steps::Missing(sign)) => {
            let help = "steps are written +2 or -2, alone or behind a revision: ae10+2, label@-1";
            let start = rest_at + sign;
            return Err(error(
                "no number of steps after the sign",
                start,
                text.len(),
                help,
            ));
        }
        Err(Steps::TooMany(sign)) => {
            let help = "no history is as long as that";
            return Err(error("too many steps", rest_at + sign, text.len(), help));
        }
    };
    Ok(Symbol {
        text: text.to_owned(),
        branch: branch.map(str::to_owned),
        name: (!name.is_empty()).then(|| self::name(name)),
        steps,
    })
}

/// Parses a range of history.
pub(super) fn range(text: &str) -> Result<SymbolRange, SymbolError> {
    let error = |message: &str, span, help: &str| SymbolError {
        message: message.to_owned(),
        text: text.to_owned(),
        span,
        help: help.to_owned(),
    };
    let text_trimmed = text.trim();
    let offset = text.len() - text.trim_start().len();
    let Some((lower, upper)) = text_trimmed.split_once(':') else {
        let help = match text_trimmed.split_once("..") {
            Some((lower, upper)) => format!(
                "a range is written with a colon: {lower}:{}",
                upper.trim_start_matches('.')
            ),
            None => format!(
                "write {text_trimmed}: for all from there on, :{text_trimmed} for all up to there, or a:b"
            ),
        };
        return Err(error("a range needs a colon", 0..text.len(), &help));
    };
    let upper_at = offset + lower.len() + 1;
    if let Some(second) = upper.find(':') {
        let start = upper_at + second;
        return Err(error(
            "a second colon",
            start..start + 1,
            "write a:b, a: or :b",
        ));
    }
    let part = |part: &str, at| match part.trim() {
        "" => Ok(None),
        trimmed => symbol(trimmed, at + part.len() - part.trim_start().len(), text).map(Some),
    };
    Ok(SymbolRange {
        lower: part(lower, offset)?,
        upper: part(upper, upper_at)?,
    })
}

/// Why no steps can be read; with the place of the sign.
enum Steps {
    Missing(usize),
    TooMany(usize),
}

/// Cuts `name±steps`. A sign inside a name is part of it: branch labels may have some.
fn split_steps(text: &str) -> Result<(&str, Option<i64>), Steps> {
    const SIGNS: [char; 2] = ['+', '-'];
    let Some(sign) = text.rfind(SIGNS) else {
        return Ok((text, None));
    };
    let (name, digits) = (&text[..sign], &text[sign + 1..]);
    let is_steps = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
    if name.starts_with(SIGNS) || name.ends_with(SIGNS) {
        return Err(Steps::Missing(name.find(SIGNS).unwrap_or(sign)));
    }
    if is_steps {
        let steps = text[sign..].parse().map_err(|_| Steps::TooMany(sign))?;
        return Ok((name, Some(steps)));
    }
    if digits.is_empty() || name.is_empty() {
        return Err(Steps::Missing(sign));
    }
    Ok((text, None))
}

fn name(text: &str) -> Name {
    match text {
        "head" => Name::Head,
        "heads" => Name::Heads,
        "base" => Name::Base,
        "current" => Name::Current,
        id => Name::Id(id.to_owned()),
    }
}
