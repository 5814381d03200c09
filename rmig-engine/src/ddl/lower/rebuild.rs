//! A table that is made anew: a new one beside it, its rows copied, its name taken over.

mod changed;
mod expression;
mod gone;
mod mirror;
mod model;
mod order;
mod rows;

use super::{Lowered, Lowering};
use crate::{
    ddl::{DdlStatement, DropConstraint, DropTable, ObjectName, RenameTable, Unsupported},
    inspect::TableName,
    operation::{BatchAlterTable, Operation},
    schema::{Column, Constraint, DataType, NamingConvention, Table},
};

use expression::mentions;
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
        rebuilt.check_key()?;
        self.check_others(&rebuilt)?;
        lowered.warnings.append(&mut rebuilt.warnings);
        lowered.foreign_keys_off = self.dialect.capabilities().rebuilds;
        self.drop_shared_names(&name, &rebuilt, lowered);
        let mut temporary = rebuilt.table.clone();
        temporary.name = format!("{PREFIX}{}", batch.table)
            .chars()
            .take(ROOM)
            .collect();
        let temporary_name = ObjectName::new(batch.schema.as_deref(), &temporary.name);
        self.finish_type_checks(&name, &mut temporary)?;
        let known = |column: &Column| {
            let mut before = rebuilt.before.columns.iter();
            before.any(|one| one.data_type == column.data_type)
        };
        let new_types = Table {
            columns: temporary
                .columns
                .iter()
                .filter(|one| !known(one))
                .cloned()
                .collect(),
            ..Table::default()
        };
        self.create_types(&new_types, lowered)?;
        // All names are final: a convention would put the new table's own name into them.
        let unnamed = NamingConvention::default();
        let as_named = Lowering {
            naming_convention: &unnamed,
            ..*self
        };
        let create = as_named.table(&temporary, false, lowered)?;
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

    /// The checks of types are called after the table that they come to be in.
    fn finish_type_checks(&self, name: &ObjectName, table: &mut Table) -> Result<(), Unsupported> {
        for column in &mut table.columns {
            let Some(check) = self.type_check(&column.name, &column.data_type) else {
                continue;
            };
            let named = self.named(name, &Constraint::Check(check))?;
            match &mut column.data_type {
                DataType::Boolean(boolean) => boolean.name = named.name().clone(),
                DataType::Enum(one) => one.name = named.name().clone(),
                _ => {}
            }
        }
        Ok(())
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
        let name = TableName::new(batch.schema.as_deref(), &batch.table);
        if let Some(unclear) = database.not_understood_of(&name).next() {
            let why = format!("{}: {}", unclear.name, unclear.obstacle);
            return Err(self.dialect.unsupported(&why, instead));
        }
        let metadata = &database.metadata;
        let found = metadata.table(batch.schema.as_deref(), &batch.table);
        found.cloned().ok_or_else(|| {
            let why = format!("there is no table {}", batch.table);
            let names = metadata.tables.iter().map(|table| table.name.as_str());
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
        let table = &rebuilt.table;
        let name = ObjectName::new(table.schema.as_deref(), &table.name);
        self.comments(table, &name, lowered)?;
        let triggers = self
            .database
            .map_or(&[][..], |database| &database.metadata.triggers);
        let on_it = triggers.iter().filter(|trigger| {
            trigger.table.eq_ignore_ascii_case(&table.name) && trigger.schema == table.schema
        });
        for trigger in on_it {
            lowered
                .statements
                .push(DdlStatement::Sql(trigger.definition.clone()));
        }
        Ok(())
    }

    /// Refuses columns that went, or are called otherwise, while something else in the database names
    /// them.
    fn check_others(&self, rebuilt: &Rebuilt<'_>) -> Result<(), Unsupported> {
        let Some(database) = self.database.map(|database| &database.metadata) else {
            return Ok(());
        };
        let own = &rebuilt.table.name;
        for view in &database.views {
            if mentions(&view.definition, own) {
                rebuilt.check_text(&format!("the view {}", view.name), &view.definition)?;
            }
        }
        for trigger in &database.triggers {
            if trigger.table.eq_ignore_ascii_case(own) || mentions(&trigger.definition, own) {
                rebuilt.check_text(
                    &format!("the trigger {}", trigger.name),
                    &trigger.definition,
                )?;
            }
        }
        let others = database.tables.iter().filter(|table| table.name != *own);
        for table in others {
            for constraint in &table.constraints {
                if let Constraint::ForeignKey(key) = constraint
                    && key.referent_table.eq_ignore_ascii_case(own)
                {
                    let columns = key.referent_columns.join(", ");
                    rebuilt.check_text(&format!("a foreign key of {}", table.name), &columns)?;
                }
            }
        }
        Ok(())
    }
}
