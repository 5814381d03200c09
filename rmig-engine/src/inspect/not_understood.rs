//! What an inspector couldn't put into the schema model.

use std::fmt;

use super::TableName;

/// Something in a database that the schema model doesn't hold, or not in full.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotUnderstood {
    /// What it is.
    pub kind: InspectedKind,
    /// Its schema; none means the one where names without a schema lead.
    pub schema: Option<String>,
    /// Its name.
    pub name: String,
    /// The table that it is or belongs to.
    pub table: Option<TableName>,
    /// Its definition, as the database has it.
    pub text: Option<String>,
    /// What is in the way.
    pub obstacle: Obstacle,
}

/// The kinds of objects that an inspector meets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum InspectedKind {
    /// A table.
    Table,
    /// A column of a table.
    Column,
    /// A constraint of a table.
    Constraint,
    /// An index.
    Index,
    /// A view.
    View,
    /// A trigger.
    Trigger,
    /// Anything else.
    Other,
}

/// Why something isn't in the schema model, or not in full.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
#[non_exhaustive]
pub enum Obstacle {
    /// A module of the database keeps its rows, in a way of its own; it isn't among the tables.
    #[error("it is a virtual table")]
    VirtualTable,
    /// It belongs to a virtual table; it isn't among the tables.
    #[error("it belongs to a virtual table")]
    ShadowTable,
    /// The definition can't be read; what the catalogue tells beside it is among the tables.
    #[error("its definition can't be read: {0}")]
    Unreadable(String),
    /// The definition says something else than the catalogue; what the catalogue tells is among the
    /// tables.
    #[error("its definition and the catalogue differ: {0}")]
    Differs(String),
    /// The catalogue names something that it has no row of.
    #[error("the catalogue has no row of {0}")]
    Missing(String),
}

impl fmt::Display for InspectedKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Table => "table",
            Self::Column => "column",
            Self::Constraint => "constraint",
            Self::Index => "index",
            Self::View => "view",
            Self::Trigger => "trigger",
            Self::Other => "object",
        })
    }
}

impl fmt::Display for NotUnderstood {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {:?}: {}", self.kind, self.name, self.obstacle)
    }
}
