//! Changes of columns.

use super::{Lowered, Lowering};
use crate::{
    ddl::{
        AlterColumnDefault, AlterColumnIdentity, AlterColumnNullable, AlterColumnStyle,
        AlterColumnType, ChangeColumn, ColumnComment, ColumnDefinition, CommentStyle, DdlStatement,
        DropConstraint, DropDependents, IdentityChange, ObjectName, RenameColumn, Unsupported,
    },
    operation::AlterColumn,
    schema::{Check, Column, Constraint, ConstraintKind, DataType, ServerDefault},
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

    fn rename(&self, table: &ObjectName, alter: &AlterColumn, lowered: &mut Lowered) {
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

    /// The check of the old type goes where the type changes.
    fn drop_type_check(
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
    fn add_type_check(
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

    /// Each attribute by a statement of its own.
    fn steps(
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

    fn no_type(&self) -> Unsupported {
        self.dialect.unsupported(
            "what changes of a column is said together with its type",
            "give the `existing_type`",
        )
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

    fn identities_change(&self) -> Result<(), Unsupported> {
        match self.dialect.capabilities().alter_identity {
            true => Ok(()),
            false => Err(self.dialect.unsupported(
                "a column that is there can't become an identity, nor change as one",
                "drop_column and add_column, or a new table",
            )),
        }
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

    /// Whether the default that goes may be the current time, which not every database lets go.
    fn is_time_default(&self, alter: &AlterColumn, data_type: Option<&DataType>) -> bool {
        let time = match &alter.existing_server_default {
            Some(Some(ServerDefault::Now)) => true,
            Some(Some(ServerDefault::Text(sql))) => {
                let sql = sql.to_ascii_lowercase();
                sql.contains("current_timestamp") || sql.contains("now(")
            }
            Some(_) => false,
            None => matches!(
                data_type,
                Some(DataType::DateTime { .. } | DataType::Timestamp { .. })
            ),
        };
        time && !self.dialect.capabilities().alter_time_defaults
    }

    /// All attributes at once, also those that stay.
    fn change_column(
        &self,
        table: &ObjectName,
        alter: &AlterColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let has_identity = |default: &Option<Option<ServerDefault>>| {
            let default = default.as_ref().and_then(Option::as_ref);
            default.is_some_and(|default| default.identity().is_some())
        };
        if has_identity(&alter.server_default) || has_identity(&alter.existing_server_default) {
            self.identities_change()?;
        }
        let other = AlterColumn {
            server_default: None,
            ..alter.clone()
        };
        let data_type = alter.type_.as_ref().or(alter.existing_type.as_ref());
        let default = alter
            .server_default
            .as_ref()
            .or(alter.existing_server_default.as_ref());
        let default = default.cloned().flatten();
        // A type of times restates its name whenever a default could come with it.
        let restate_name =
            alter.server_default != Some(None) && data_type.is_some_and(is_date_time);
        let restate = restate_name || self.is_time_default(alter, data_type);
        if !other.changes_anything() && !restate {
            lowered
                .statements
                .push(DdlStatement::AlterColumnDefault(AlterColumnDefault {
                    table: table.clone(),
                    column: alter.column.clone(),
                    default,
                }));
            return Ok(());
        }
        let nullable = alter.nullable.or(alter.existing_nullable);
        if nullable.is_none() {
            lowered.warnings.push(format!(
                "{} may be NULL from now on: give `nullable` or `existing_nullable`, all of the column \
                 is said anew",
                alter.column
            ));
        }
        let comment = alter
            .comment
            .clone()
            .unwrap_or_else(|| alter.existing_comment.clone());
        let name = alter.new_column_name.as_ref().unwrap_or(&alter.column);
        let autoincrement = alter.autoincrement.or(alter.existing_autoincrement);
        let data_type = data_type.ok_or_else(|| self.no_type())?.clone();
        let definition = ColumnDefinition {
            column: Column {
                server_default: default,
                comment,
                ..Column::new(name, data_type)
            },
            nullable: nullable.unwrap_or(true),
            checks: Vec::new(),
            in_key: false,
            autoincrement: autoincrement == Some(true),
            inline_key: None,
            references: None,
            says_null: true,
            comment: true,
        };
        lowered
            .statements
            .push(DdlStatement::ChangeColumn(Box::new(ChangeColumn {
                table: table.clone(),
                old_name: alter.column.clone(),
                definition,
                restate_name,
            })));
        Ok(())
    }
}

/// Whether a type is of dates with times of day.
fn is_date_time(data_type: &DataType) -> bool {
    match data_type {
        DataType::DateTime { .. } | DataType::Timestamp { .. } => true,
        DataType::Native(native) => matches!(native.name.as_str(), "DATETIME" | "TIMESTAMP"),
        _ => false,
    }
}
