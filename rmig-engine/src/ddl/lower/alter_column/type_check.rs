//! The checks of types that change.

use super::super::{Lowered, Lowering};
use crate::{
    ddl::{DdlStatement, DropConstraint, ObjectName, Unsupported},
    operation::AlterColumn,
    schema::{Check, Constraint, ConstraintKind},
};

impl Lowering<'_> {
    /// The check of the old type goes where the type changes.
    pub(super) fn drop_type_check(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let (Some(old), Some(_)) = (&alter.existing_type, &alter.type_) else {
            return Ok(());
        };
        let Some(name) = self.type_check_name(&alter.column, old) else {
            return Ok(());
        };
        let check = Check {
            name,
            column: Some(alter.column.clone()),
            ..Check::default()
        };
        let named = self.named(table, &Constraint::Check(check))?;
        if let Some(name) = named.name().written() {
            lowered
                .statements
                .push(DdlStatement::DropConstraint(DropConstraint {
                    table: table.clone(),
                    name: name.to_owned(),
                    kind: Some(ConstraintKind::Check),
                    if_exists: false,
                }));
        }
        Ok(())
    }

    /// The check of the new type comes where the type changes.
    pub(super) fn add_type_check(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let name = alter.new_column_name.as_ref().unwrap_or(&alter.column);
        let new = alter.type_.as_ref();
        if let Some(check) = new.and_then(|new| self.type_check(name, new)) {
            let named = self.named(table, &Constraint::Check(check))?;
            lowered
                .statements
                .push(DdlStatement::AddConstraint(table.clone(), named));
        }
        Ok(())
    }
}
