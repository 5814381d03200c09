//! A table that is made anew: a new one beside it, its rows copied, its name taken over.

mod expression;
mod mirror;
mod model;
mod order;
mod rows;

use super::{Lowered, Lowering};
use crate::{
    ddl::{DdlStatement, DropConstraint, DropTable, ObjectName, RenameTable, Unsupported},
    operation::{BatchAlterTable, Operation},
    schema::Table,
};

use model::Rebuilt;

/// What the new table is called until it takes the old one's name; Alembic's word for it.
const PREFIX: &str = "_alembic_tmp_";

/// How much of a name there is room for behind the prefix.
const ROOM: usize = 50;

impl Lowering<'_> {
    pub(super) fn rebuild(
        &self,
        batch: &BatchAlterTable,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let name = ObjectName::new(batch.schema.as_deref(), &batch.table);
        let before = self.known_table(batch)?;
        let mut rebuilt = Rebuilt::new(self, batch, &before)?;
        for operation in &batch.operations {
            match operation {
                Operation::Execute(execute) => self.execute(execute, lowered)?,
                operation => rebuilt
                    .apply(operation)
                    .map_err(|unsupported| unsupported.within(operation.name()))?,
            }
        }
        rebuilt.reorder(&batch.partial_reordering)?;
        lowered.warnings.append(&mut rebuilt.warnings);
        lowered.foreign_keys_off = self.dialect.capabilities().rebuilds;
        self.drop_shared_names(&name, &rebuilt, lowered);
        let mut temporary = rebuilt.table.clone();
        temporary.name = format!("{PREFIX}{}", batch.table)
            .chars()
            .take(ROOM)
            .collect();
        let temporary_name = ObjectName::new(batch.schema.as_deref(), &temporary.name);
        self.create_types(&temporary, lowered)?;
        let create = self.table(&temporary, false, lowered)?;
        let numbers = create.columns.iter().find(|one| one.autoincrement);
        let numbers = numbers.map(|one| one.column.name.clone());
        lowered.statements.push(DdlStatement::CreateTable(create));
        self.copy(&name, &temporary_name, &rebuilt, numbers, lowered);
        lowered.statements.push(DdlStatement::DropTable(DropTable {
            table: name.clone(),
            if_exists: false,
        }));
        lowered
            .statements
            .push(DdlStatement::RenameTable(RenameTable {
                table: temporary_name,
                new_name: batch.table.clone(),
            }));
        for index in &rebuilt.table.indexes {
            let statement = self.index(&name, index)?;
            lowered
                .statements
                .push(DdlStatement::CreateIndex(statement));
        }
        self.restore(&rebuilt, lowered)
    }

    /// The table as it is: as somebody says, or as the database was seen to be.
    fn known_table(&self, batch: &BatchAlterTable) -> Result<Table, Unsupported> {
        if let Some(table) = &batch.copy_from {
            return Ok(Table {
                name: batch.table.clone(),
                schema: batch.schema.clone(),
                ..table.clone()
            });
        }
        let instead = "`copy_from`, which says what the table is like";
        let database = self.database.ok_or_else(|| {
            let why = format!(
                "{} has to be known to be made anew, and no database was asked",
                batch.table
            );
            self.dialect
                .unsupported(&why, &format!("{instead}, or a database to look at"))
        })?;
        let found = database.table(batch.schema.as_deref(), &batch.table);
        found.cloned().ok_or_else(|| {
            let why = format!("there is no table {}", batch.table);
            let names = database.tables.iter().map(|table| table.name.as_str());
            let near = crate::near::did_you_mean(&batch.table, names);
            self.dialect
                .unsupported(&why, &near.unwrap_or_else(|| instead.to_owned()))
        })
    }

    /// Two tables can't have constraints of the same name where those belong to the schema.
    fn drop_shared_names(&self, name: &ObjectName, rebuilt: &Rebuilt<'_>, lowered: &mut Lowered) {
        if !self.dialect.capabilities().constraints_belong_to_schemas {
            return;
        }
        for constraint in &rebuilt.before.constraints {
            let name_of_it = constraint.name().written();
            if let Some(shared) = name_of_it.filter(|_| rebuilt.kept(constraint)) {
                lowered
                    .statements
                    .push(DdlStatement::DropConstraint(DropConstraint {
                        table: name.clone(),
                        name: shared.to_owned(),
                        kind: Some(constraint.kind()),
                        if_exists: false,
                    }));
            }
        }
    }

    /// Brings back what went with the old table.
    fn restore(&self, rebuilt: &Rebuilt<'_>, lowered: &mut Lowered) -> Result<(), Unsupported> {
        let Some(database) = self.database else {
            return Ok(());
        };
        let table = &rebuilt.table;
        let name = ObjectName::new(table.schema.as_deref(), &table.name);
        let on_it = database.triggers.iter().filter(|trigger| {
            trigger.table.eq_ignore_ascii_case(&table.name) && trigger.schema == table.schema
        });
        for trigger in on_it {
            rebuilt.check_text(
                &format!("the trigger {}", trigger.name),
                &trigger.definition,
            )?;
            lowered
                .statements
                .push(DdlStatement::Sql(trigger.definition.clone()));
        }
        for column in &table.columns {
            self.column_comment(&name, column, lowered)?;
        }
        Ok(())
    }
}
