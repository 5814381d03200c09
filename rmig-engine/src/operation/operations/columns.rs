//! Columns.

use super::Operations;
use crate::{
    operation::{AddColumn, AlterColumn, DropColumn, Operation},
    schema::Column,
};

impl Operations {
    /// Adds a column.
    pub fn add_column(&mut self, table: &str, column: Column) -> &mut AddColumn {
        record!(
            self,
            AddColumn,
            AddColumn {
                table: table.to_owned(),
                schema: None,
                column,
                if_not_exists: false,
                inline_references: false,
                inline_primary_key: false,
                insert_before: None,
                insert_after: None,
            }
        )
    }

    /// Changes a column.
    pub fn alter_column(&mut self, table: &str, column: &str) -> &mut AlterColumn {
        let (table, column) = (table.to_owned(), column.to_owned());
        record!(
            self,
            AlterColumn,
            AlterColumn {
                table,
                column,
                ..AlterColumn::default()
            }
        )
    }

    /// Drops a column.
    pub fn drop_column(&mut self, table: &str, column: &str) -> &mut DropColumn {
        let (table, column) = (table.to_owned(), column.to_owned());
        record!(
            self,
            DropColumn,
            DropColumn {
                table,
                column,
                ..DropColumn::default()
            }
        )
    }
}
