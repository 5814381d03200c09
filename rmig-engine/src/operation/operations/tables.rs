//! Tables.

use super::Operations;
use crate::{
    operation::{
        BatchAlterTable, CreateTable, CreateTableComment, DropTable, DropTableComment, Operation,
        RenameTable,
    },
    schema::Table,
};

impl Operations {
    /// Creates a table.
    pub fn create_table(&mut self, name: &str) -> &mut CreateTable {
        let table = Table {
            name: name.to_owned(),
            ..Table::default()
        };
        let if_not_exists = false;
        record!(
            self,
            CreateTable,
            CreateTable {
                table,
                if_not_exists
            }
        )
    }

    /// Drops a table.
    pub fn drop_table(&mut self, name: &str) -> &mut DropTable {
        let table = name.to_owned();
        record!(
            self,
            DropTable,
            DropTable {
                table,
                ..DropTable::default()
            }
        )
    }

    /// Calls a table otherwise.
    pub fn rename_table(&mut self, table: &str, new_name: &str) -> &mut RenameTable {
        let (table, new_name, schema) = (table.to_owned(), new_name.to_owned(), None);
        record!(
            self,
            RenameTable,
            RenameTable {
                table,
                new_name,
                schema
            }
        )
    }

    /// Says something about a table.
    pub fn create_table_comment(&mut self, table: &str, comment: &str) -> &mut CreateTableComment {
        let (table, comment) = (table.to_owned(), Some(comment.to_owned()));
        record!(
            self,
            CreateTableComment,
            CreateTableComment {
                table,
                comment,
                ..CreateTableComment::default()
            }
        )
    }

    /// Says nothing about a table any more.
    pub fn drop_table_comment(&mut self, table: &str) -> &mut DropTableComment {
        let table = table.to_owned();
        record!(
            self,
            DropTableComment,
            DropTableComment {
                table,
                ..DropTableComment::default()
            }
        )
    }

    /// Makes several changes of one table in one go; `change` records them.
    pub fn batch_alter_table(
        &mut self,
        table: &str,
        change: impl FnOnce(&mut Self),
    ) -> &mut BatchAlterTable {
        let mut inner = Self::new();
        change(&mut inner);
        let (table, operations) = (table.to_owned(), inner.operations);
        record!(
            self,
            BatchAlterTable,
            BatchAlterTable {
                table,
                operations,
                ..BatchAlterTable::default()
            }
        )
    }
}
