//! A value of an enumeration, as a row of a catalogue.

/// A value of an enumeration that is a type of its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct EnumValueRow {
    /// The schema of the type.
    pub schema: Option<String>,
    /// The name of the type.
    pub name: String,
    /// Where it stands among the type's values.
    pub position: i64,
    /// The value.
    pub value: String,
}
