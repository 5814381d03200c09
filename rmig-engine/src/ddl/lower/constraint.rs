//! Constraints.

use super::{Lowered, Lowering};
use crate::{
    ddl::{DdlStatement, DropConstraint, ObjectName, Unsupported},
    operation::{self, Operation},
    schema::{Check, Constraint, ConstraintKind, ForeignKey, PrimaryKey, Unique},
};

impl Lowering<'_> {
    pub(super) fn create_constraint(
        &self,
        operation: &Operation,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let Some((table, constraint)) = constraint_of(operation) else {
            return Ok(());
        };
        if !self.dialect.capabilities().alter_constraints {
            return Err(self.fixed_constraints());
        }
        let constraint = self.named(&table, &constraint)?;
        lowered
            .statements
            .push(DdlStatement::AddConstraint(table, constraint));
        Ok(())
    }

    pub(super) fn fixed_constraints(&self) -> Unsupported {
        self.dialect.unsupported(
            "a table keeps the constraints with which it was created",
            "batch_alter_table, which makes the table anew",
        )
    }

    pub(super) fn drop_constraint(
        &self,
        drop: &operation::DropConstraint,
    ) -> Result<DdlStatement, Unsupported> {
        if !self.dialect.capabilities().alter_constraints {
            return Err(self.fixed_constraints());
        }
        let table = ObjectName::new(drop.schema.as_deref(), &drop.table);
        let possible = self.dialect.capabilities().constraint_if_exists;
        self.conditional(drop.if_exists, possible, "a constraint")?;
        let nameless = drop.type_ == Some(ConstraintKind::PrimaryKey)
            && !self.dialect.capabilities().keys_have_names;
        let name = self.dropped_name(&table, drop)?;
        let name = name.or(nameless.then(String::new)).ok_or_else(|| {
            self.dialect.unsupported(
                "a constraint without a name can't be named",
                "give its name as the database has it",
            )
        })?;
        Ok(DdlStatement::DropConstraint(DropConstraint {
            table,
            name,
            kind: drop.type_,
            if_exists: drop.if_exists,
        }))
    }

    /// The name of a constraint that goes, as the database has it.
    pub(super) fn dropped_name(
        &self,
        table: &ObjectName,
        drop: &operation::DropConstraint,
    ) -> Result<Option<String>, Unsupported> {
        let mut constraint = match (&drop.original, drop.type_) {
            (Some(original), _) => original.as_ref().clone(),
            (None, Some(ConstraintKind::Check)) => Constraint::Check(Check::default()),
            (None, Some(ConstraintKind::ForeignKey)) => {
                Constraint::ForeignKey(ForeignKey::default())
            }
            (None, Some(ConstraintKind::PrimaryKey)) => {
                Constraint::PrimaryKey(PrimaryKey::default())
            }
            (None, Some(ConstraintKind::Unique)) => Constraint::Unique(Unique::default()),
            (None, Some(ConstraintKind::Exclude) | None) => {
                return Ok(drop.name.written().map(str::to_owned));
            }
        };
        // Without its columns, a template could only be filled in wrongly.
        if drop.name.is_unnamed() && drop.original.is_none() {
            return Ok(None);
        }
        *constraint.name_mut() = drop.name.clone();
        let named = self.named(table, &constraint)?;
        Ok(named.name().written().map(str::to_owned))
    }

    /// The constraints of a new table, without those that the database can't have there.
    pub(super) fn allowed_constraints(
        &self,
        table: &ObjectName,
        constraints: Vec<Constraint>,
        lowered: &mut Lowered,
    ) -> Vec<Constraint> {
        if self.dialect.capabilities().foreign_keys_cross_schemas {
            return constraints;
        }
        let crosses = |constraint: &Constraint| match constraint {
            Constraint::ForeignKey(key) => key.referent_schema != table.schema,
            _ => false,
        };
        let (left_out, kept): (Vec<_>, Vec<_>) = constraints.into_iter().partition(crosses);
        for constraint in left_out {
            let name = constraint
                .name()
                .written()
                .unwrap_or("a foreign key")
                .to_owned();
            lowered.warnings.push(format!(
                "{name} is left out: it leads from one database file to another"
            ));
        }
        kept
    }
}

/// The constraint that an operation creates, and its table.
pub(super) fn constraint_of(operation: &Operation) -> Option<(ObjectName, Constraint)> {
    let named = |schema: &Option<String>, table: &str| ObjectName::new(schema.as_deref(), table);
    Some(match operation {
        Operation::CreateUniqueConstraint(create) => (
            named(&create.schema, &create.table),
            Constraint::Unique(create.unique.clone()),
        ),
        Operation::CreateCheckConstraint(create) => (
            named(&create.schema, &create.table),
            Constraint::Check(create.check.clone()),
        ),
        Operation::CreateForeignKey(create) => (
            named(&create.schema, &create.table),
            Constraint::ForeignKey(create.foreign_key.clone()),
        ),
        Operation::CreatePrimaryKey(create) => (
            named(&create.schema, &create.table),
            Constraint::PrimaryKey(create.primary_key.clone()),
        ),
        Operation::CreateExcludeConstraint(create) => (
            named(&create.schema, &create.table),
            Constraint::Exclude(create.exclude.clone()),
        ),
        _ => return None,
    })
}
