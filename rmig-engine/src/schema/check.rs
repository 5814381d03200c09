//! Check constraints.

use serde::{Deserialize, Serialize};

use super::{Deferral, Expression, Name};
use crate::json::{flat, is_default, sql_text};

/// A check constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Check {
    /// Its name.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// The condition that holds for every row.
    #[serde(
        deserialize_with = "plain_or_text",
        serialize_with = "sql_text::serialize"
    )]
    pub sqltext: String,
    /// Whether the rows that are there already aren't looked at.
    #[serde(default, skip_serializing_if = "is_default")]
    pub postgresql_not_valid: bool,
    /// What becomes of a row that breaks it: `IGNORE`, `REPLACE` … (SQLite).
    #[serde(default, skip_serializing_if = "is_default")]
    pub sqlite_on_conflict: Option<String>,
    /// The column whose type brings it, which a naming convention may ask for.
    #[serde(skip)]
    pub column: Option<String>,
    /// When it is checked.
    #[serde(skip)]
    pub deferral: Deferral,
}

flat!(Check { deferral: Deferral });

/// A condition, plain or as `{"text": …}`.
fn plain_or_text<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Expression::deserialize(deserializer).map(|expression| expression.text)
}
