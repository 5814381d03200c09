//! Several changes of one table.

use super::{Lowered, Lowering};
use crate::{
    ddl::Unsupported,
    operation::{AlterColumn, BatchAlterTable, Operation, Recreate},
};

impl Lowering<'_> {
    pub(super) fn batch_alter_table(
        &self,
        batch: &BatchAlterTable,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let rebuilds = match batch.recreate {
            Recreate::Always => true,
            Recreate::Never => false,
            Recreate::Auto => {
                self.dialect.capabilities().rebuilds
                    && batch.operations.iter().any(|one| self.needs_rebuild(one))
            }
        };
        if rebuilds {
            return self.rebuild(batch, lowered);
        }
        for operation in &batch.operations {
            let added = self.add(operation, lowered);
            added.map_err(|unsupported| unsupported.within(operation.name()))?;
        }
        Ok(())
    }

    /// Whether a change can't be made in place.
    fn needs_rebuild(&self, operation: &Operation) -> bool {
        match operation {
            Operation::CreateIndex(_) | Operation::DropIndex(_) | Operation::Execute(_) => false,
            Operation::AddColumn(add) => {
                let default = add.column.server_default.as_ref();
                let stored =
                    default.and_then(|default| default.computed()?.persisted) == Some(true);
                let column = &add.column;
                let constrained =
                    column.unique || column.primary_key || column.foreign_key.is_some();
                let placed = add.insert_before.is_some() || add.insert_after.is_some();
                stored || constrained || placed || self.is_computed_default(default)
            }
            // The database renames it in views and triggers, too.
            Operation::AlterColumn(alter) => {
                let other = AlterColumn {
                    new_column_name: None,
                    ..alter.clone()
                };
                let placed = alter.insert_before.is_some() || alter.insert_after.is_some();
                other.changes_anything() || placed
            }
            _ => true,
        }
    }
}
