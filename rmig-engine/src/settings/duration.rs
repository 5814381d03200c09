//! Lengths of time as settings and flags spell them: `30s`, `5m`, `1h30m`, `250ms`, `0`.

use std::time::Duration;

use super::{
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawValue},
};
use crate::diagnostic::Finding;

/// A text that is no length of time.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is no length of time")]
pub struct InvalidDuration {
    /// As written.
    pub text: String,
    /// What to write instead.
    pub help: String,
}

/// Reads a length of time: numbers with units, or `0`.
///
/// ```
/// use std::time::Duration;
///
/// use rmig_engine::settings::parse_duration;
///
/// assert_eq!(parse_duration("1m30s"), Ok(Duration::from_secs(90)));
/// assert_eq!(parse_duration("0"), Ok(Duration::ZERO));
/// assert_eq!(parse_duration("90").unwrap_err().help, "write the unit too: 90s, 90ms or 90m");
/// ```
///
/// # Errors
///
/// [`InvalidDuration`] for a number without a unit, a time that has passed, or anything else.
pub fn parse_duration(text: &str) -> Result<Duration, InvalidDuration> {
    let trimmed = text.trim();
    if trimmed == "0" {
        return Ok(Duration::ZERO);
    }
    let parsed = trimmed.parse::<jiff::SignedDuration>().ok();
    parsed
        .and_then(|parsed| Duration::try_from(parsed).ok())
        .ok_or_else(|| {
            let is_number = !trimmed.is_empty() && trimmed.bytes().all(|b| b.is_ascii_digit());
            let help = match is_number {
                true => format!("write the unit too: {trimmed}s, {trimmed}ms or {trimmed}m"),
                false => "write a number and its unit, such as 30s, 5m, 250ms, or 0".to_owned(),
            };
            InvalidDuration {
                text: text.to_owned(),
                help,
            }
        })
}

impl FromRaw for Duration {
    const EXPECTED: &'static str = "a length of time in quotes, such as \"30s\"";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        parse_duration(text).map_err(|problem| invalid(raw, problem.to_string(), problem.help))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_a_length_of_time() {
        for (text, milliseconds) in [
            ("0", 0),
            ("0s", 0),
            ("250ms", 250),
            ("30s", 30_000),
            (" 30 s ", 30_000),
            ("30 seconds", 30_000),
            ("1.5s", 1_500),
            ("5m", 300_000),
            ("5 min", 300_000),
            ("1h30m", 5_400_000),
            ("PT30S", 30_000),
        ] {
            let duration = Duration::from_millis(milliseconds);
            assert_eq!(parse_duration(text), Ok(duration), "{text}");
        }
    }

    #[test]
    fn what_is_none() {
        for text in [
            "",
            "30",
            "s",
            "-5s",
            "5s ago",
            "5 parsecs",
            "1d",
            "30s;",
            "never",
        ] {
            let error = parse_duration(text).unwrap_err();
            assert_eq!(error.text, text);
            assert!(!error.help.is_empty());
        }
    }
}
