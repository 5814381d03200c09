//! The setting `pooler`: what hands out the server's sessions.

use super::{
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawValue},
};
use crate::{connection::Pooler, diagnostic::Finding, near::did_you_mean};

const VALUES: [&str; 2] = ["session", "transaction"];

impl FromRaw for Pooler {
    const EXPECTED: &'static str = "\"transaction\" or \"session\"";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        match text.as_str() {
            "session" => Ok(Self::Session),
            "transaction" => Ok(Self::Transaction),
            "statement" => Err(invalid(
                raw,
                "nothing can be migrated through a pooler in statement mode, which allows no transactions",
                "let the pooler use transaction or session mode for this user, or connect to the server itself",
            )),
            other => {
                let help = did_you_mean(other, VALUES)
                    .unwrap_or_else(|| format!("write {}", Self::EXPECTED));
                let message = format!("there is no pooler mode {other:?}");
                Err(invalid(raw, message, help))
            }
        }
    }
}
