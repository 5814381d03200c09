//! Changes of columns.

mod steps;
mod type_check;
mod whole;

use super::{Lowered, Lowering};
use crate::{
    ddl::{AlterColumnStyle, DdlStatement, ObjectName, RenameColumn, Unsupported},
    operation::AlterColumn,
    schema::ServerDefault,
};

impl Lowering<'_> {
    pub(super) fn alter_column(
        &self,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        if alter.insert_before.is_some() || alter.insert_after.is_some() {
            return Err(self.no_place());
        }
        if alter.postgresql_using.is_some() && alter.type_.is_none() {
            return Err(self.dialect.unsupported(
                "`postgresql_using` says how values get another type, and the type stays",
                "give the `type_` too",
            ));
        }
        if let Some(name) = &alter.new_column_name {
            self.allowed(name)?;
        }
        self.refuse_computed(alter)?;
        let style = self.dialect.capabilities().alter_column;
        if style != AlterColumnStyle::Whole
            && (alter.autoincrement.is_some() || alter.existing_autoincrement.is_some())
        {
            let warning =
                "`autoincrement` and `existing_autoincrement` mean something to MySQL only";
            lowered.warnings.push(warning.to_owned());
        }
        let changes = AlterColumn {
            autoincrement: alter
                .autoincrement
                .filter(|_| style == AlterColumnStyle::Whole),
            ..alter.clone()
        };
        if !changes.changes_anything() {
            return Ok(());
        }
        let table = ObjectName::new(alter.schema.as_deref(), &alter.table);
        if style == AlterColumnStyle::Never {
            return self.only_rename(&table, &changes, lowered);
        }
        self.drop_type_check(&table, alter, lowered)?;
        match style {
            AlterColumnStyle::Whole => self.change_column(&table, &changes, lowered)?,
            _ => self.steps(&table, &changes, lowered)?,
        }
        self.add_type_check(&table, alter, lowered)
    }

    fn refuse_computed(&self, alter: &AlterColumn) -> Result<(), Unsupported> {
        let is_computed = |default: &Option<Option<ServerDefault>>| {
            let default = default.as_ref().and_then(Option::as_ref);
            default.is_some_and(|default| default.computed().is_some())
        };
        let changes =
            alter.server_default.is_some() && alter.server_default != alter.existing_server_default;
        if changes
            && (is_computed(&alter.server_default) || is_computed(&alter.existing_server_default))
        {
            return Err(self.dialect.unsupported(
                "a column that is there can't become computed, nor cease to be",
                "drop_column and add_column, or batch_alter_table with recreate = \"always\"",
            ));
        }
        Ok(())
    }

    fn only_rename(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let other = AlterColumn {
            new_column_name: None,
            ..alter.clone()
        };
        if other.changes_anything() {
            return Err(self.dialect.unsupported(
                "a column can only be renamed in place",
                "batch_alter_table, which makes the table anew",
            ));
        }
        self.rename(table, alter, lowered);
        Ok(())
    }

    pub(super) fn rename(&self, table: &ObjectName, alter: &AlterColumn, lowered: &mut Lowered) {
        let renamed = alter
            .new_column_name
            .as_ref()
            .filter(|name| **name != alter.column);
        if let Some(new_name) = renamed {
            lowered
                .statements
                .push(DdlStatement::RenameColumn(RenameColumn {
                    table: table.clone(),
                    column: alter.column.clone(),
                    new_name: new_name.clone(),
                }));
        }
    }

    pub(super) fn no_type(&self) -> Unsupported {
        self.dialect.unsupported(
            "what changes of a column is said together with its type",
            "give the `existing_type`",
        )
    }

    pub(super) fn identities_change(&self) -> Result<(), Unsupported> {
        match self.dialect.capabilities().alter_identity {
            true => Ok(()),
            false => Err(self.dialect.unsupported(
                "a column that is there can't become an identity, nor change as one",
                "drop_column and add_column, or a new table",
            )),
        }
    }
}
