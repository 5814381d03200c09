//! The name of a table with its schema.

/// The name of an object, and the schema that it is in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ObjectName {
    /// The schema, if one is said.
    pub schema: Option<String>,
    /// The name.
    pub name: String,
}

impl ObjectName {
    /// A name in a schema.
    #[must_use]
    pub fn new(schema: Option<&str>, name: &str) -> Self {
        Self {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        }
    }
}
