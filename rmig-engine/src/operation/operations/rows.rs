//! Rows, and SQL as it stands.

use super::Operations;
use crate::operation::{BulkInsert, Execute, Operation};

impl Operations {
    /// Runs SQL; `:name` stands for a parameter.
    pub fn execute(&mut self, sql: &str) -> &mut Execute {
        let sql = sql.to_owned();
        record!(
            self,
            Execute,
            Execute {
                sql,
                ..Execute::default()
            }
        )
    }

    /// Inserts rows.
    pub fn bulk_insert(&mut self, table: &str) -> &mut BulkInsert {
        let (table, multiinsert) = (table.to_owned(), true);
        record!(
            self,
            BulkInsert,
            BulkInsert {
                table,
                multiinsert,
                ..BulkInsert::default()
            }
        )
    }
}
