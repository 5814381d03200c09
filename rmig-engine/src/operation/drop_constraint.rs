//! `drop_constraint`.

use serde::{Deserialize, Serialize};

use super::{
    CreateCheckConstraint, CreateExcludeConstraint, CreateForeignKey, CreatePrimaryKey,
    CreateUniqueConstraint, Irreversible, Operation, Reversed,
};
use crate::{
    json::is_default,
    schema::{Constraint, ConstraintKind, Name},
};

/// Drops a constraint.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropConstraint {
    /// Its name; one that a convention gave needs `original`.
    pub name: Name,
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// Which kind it is, which only some databases want to know.
    #[serde(default, skip_serializing_if = "is_default")]
    pub type_: Option<ConstraintKind>,
    /// Whether it may be gone already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_exists: bool,
    /// The constraint as it was, to bring it back by.
    #[serde(default, skip_serializing_if = "is_default")]
    pub original: Option<Box<Constraint>>,
}

impl DropConstraint {
    /// What drops a constraint that was just added.
    pub(super) fn of(table: &str, schema: Option<&str>, original: Constraint) -> Vec<Operation> {
        vec![Operation::DropConstraint(Self {
            name: original.name().clone(),
            table: table.to_owned(),
            schema: schema.map(str::to_owned),
            type_: Some(original.kind()),
            if_exists: false,
            original: Some(Box::new(original)),
        })]
    }

    /// Adds it as it was.
    pub(super) fn reverse(&self) -> Reversed {
        let name = self.name.written().unwrap_or("the constraint");
        let original = self.original.as_deref().ok_or_else(|| Irreversible {
            operation: "drop_constraint",
            why: format!("nothing says what {name} was like"),
            instead: "give the constraint as it was as `original`",
        })?;
        let mut constraint = original.clone();
        *constraint.name_mut() = self.name.clone();
        let (table, schema) = (self.table.clone(), self.schema.clone());
        Ok(vec![match constraint {
            Constraint::PrimaryKey(primary_key) => Operation::CreatePrimaryKey(CreatePrimaryKey {
                table,
                schema,
                primary_key,
            }),
            Constraint::Unique(unique) => {
                Operation::CreateUniqueConstraint(CreateUniqueConstraint {
                    table,
                    schema,
                    unique,
                })
            }
            Constraint::Check(check) => Operation::CreateCheckConstraint(CreateCheckConstraint {
                table,
                schema,
                check,
            }),
            Constraint::ForeignKey(foreign_key) => Operation::CreateForeignKey(CreateForeignKey {
                table,
                schema,
                foreign_key,
            }),
            Constraint::Exclude(exclude) => {
                Operation::CreateExcludeConstraint(CreateExcludeConstraint {
                    table,
                    schema,
                    exclude,
                })
            }
        }])
    }
}
