//! What was typed, taken apart by the test itself.

use super::document::{Kind, Question};

/// `[branch@][name][±steps]`.
#[derive(Debug)]
pub struct Typed<'a> {
    pub branch: Option<&'a str>,
    pub name: &'a str,
    pub steps: Option<i64>,
}

impl<'a> Typed<'a> {
    pub fn new(text: &'a str) -> Self {
        let (branch, rest) = match text.split_once('@') {
            Some((branch, rest)) => (Some(branch), rest),
            None => (None, text),
        };
        let sign = rest.find(['+', '-']);
        let steps = sign.and_then(|sign| rest[sign..].parse().ok());
        let name = match (sign, steps) {
            (Some(sign), Some(_)) => &rest[..sign],
            _ => rest,
        };
        Self {
            branch,
            name,
            steps,
        }
    }

    /// Whether Alembic's pattern for `name±steps` can match the name.
    pub fn is_word(&self) -> bool {
        self.name
            .chars()
            .all(|each| each.is_alphanumeric() || each == '_')
    }
}

/// `-N` or `branch@-N`.
pub fn is_down(typed: &Typed<'_>) -> bool {
    typed.name.is_empty() && typed.steps.is_some_and(|steps| steps < 0)
}

/// Every symbol of a question; for a range the lower end, then the upper one.
pub fn symbols(asked: &Question) -> Vec<&str> {
    match asked.kind {
        Kind::Stamp => asked.symbols.iter().map(String::as_str).collect(),
        Kind::History => asked.range.as_deref().unwrap_or(":").split(':').collect(),
        Kind::Current | Kind::Session => Vec::new(),
        Kind::Resolve | Kind::Upgrade | Kind::Downgrade => vec![asked.symbol.as_str()],
    }
}

/// Whether a text can't be read as a symbol, whatever graph there is.
pub fn is_odd(text: &str) -> bool {
    let mut parts = text.split('@');
    let first = parts.next().unwrap_or_default();
    let rest = parts.next();
    let last = rest.unwrap_or(first);
    let signs = last.find(['+', '-']).map(|sign| &last[sign + 1..]);
    (rest.is_some() && first.is_empty())
        || last.is_empty()
        || parts.next().is_some()
        || signs.is_some_and(|digits| {
            digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit())
        })
}
