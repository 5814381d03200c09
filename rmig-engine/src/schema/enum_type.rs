//! Enumerations.

use serde::{Deserialize, Serialize};

use super::Name;
use crate::json::is_default;

/// A type of a fixed list of texts: a type of its own on PostgreSQL, `ENUM(…)` on MySQL, elsewhere a
/// `VARCHAR` as long as the longest value.
///
/// ```
/// use rmig_engine::schema::EnumType;
///
/// let state: EnumType = serde_json::from_str(r#"{"values": ["new", "done"], "name": "job_state"}"#)?;
/// assert!(state.is_native());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EnumType {
    /// The values in their order.
    pub values: Vec<String>,
    /// The name of the type where it is one of its own, of the check where there is one.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// The schema of the type.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Whether the type lies in the schema of its table; it does, unless it has a `schema` of its own or
    /// this says `false`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub inherit_schema: Option<bool>,
    /// Whether the database's own enumeration is used where it has one; it is unless this says `false`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub native_enum: Option<bool>,
    /// Whether a check keeps other values out where the type doesn't.
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_constraint: bool,
    /// The length of the `VARCHAR`, if not that of the longest value.
    #[serde(default, skip_serializing_if = "is_default")]
    pub length: Option<u32>,
    /// Whether the type is created along with a table (it is unless this says `false`), or with a
    /// column that is added (only if this says `true`: it may be there already).
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_type: Option<bool>,
    /// The character set of the values, on MySQL.
    #[serde(default, skip_serializing_if = "is_default")]
    pub charset: Option<String>,
    /// The collation of the values.
    #[serde(default, skip_serializing_if = "is_default")]
    pub collation: Option<String>,
}

impl EnumType {
    /// Whether the database's own enumeration is used where it has one.
    #[must_use]
    pub fn is_native(&self) -> bool {
        self.native_enum.unwrap_or(true)
    }

    /// How long the longest value is, in characters.
    #[must_use]
    pub fn longest(&self) -> u32 {
        let lengths = self.values.iter().map(|value| value.chars().count());
        u32::try_from(lengths.max().unwrap_or(0)).unwrap_or(u32::MAX)
    }
}
