//! From an operation to statements: which ones, in which order.

mod add_column;
mod alter_column;
mod autoincrement;
mod batch;
mod comment;
mod constraint;
mod execute;
mod index;
mod naming;
mod rebuild;
mod rows;
mod table;
mod type_check;

use super::{DdlDialect, DdlStatement, Unsupported};
use crate::{
    inspect::Inspected,
    operation::{Operation, OwnOperation, OwnOperations},
    schema::NamingConvention,
};

/// What lowering goes by.
#[derive(Clone, Copy, Debug)]
pub struct Lowering<'a> {
    /// What the database can, and how names and values are written there.
    pub dialect: &'a dyn DdlDialect,
    /// How constraints and indexes without a name are called.
    pub naming_convention: &'a NamingConvention,
    /// The schema of tables without one.
    pub default_schema: Option<&'a str>,
    /// Whether values are left to whoever runs a statement.
    pub parameters_stay: bool,
    /// What the database holds, where somebody looked: a table that is rebuilt has to be known.
    pub database: Option<&'a Inspected>,
    /// Operations of one's own.
    pub own: &'a OwnOperations,
}

/// The statements of an operation.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lowered {
    /// The statements in their order.
    pub statements: Vec<DdlStatement>,
    /// What the database doesn't do of what the operation says, and what may surprise.
    pub warnings: Vec<String>,
    /// Whether foreign keys have to be off while they run.
    pub foreign_keys_off: bool,
}

/// Lowers an operation.
///
/// # Errors
///
/// [`Unsupported`] if the database can't do what it says.
pub fn lower(operation: &Operation, lowering: &Lowering<'_>) -> Result<Lowered, Unsupported> {
    let mut lowered = Lowered::default();
    let done = lowering.add(operation, &mut lowered);
    done.map_err(|unsupported| unsupported.within(operation.name()))?;
    Ok(lowered)
}

impl Lowering<'_> {
    fn add(&self, operation: &Operation, lowered: &mut Lowered) -> Result<(), Unsupported> {
        use DdlStatement as S;
        use Operation as O;

        if let Some(own) = self.own.get(operation.name()) {
            return self.own_statements(own, operation, lowered);
        }
        let statement = match operation {
            O::CreateTable(create) => return self.create_table(create, lowered),
            O::DropTable(drop) => self.drop_table(drop),
            O::RenameTable(rename) => self.rename_table(rename)?,
            O::CreateTableComment(comment) => self.create_table_comment(comment)?,
            O::DropTableComment(comment) => self.drop_table_comment(comment)?,
            O::AddColumn(add) => return self.add_column(add, lowered),
            O::AlterColumn(alter) => return self.alter_column(alter, lowered),
            O::DropColumn(drop) => return self.drop_column(drop, lowered),
            O::CreateIndex(create) => self.create_index(create)?,
            O::DropIndex(drop) => self.drop_index(drop)?,
            O::CreateUniqueConstraint(_)
            | O::CreateCheckConstraint(_)
            | O::CreateForeignKey(_)
            | O::CreatePrimaryKey(_)
            | O::CreateExcludeConstraint(_) => return self.create_constraint(operation, lowered),
            O::DropConstraint(drop) => self.drop_constraint(drop)?,
            O::BatchAlterTable(batch) => return self.batch_alter_table(batch, lowered),
            O::Execute(execute) => return self.execute(execute, lowered),
            O::ExecuteUpdate(update) => self.execute_update(update)?,
            O::BulkInsert(insert) => return self.bulk_insert(insert, lowered),
            O::CreateEnumType(create) => S::CreateEnumType(create.clone()),
            O::AlterEnumType(alter) => S::AlterEnumType(alter.clone()),
            O::DropEnumType(drop) => S::DropEnumType(drop.clone()),
            O::CreateView(create) => S::CreateView(create.clone()),
            O::ReplaceView(replace) => S::ReplaceView(replace.clone()),
            O::DropView(drop) => S::DropView(drop.clone()),
            O::CreateFunction(create) => S::CreateFunction(create.clone()),
            O::ReplaceFunction(replace) => S::ReplaceFunction(replace.clone()),
            O::DropFunction(drop) => S::DropFunction(drop.clone()),
            O::CreateTrigger(create) => S::CreateTrigger(create.clone()),
            O::ReplaceTrigger(replace) => S::ReplaceTrigger(replace.clone()),
            O::DropTrigger(drop) => S::DropTrigger(drop.clone()),
            O::CreateSchema(create) => S::CreateSchema(create.clone()),
            O::DropSchema(drop) => S::DropSchema(drop.clone()),
            O::CreateSequence(create) => S::CreateSequence(create.clone()),
            O::AlterSequence(alter) => S::AlterSequence(alter.clone()),
            O::DropSequence(drop) => S::DropSequence(drop.clone()),
            O::CreateExtension(create) => S::CreateExtension(create.clone()),
            O::DropExtension(drop) => S::DropExtension(drop.clone()),
            O::Custom(custom) => return Err(self.unknown(&custom.name)),
        };
        lowered.statements.push(statement);
        Ok(())
    }

    /// What stands in the registry for an operation.
    fn own_statements(
        &self,
        own: &dyn OwnOperation,
        operation: &Operation,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let written = operation.write().unwrap_or_default();
        let arguments = written.as_object().cloned().unwrap_or_default();
        let statements = own.statements(&arguments, self.dialect)?;
        lowered
            .statements
            .extend(statements.into_iter().map(DdlStatement::Sql));
        Ok(())
    }

    fn unknown(&self, name: &str) -> Unsupported {
        let instead = crate::near::did_you_mean(name, self.own.names());
        let instead = instead.unwrap_or_else(|| {
            let names: Vec<&str> = self.own.names().collect();
            format!("one of {}, or one that is registered", names.join(", "))
        });
        self.dialect
            .unsupported("no operation is called so", &instead)
    }

    /// Refuses `IF EXISTS` where the database has none for that kind of object.
    fn conditional(&self, said: bool, possible: bool, what: &str) -> Result<(), Unsupported> {
        if !said || possible {
            return Ok(());
        }
        let why = format!("it knows no IF EXISTS of {what}");
        let instead = "look first, or leave `if_exists` and `if_not_exists` away";
        Err(self.dialect.unsupported(&why, instead))
    }
}
