//! What constraints and indexes are called in the end.

use md5::{Digest, Md5};

use super::Lowering;
use crate::{
    ddl::{ObjectName, Unsupported},
    dialect::IdentifierLimit,
    schema::{Constraint, Name, NamingError},
};

impl Lowering<'_> {
    /// A constraint with its final name, if it has one.
    pub(super) fn named(
        &self,
        table: &ObjectName,
        constraint: &Constraint,
    ) -> Result<Constraint, Unsupported> {
        self.check_columns(constraint)?;
        let schema = table.schema.as_deref();
        let named = self
            .naming_convention
            .constraint_name(schema, &table.name, constraint);
        let mut constraint = constraint.clone();
        let name = self.fitting(constraint.name(), named)?;
        *constraint.name_mut() = name;
        Ok(constraint)
    }

    /// A foreign key has as many columns as it refers to.
    fn check_columns(&self, constraint: &Constraint) -> Result<(), Unsupported> {
        let Constraint::ForeignKey(key) = constraint else {
            return Ok(());
        };
        let (own, other) = (key.columns.len(), key.referent_columns.len());
        match own == other || own == 0 || other == 0 {
            true => Ok(()),
            false => Err(self.dialect.unsupported(
                &format!("a foreign key of {own} columns can't refer to {other}"),
                "as many columns on both sides",
            )),
        }
    }

    /// What an index over these columns is called.
    pub(super) fn index_name(
        &self,
        table: &ObjectName,
        name: &Name,
        columns: Vec<&str>,
    ) -> Result<String, Unsupported> {
        let schema = table.schema.as_deref();
        let named = self
            .naming_convention
            .index_name(schema, &table.name, name, columns);
        let named = self.fitting(name, named)?;
        Ok(named.written().unwrap_or_default().to_owned())
    }

    /// A name that a convention gave is cut to what the database takes; one that somebody wrote is
    /// refused if it is too long.
    fn fitting(
        &self,
        written: &Name,
        named: Result<Name, NamingError>,
    ) -> Result<Name, Unsupported> {
        let named = named.map_err(|error| {
            self.dialect
                .unsupported(&error.to_string(), "a name, or another naming convention")
        })?;
        let limit = self.dialect.capabilities().identifier_limit;
        let Some(name) = named.written().filter(|name| !limit.allows(name)) else {
            return Ok(named);
        };
        if written.written() == Some(name) {
            return Err(self.too_long(name));
        }
        Ok(Name::Final(shortened(name, limit)))
    }

    /// A name as it is written, if the database takes it whole.
    pub(super) fn allowed(&self, name: &str) -> Result<(), Unsupported> {
        if name.is_empty() {
            return Err(self.dialect.unsupported("a name is missing", "give it"));
        }
        match self.dialect.capabilities().identifier_limit.allows(name) {
            true => Ok(()),
            false => Err(self.too_long(name)),
        }
    }

    fn too_long(&self, name: &str) -> Unsupported {
        let limit = self.dialect.capabilities().identifier_limit;
        let why = format!("the name {name:?} is longer than {limit}");
        self.dialect.unsupported(&why, "a shorter name")
    }
}

/// The beginning of a name, and four digits of its hash (SQLAlchemy's rule).
fn shortened(name: &str, limit: IdentifierLimit) -> String {
    let hash: String = Md5::digest(name.as_bytes())
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    let tail = hash.get(hash.len() - 4..).unwrap_or_default();
    let most = match limit {
        IdentifierLimit::None => return name.to_owned(),
        IdentifierLimit::Bytes(most)
        | IdentifierLimit::Characters(most)
        | IdentifierLimit::Utf16(most) => most,
    };
    let mut start: String = name.chars().take(most.saturating_sub(8)).collect();
    while !limit.allows(&format!("{start}_{tail}")) && start.pop().is_some() {}
    format!("{start}_{tail}")
}
