//! From a value as written to a value of the type that a setting has.

use std::path::{Path, PathBuf};

use super::raw::{Raw, RawValue};
use crate::diagnostic::Finding;

/// A type that settings have.
pub(super) trait FromRaw: Sized {
    /// What has to be written, with an article.
    const EXPECTED: &'static str;

    /// The value, or what is wrong with it.
    fn from_raw(raw: &Raw) -> Result<Self, Finding>;
}

/// The finding about a value of the wrong type.
pub(super) fn wrong_type(raw: &Raw, expected: &str) -> Finding {
    let found = raw.value.type_name();
    let finding = Finding::new("wrong-type", format!("expected {expected}, found {found}"))
        .help(format!("write {expected}"));
    raw.layer
        .locate(finding, raw.span.clone(), format!("this is {found}"))
}

/// The finding about a value of the right type that makes no sense.
pub(super) fn invalid(raw: &Raw, message: impl Into<String>, help: impl Into<String>) -> Finding {
    let finding = Finding::new("invalid-setting", message).help(help);
    raw.layer.locate(finding, raw.span.clone(), "")
}

impl FromRaw for String {
    const EXPECTED: &'static str = "a string";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        match &raw.value {
            RawValue::String(text) | RawValue::Text(text) => Ok(text.clone()),
            _ => Err(wrong_type(raw, Self::EXPECTED)),
        }
    }
}

impl FromRaw for bool {
    const EXPECTED: &'static str = "true or false";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        match &raw.value {
            RawValue::Boolean(yes) => Ok(*yes),
            RawValue::Text(text) if text == "true" => Ok(true),
            RawValue::Text(text) if text == "false" => Ok(false),
            _ => Err(wrong_type(raw, Self::EXPECTED)),
        }
    }
}

impl FromRaw for usize {
    const EXPECTED: &'static str = "a number above 0";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let number = match &raw.value {
            RawValue::Integer(number) => usize::try_from(*number).ok(),
            RawValue::Text(text) => text.trim().parse().ok(),
            _ => return Err(wrong_type(raw, Self::EXPECTED)),
        };
        number.filter(|number| *number > 0).ok_or_else(|| {
            invalid(
                raw,
                format!("expected {}", Self::EXPECTED),
                "write a whole number above 0",
            )
        })
    }
}

impl FromRaw for PathBuf {
    const EXPECTED: &'static str = "a path";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        match &raw.value {
            RawValue::String(text) | RawValue::Text(text) if text.is_empty() => Err(invalid(
                raw,
                "the path is empty",
                "write the path of a directory",
            )),
            RawValue::String(text) | RawValue::Text(text) => {
                // `components` drops the single dots.
                Ok(raw.layer.base.join(Path::new(text)).components().collect())
            }
            _ => Err(wrong_type(raw, Self::EXPECTED)),
        }
    }
}

/// The items of a list, each on its own; text of a variable is cut at commas.
pub(super) fn items(raw: &Raw, expected: &str) -> Result<Vec<Raw>, Finding> {
    match &raw.value {
        RawValue::Array(items) => Ok(items.clone()),
        RawValue::Text(text) => Ok(text
            .split(',')
            .map(str::trim)
            .filter(|item| !item.is_empty())
            .map(|item| Raw {
                value: RawValue::Text(item.to_owned()),
                ..raw.clone()
            })
            .collect()),
        _ => Err(wrong_type(raw, expected)),
    }
}
