//! Each attribute of a column by a statement of its own.

use super::super::{Lowered, Lowering};
use crate::{
    ddl::{
        AlterColumnDefault, AlterColumnIdentity, AlterColumnNullable, AlterColumnStyle,
        AlterColumnType, ColumnComment, CommentStyle, DdlStatement, DropDependents, IdentityChange,
        ObjectName, Unsupported,
    },
    operation::AlterColumn,
    schema::ServerDefault,
};

impl Lowering<'_> {
    /// Each attribute by a statement of its own.
    pub(super) fn steps(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let capabilities = self.dialect.capabilities();
        let late_default = capabilities.defaults_are_constraints;
        if late_default {
            self.drop_default_constraint(table, alter, lowered);
        }
        match capabilities.alter_column {
            AlterColumnStyle::TypeWithNullability => {
                self.type_with_nullability(table, alter, lowered)?;
            }
            _ => self.type_and_nullability(table, alter, lowered),
        }
        if !late_default {
            self.default(table, alter, lowered)?;
        }
        self.comment(table, alter, lowered)?;
        if late_default {
            self.default(table, alter, lowered)?;
        }
        self.rename(table, alter, lowered);
        Ok(())
    }

    fn type_and_nullability(&self, table: &ObjectName, alter: &AlterColumn, lowered: &mut Lowered) {
        if let Some(data_type) = &alter.type_ {
            lowered
                .statements
                .push(DdlStatement::AlterColumnType(AlterColumnType {
                    table: table.clone(),
                    column: alter.column.clone(),
                    data_type: data_type.clone(),
                    nullable: None,
                    using: alter.postgresql_using.clone(),
                }));
        }
        if let Some(nullable) = alter.nullable {
            lowered
                .statements
                .push(DdlStatement::AlterColumnNullable(AlterColumnNullable {
                    table: table.clone(),
                    column: alter.column.clone(),
                    nullable,
                }));
        }
    }

    fn type_with_nullability(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        if alter.type_.is_none() && alter.nullable.is_none() {
            return Ok(());
        }
        let data_type = alter.type_.as_ref().or(alter.existing_type.as_ref());
        let data_type = data_type.ok_or_else(|| self.no_type())?.clone();
        let nullable = alter.nullable.or(alter.existing_nullable);
        if nullable.is_none() {
            lowered.warnings.push(format!(
                "{} may be NULL from now on: give `nullable` or `existing_nullable` with the type",
                alter.column
            ));
        }
        lowered
            .statements
            .push(DdlStatement::AlterColumnType(AlterColumnType {
                table: table.clone(),
                column: alter.column.clone(),
                data_type,
                nullable,
                using: None,
            }));
        Ok(())
    }

    /// A default that is a constraint has to be looked up, if there may be one.
    fn drop_default_constraint(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) {
        let goes = match (&alter.server_default, &alter.existing_server_default) {
            (None, _) => false,
            (Some(None), _) => true,
            (Some(Some(_)), existing) => existing.is_some(),
        };
        if goes {
            lowered
                .statements
                .push(DdlStatement::DropDependents(DropDependents {
                    table: table.clone(),
                    column: alter.column.clone(),
                    kind: None,
                }));
        }
    }

    fn default(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let Some(new) = &alter.server_default else {
            return Ok(());
        };
        let old = alter
            .existing_server_default
            .as_ref()
            .and_then(Option::as_ref);
        let identity = |default: Option<&ServerDefault>| {
            default.and_then(|default| default.identity().cloned())
        };
        let change = match (identity(old), identity(new.as_ref())) {
            (None, None) => None,
            (None, Some(new)) => Some(IdentityChange::Add(new)),
            (Some(old), Some(new)) if old == new => return Ok(()),
            (Some(old), Some(new)) => Some(IdentityChange::Set(old, new)),
            (Some(_), None) => Some(IdentityChange::Drop),
        };
        let becomes_identity = matches!(
            change,
            Some(IdentityChange::Add(_) | IdentityChange::Set(..))
        );
        if let Some(change) = change {
            self.identities_change()?;
            lowered
                .statements
                .push(DdlStatement::AlterColumnIdentity(AlterColumnIdentity {
                    table: table.clone(),
                    column: alter.column.clone(),
                    change,
                }));
            if becomes_identity || new.is_none() {
                return Ok(());
            }
        }
        if self.dialect.capabilities().defaults_are_constraints && new.is_none() {
            return Ok(());
        }
        lowered
            .statements
            .push(DdlStatement::AlterColumnDefault(AlterColumnDefault {
                table: table.clone(),
                column: alter.column.clone(),
                default: new.clone(),
            }));
        Ok(())
    }

    fn comment(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let Some(comment) = &alter.comment else {
            return Ok(());
        };
        if self.dialect.capabilities().comments == CommentStyle::None {
            return Err(self.no_comments());
        }
        lowered
            .statements
            .push(DdlStatement::ColumnComment(ColumnComment {
                table: self.commented(table)?,
                column: alter.column.clone(),
                comment: comment.clone(),
                existing: alter.existing_comment.clone(),
                is_new: false,
            }));
        Ok(())
    }
}
