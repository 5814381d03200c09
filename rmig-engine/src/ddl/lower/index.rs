//! Indexes.

use super::Lowering;
use crate::{
    ddl::{CreateIndex, DdlStatement, DropIndex, ObjectName, Unsupported},
    operation,
    schema::{Index, IndexColumn},
};

impl Lowering<'_> {
    /// `CREATE INDEX` of an index of a table.
    pub(super) fn index(
        &self,
        table: &ObjectName,
        index: &Index,
    ) -> Result<CreateIndex, Unsupported> {
        Ok(CreateIndex {
            table: table.clone(),
            name: self.index_name(table, &index.name, columns(index))?,
            index: index.clone(),
            if_not_exists: false,
            concurrently: index.options.postgresql_concurrently,
        })
    }

    pub(super) fn create_index(
        &self,
        create: &operation::CreateIndex,
    ) -> Result<DdlStatement, Unsupported> {
        let possible = self.dialect.capabilities().index_if_exists;
        self.conditional(create.if_not_exists, possible, "an index")?;
        let table = ObjectName::new(create.schema.as_deref(), &create.table);
        Ok(DdlStatement::CreateIndex(CreateIndex {
            if_not_exists: create.if_not_exists,
            concurrently: create.postgresql_concurrently,
            ..self.index(&table, &create.index)?
        }))
    }

    pub(super) fn drop_index(
        &self,
        drop: &operation::DropIndex,
    ) -> Result<DdlStatement, Unsupported> {
        let possible = self.dialect.capabilities().index_if_exists;
        self.conditional(drop.if_exists, possible, "an index")?;
        let name = match (&drop.table, &drop.original) {
            (Some(table), Some(original)) => {
                let table = ObjectName::new(drop.schema.as_deref(), table);
                self.index_name(&table, &drop.name, columns(original))?
            }
            _ => match drop.name.written() {
                Some(name) => name.to_owned(),
                None => {
                    return Err(self.dialect.unsupported(
                        "an index without a name can't be named",
                        "give its name as the database has it",
                    ));
                }
            },
        };
        Ok(DdlStatement::DropIndex(DropIndex {
            schema: drop.schema.clone(),
            name,
            table: drop.table.clone(),
            if_exists: drop.if_exists,
            concurrently: drop.postgresql_concurrently,
        }))
    }
}

/// The columns that a name may hold: of a function, the first that it takes.
fn columns(index: &Index) -> Vec<&str> {
    index
        .columns
        .iter()
        .flat_map(IndexColumn::columns)
        .collect()
}
