//! What a crash leaves of a statement that runs outside of a transaction unit.

/// How one learns whether a statement took effect that was interrupted outside of a transaction unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Recovery {
    /// It changes rows only: it can be committed together with the note that it is done.
    WithNote,
    /// It takes effect as a whole or not at all, and the definition of this object tells.
    Object(DatabaseObject),
    /// It may run twice.
    Repeatable,
    /// Nobody can know.
    Unknown,
}

/// The name of something that a statement defines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DatabaseObject {
    /// What it is.
    pub kind: ObjectKind,
    /// Its schema; none means the default one.
    pub schema: Option<String>,
    /// Its name, without quotes.
    pub name: String,
}

/// What can be defined.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ObjectKind {
    /// A table, with its columns, constraints and indexes.
    Table,
    /// A view.
    View,
    /// An index that is told apart by its own name.
    Index,
    /// A type.
    Type,
    /// A procedure or a function.
    Routine,
    /// A trigger.
    Trigger,
    /// A schema, or a database on a server where the two are one.
    Schema,
    /// A sequence.
    Sequence,
    /// A scheduled event.
    Event,
}

impl ObjectKind {
    /// The kind as a word: `table`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::Index => "index",
            Self::Type => "type",
            Self::Routine => "routine",
            Self::Trigger => "trigger",
            Self::Schema => "schema",
            Self::Sequence => "sequence",
            Self::Event => "event",
        }
    }
}
