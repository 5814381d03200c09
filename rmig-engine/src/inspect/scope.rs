//! How much of a database is inspected.

use super::TableName;

/// How much of a database is inspected.
///
/// ```
/// use rmig_engine::inspect::{Scope, TableName};
///
/// assert!(Scope::Database.holds_schema(Some("temp")));
/// assert!(!Scope::default().holds_schema(Some("temp")));
/// assert!(Scope::Table(TableName::new(Some("temp"), "t")).holds_schema(Some("temp")));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// All schemas.
    Database,
    /// These schemas; none stands for the one where names without a schema lead.
    Schemas(Vec<Option<String>>),
    /// One table with its indexes and triggers.
    Table(TableName),
}

impl Default for Scope {
    /// The schema where names without one lead.
    fn default() -> Self {
        Self::Schemas(vec![None])
    }
}

impl Scope {
    /// The one table that is inspected, if it is one.
    #[must_use]
    pub fn table(&self) -> Option<&TableName> {
        match self {
            Self::Table(table) => Some(table),
            _ => None,
        }
    }

    /// Whether a schema is looked into.
    #[must_use]
    pub fn holds_schema(&self, schema: Option<&str>) -> bool {
        match self {
            Self::Database => true,
            Self::Schemas(schemas) => schemas.iter().any(|one| one.as_deref() == schema),
            Self::Table(table) => table.schema.as_deref() == schema,
        }
    }
}
