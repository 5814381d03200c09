//! Indexes.

use serde::{Deserialize, Serialize};

use super::{IndexColumn, IndexOptions, Name};
use crate::json::{flat, is_default};

/// An index.
///
/// ```
/// use rmig_engine::schema::Index;
///
/// let json = r#"{"name": "ix_name", "columns": ["name"], "postgresql_using": "gin"}"#;
/// let index: Index = serde_json::from_str(json)?;
/// assert_eq!(index.options.postgresql_using.as_deref(), Some("gin"));
/// let misspelt = serde_json::from_str::<Index>(r#"{"name": "i", "columns": [], "uniqe": true}"#);
/// assert_eq!(misspelt.unwrap_err().to_string(), "unknown key \"uniqe\": did you mean \"unique\"?");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Index {
    /// Its name.
    #[serde(default)]
    pub name: Name,
    /// What it is over, in its order.
    pub columns: Vec<IndexColumn>,
    /// Whether no two rows may be alike in it.
    #[serde(default, skip_serializing_if = "is_default")]
    pub unique: bool,
    /// What only some databases take.
    #[serde(skip)]
    pub options: IndexOptions,
}

flat!(Index {
    options: IndexOptions
});
