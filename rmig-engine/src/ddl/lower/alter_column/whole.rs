//! All attributes of a column at once.

use super::super::{Lowered, Lowering};
use crate::{
    ddl::{
        AlterColumnDefault, ChangeColumn, ColumnDefinition, DdlStatement, ObjectName, Unsupported,
    },
    operation::AlterColumn,
    schema::{Column, DataType, ServerDefault},
};

impl Lowering<'_> {
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
    pub(super) fn change_column(
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
