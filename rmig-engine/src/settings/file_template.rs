//! The setting `file_template`, read with its place.

use miette::Diagnostic;

use super::{
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawValue},
};
use crate::{diagnostic::Finding, script_template::FileTemplate};

impl FromRaw for FileTemplate {
    const EXPECTED: &'static str = "a file name with tokens such as %(rev)s";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        Self::parse(text).map_err(|problem| {
            let help = problem.help().map(|help| help.to_string());
            invalid(raw, problem.to_string(), help.unwrap_or_default())
        })
    }
}
