//! A table as it becomes, change by change.

use super::{
    super::{Lowering, constraint::constraint_of},
    mirror::spelt_out,
};
use crate::{
    ddl::{ObjectName, Unsupported},
    operation::{AddColumn, BatchAlterTable, Operation},
    schema::{Constraint, Name, Table},
};

/// A table as it was and as it becomes.
pub(super) struct Rebuilt<'a> {
    pub lowering: &'a Lowering<'a>,
    /// The table as it is.
    pub before: Table,
    /// The table as it becomes.
    pub table: Table,
    /// What its columns were called, by what they are called now; none for new ones.
    pub names: Vec<(String, Option<String>)>,
    /// Columns that went.
    pub dropped: Vec<String>,
    /// Whether the database was asked what the table is like.
    pub was_seen: bool,
    /// What may surprise.
    pub warnings: Vec<String>,
}

impl<'a> Rebuilt<'a> {
    pub(super) fn new(
        lowering: &'a Lowering<'a>,
        batch: &BatchAlterTable,
        table: &Table,
    ) -> Result<Self, Unsupported> {
        let mut before = spelt_out(table);
        for column in &batch.reflect_args {
            match before
                .columns
                .iter_mut()
                .find(|one| one.name == column.name)
            {
                Some(one) => one.clone_from(column),
                None => before.columns.push(column.clone()),
            }
        }
        let name = ObjectName::new(table.schema.as_deref(), &table.name);
        for constraint in &mut before.constraints {
            if constraint.name().is_unnamed() {
                let schema = name.schema.as_deref();
                let named = batch
                    .naming_convention
                    .constraint_name(schema, &name.name, constraint);
                // A convention that wants a name has none to give.
                *constraint.name_mut() = named.unwrap_or_default();
            }
        }
        finish_names(&mut before);
        let mut table = before.clone();
        let args = batch.table_args.iter().cloned();
        let at = usize::from(table.primary_key().is_some());
        table.constraints.splice(at..at, args);
        table.options = batch.table_kwargs.over(&table.options);
        let names = before
            .columns
            .iter()
            .map(|one| (one.name.clone(), Some(one.name.clone())));
        Ok(Self {
            lowering,
            names: names.collect(),
            before,
            table,
            dropped: Vec::new(),
            was_seen: batch.copy_from.is_none(),
            warnings: Vec::new(),
        })
    }

    /// What a column was called; none if it is new.
    pub(super) fn old_name(&self, name: &str) -> Option<&str> {
        let (_, old) = self.names.iter().find(|(new, _)| new == name)?;
        old.as_deref()
    }

    /// Whether a constraint of the old table is in the new one.
    pub(super) fn kept(&self, constraint: &Constraint) -> bool {
        let same = |one: &Constraint| one.name() == constraint.name();
        self.table.constraints.iter().any(same)
    }

    pub(super) fn no_column(&self, name: &str) -> Unsupported {
        let names = self.table.columns.iter().map(|column| column.name.as_str());
        let near = crate::near::did_you_mean(name, names);
        let why = format!("{} has no column {name}", self.table.name);
        let instead = near.unwrap_or_else(|| "a column that it has".to_owned());
        self.lowering.dialect.unsupported(&why, &instead)
    }

    pub(super) fn object(&self) -> ObjectName {
        ObjectName::new(self.table.schema.as_deref(), &self.table.name)
    }

    pub(super) fn apply(&mut self, operation: &Operation) -> Result<(), Unsupported> {
        if let Some((table, constraint)) = constraint_of(operation) {
            let constraint = self.lowering.named(&table, &constraint)?;
            return self.add_constraint(constraint);
        }
        match operation {
            Operation::AddColumn(add) => self.add_column(add),
            Operation::AlterColumn(alter) => self.alter_column(alter),
            Operation::DropColumn(drop) => self.drop_column(&drop.column, drop.if_exists),
            Operation::DropConstraint(drop) => self.drop_constraint(drop),
            Operation::CreateIndex(create) => {
                self.table.indexes.push(create.index.clone());
                Ok(())
            }
            Operation::DropIndex(drop) => self.drop_index(&drop.name, drop.if_exists),
            Operation::CreateTableComment(comment) => {
                self.table.comment.clone_from(&comment.comment);
                Ok(())
            }
            Operation::DropTableComment(_) => {
                self.table.comment = None;
                Ok(())
            }
            other => {
                let why = format!("{} is no change of the table", other.name());
                Err(self
                    .lowering
                    .dialect
                    .unsupported(&why, "do it before or behind the batch"))
            }
        }
    }

    fn add_column(&mut self, add: &AddColumn) -> Result<(), Unsupported> {
        let mut column = add.column.clone();
        if self.table.column(&column.name).is_some() {
            if add.if_not_exists {
                return Ok(());
            }
            let why = format!("{} has a column {} already", self.table.name, column.name);
            return Err(self.lowering.dialect.unsupported(&why, "another name"));
        }
        let mut constraints = self.lowering.column_constraints(&column);
        // That of a type goes with it.
        constraints.retain(|one| !matches!(one, Constraint::Check(_)));
        constraints.extend(column.check.take().map(Constraint::Check));
        if column.index {
            self.table
                .indexes
                .push(super::super::table::column_index(&column));
        }
        (column.unique, column.index, column.foreign_key) = (false, false, None);
        if column.primary_key && !add.inline_primary_key {
            column.primary_key = false;
            column.nullable = column.nullable.or(Some(false));
        }
        self.names.push((column.name.clone(), None));
        self.insert(
            column,
            add.insert_before.as_deref(),
            add.insert_after.as_deref(),
        )?;
        for constraint in constraints {
            let constraint = self.lowering.named(&self.object(), &constraint)?;
            self.add_constraint(constraint)?;
        }
        Ok(())
    }

    fn add_constraint(&mut self, constraint: Constraint) -> Result<(), Unsupported> {
        if let Some(missing) = constraint
            .columns()
            .into_iter()
            .find(|column| self.table.column(column).is_none())
        {
            return Err(self.no_column(missing));
        }
        if matches!(constraint, Constraint::PrimaryKey(_)) {
            self.table
                .constraints
                .retain(|one| !matches!(one, Constraint::PrimaryKey(_)));
            let keys: Vec<String> = constraint
                .columns()
                .into_iter()
                .map(str::to_owned)
                .collect();
            for column in &mut self.table.columns {
                let in_key = keys.contains(&column.name);
                if in_key {
                    column.nullable = Some(false);
                }
            }
        }
        self.table.constraints.push(constraint);
        Ok(())
    }
}

/// What the database has already is called as it is: no convention changes it.
fn finish_names(table: &mut Table) {
    let finish = |name: &mut Name| {
        if let Name::Plain(plain) = name {
            *name = Name::Final(std::mem::take(plain));
        }
    };
    for constraint in &mut table.constraints {
        finish(constraint.name_mut());
    }
    for index in &mut table.indexes {
        finish(&mut index.name);
    }
}
