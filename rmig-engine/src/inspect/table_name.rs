//! Which table a row belongs to.

use std::fmt;

/// The name of a table, by which its rows find it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableName {
    /// Its schema; none means the one where names without a schema lead.
    pub schema: Option<String>,
    /// Its name, as the catalogue has it.
    pub name: String,
}

impl TableName {
    /// The table of that name in that schema.
    #[must_use]
    pub fn new(schema: Option<&str>, name: &str) -> Self {
        Self {
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        }
    }
}

impl fmt::Display for TableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.schema {
            Some(schema) => write!(f, "{schema}.{}", self.name),
            None => f.write_str(&self.name),
        }
    }
}
