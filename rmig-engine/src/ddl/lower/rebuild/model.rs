//! A table as it becomes, change by change.

use super::{
    super::{Lowering, constraint::constraint_of},
    expression::{mentions, renamed},
    mirror::spelt_out,
};
use crate::{
    ddl::{ObjectName, Unsupported},
    operation::{AddColumn, AlterColumn, BatchAlterTable, DropConstraint, Operation},
    schema::{
        Column, Computed, Constraint, ConstraintKind, Index, IndexColumn, Name, ServerDefault,
        Table,
    },
};

/// A table as it was and as it becomes.
pub(super) struct Rebuilt<'a> {
    lowering: &'a Lowering<'a>,
    /// The table as it is.
    pub before: Table,
    /// The table as it becomes.
    pub table: Table,
    /// What its columns were called, by what they are called now; none for new ones.
    names: Vec<(String, Option<String>)>,
    /// Columns that went.
    dropped: Vec<String>,
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
        let mut table = before.clone();
        let args = batch.table_args.iter().cloned();
        let at = usize::from(table.primary_key().is_some());
        table.constraints.splice(at..at, args);
        if batch.table_kwargs != crate::schema::TableOptions::default() {
            table.options = batch.table_kwargs.clone();
        }
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

    fn object(&self) -> ObjectName {
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

    fn drop_constraint(&mut self, drop: &DropConstraint) -> Result<(), Unsupported> {
        let name = self.lowering.dropped_name(&self.object(), drop)?;
        let matches = |one: &Constraint| match (&name, &drop.original, drop.type_) {
            (Some(name), _, _) if one.name().written() == Some(name) => true,
            (_, _, Some(ConstraintKind::PrimaryKey)) => one.kind() == ConstraintKind::PrimaryKey,
            // Without a name, a constraint is known by what it says.
            (None, Some(original), _) => {
                let mut plain = one.clone();
                *plain.name_mut() = original.name().clone();
                plain == **original
            }
            _ => false,
        };
        let count = self.table.constraints.len();
        self.table.constraints.retain(|one| !matches(one));
        if self.table.constraints.len() < count
            || drop.if_exists
            || self.drop_type_check(name.as_deref())
        {
            return Ok(());
        }
        let called = name.as_deref().unwrap_or("without a name");
        let why = format!("{} has no constraint {called}", self.table.name);
        let names = self
            .table
            .constraints
            .iter()
            .filter_map(|one| one.name().written());
        let near = name
            .as_deref()
            .and_then(|name| crate::near::did_you_mean(name, names));
        let instead = near.unwrap_or_else(|| {
            "its name; one that has none gets one by `naming_convention`, or is given as `original`".to_owned()
        });
        Err(self.lowering.dialect.unsupported(&why, &instead))
    }

    /// A check of that name may have come with a type.
    fn drop_type_check(&mut self, name: Option<&str>) -> bool {
        use crate::schema::DataType;

        for column in &mut self.table.columns {
            match &mut column.data_type {
                DataType::Boolean(boolean) if name.is_some() && boolean.name.written() == name => {
                    boolean.create_constraint = false;
                    return true;
                }
                DataType::Enum(one)
                    if name.is_some() && one.name.written() == name && one.create_constraint =>
                {
                    one.create_constraint = false;
                    return true;
                }
                _ => {}
            }
        }
        false
    }

    fn drop_index(&mut self, name: &Name, if_exists: bool) -> Result<(), Unsupported> {
        let count = self.table.indexes.len();
        self.table
            .indexes
            .retain(|one| one.name.written() != name.written());
        if self.table.indexes.len() < count || if_exists {
            return Ok(());
        }
        let called = name.written().unwrap_or("without a name");
        let why = format!("{} has no index {called}", self.table.name);
        let names = self
            .table
            .indexes
            .iter()
            .filter_map(|one| one.name.written());
        let near = crate::near::did_you_mean(called, names);
        let instead = near.unwrap_or_else(|| "the name of one that it has".to_owned());
        Err(self.lowering.dialect.unsupported(&why, &instead))
    }

    /// A column goes with the constraints and indexes that name it.
    fn drop_column(&mut self, name: &str, if_exists: bool) -> Result<(), Unsupported> {
        if self.table.column(name).is_none() {
            return if if_exists {
                Ok(())
            } else {
                Err(self.no_column(name))
            };
        }
        self.table.columns.retain(|one| one.name != name);
        self.names.retain(|(new, _)| new != name);
        self.dropped.push(name.to_owned());
        if self.table.columns.is_empty() {
            let why = format!("{name} is the last column of {}", self.table.name);
            return Err(self.lowering.dialect.unsupported(&why, "drop_table"));
        }
        for constraint in &self.table.constraints {
            if let Constraint::Check(check) = constraint
                && mentions(&check.sqltext, name)
            {
                let called = check.name.written().unwrap_or("a check without a name");
                return Err(self.still_named(called, name));
            }
        }
        let gone = |columns: &[&str]| columns.contains(&name);
        let mut warnings = Vec::new();
        self.table.constraints.retain(|one| {
            let columns = one.columns();
            if gone(&columns) && columns.len() > 1 {
                let called = one.name().written().unwrap_or("without a name");
                warnings.push(format!(
                    "the {} {called} goes with the column {name}",
                    one.kind()
                ));
            }
            !gone(&columns)
        });
        self.table.indexes.retain(|one| {
            let over = over(one, name);
            if over && one.columns.len() > 1 {
                let called = one.name.written().unwrap_or("without a name");
                warnings.push(format!("the index {called} goes with the column {name}"));
            }
            !over
        });
        self.warnings.extend(warnings);
        for column in &self.table.columns {
            if computed(column).is_some_and(|computed| mentions(&computed.sqltext, name)) {
                return Err(self.still_named(&format!("the column {}", column.name), name));
            }
        }
        Ok(())
    }

    fn still_named(&self, by: &str, column: &str) -> Unsupported {
        let why = format!("{by} names the column {column}");
        let instead = "drop that one first; a column that is only renamed, by an operation of its own, takes \
                       it along";
        self.lowering.dialect.unsupported(&why, instead)
    }

    /// Refuses a text that names a column which went, or is called otherwise now.
    pub(super) fn check_text(&self, what: &str, text: &str) -> Result<(), Unsupported> {
        let renamed = self
            .names
            .iter()
            .filter_map(|(new, old)| old.as_ref().filter(|old| *old != new));
        let mut gone = self.dropped.iter().chain(renamed);
        let still =
            |column: &&String| mentions(text, column) && self.table.column(column).is_none();
        match gone.find(still) {
            Some(column) => Err(self.still_named(what, column)),
            None => Ok(()),
        }
    }

    fn alter_column(&mut self, alter: &AlterColumn) -> Result<(), Unsupported> {
        let Some(at) = self
            .table
            .columns
            .iter()
            .position(|one| one.name == alter.column)
        else {
            return Err(self.no_column(&alter.column));
        };
        if let Some(column) = self.table.columns.get_mut(at) {
            change(column, alter);
        }
        if let Some(new) = alter
            .new_column_name
            .as_ref()
            .filter(|new| **new != alter.column)
        {
            if self.table.column(new).is_some() {
                let why = format!("{} has a column {new} already", self.table.name);
                return Err(self.lowering.dialect.unsupported(&why, "another name"));
            }
            self.rename_column(&alter.column, new);
        }
        if alter.insert_before.is_some() || alter.insert_after.is_some() {
            let column = self.table.columns.remove(at);
            self.insert(
                column,
                alter.insert_before.as_deref(),
                alter.insert_after.as_deref(),
            )?;
        }
        Ok(())
    }

    fn rename_column(&mut self, old: &str, new: &str) {
        let quoted = self.lowering.dialect.identifier(new);
        let own_table = self.table.name.clone();
        let call = |names: &mut Vec<String>| {
            names
                .iter_mut()
                .filter(|name| *name == old)
                .for_each(|name| new.clone_into(name));
        };
        let call_in_key = |key: &mut Vec<IndexColumn>| {
            let named = key.iter_mut().filter(|one| one.element == old);
            named.for_each(|one| new.clone_into(&mut one.element));
        };
        for column in &mut self.table.columns {
            if column.name == old {
                new.clone_into(&mut column.name);
            }
            if let Some(ServerDefault::Computed(computed)) = &mut column.server_default {
                computed.sqltext = renamed(&computed.sqltext, old, &quoted);
            }
        }
        for constraint in &mut self.table.constraints {
            match constraint {
                Constraint::PrimaryKey(key) => {
                    call(&mut key.columns);
                    call_in_key(&mut key.sqlite_key);
                }
                Constraint::Unique(unique) => {
                    call(&mut unique.columns);
                    call_in_key(&mut unique.sqlite_key);
                }
                Constraint::ForeignKey(key) => {
                    call(&mut key.columns);
                    if key.referent_table.eq_ignore_ascii_case(&own_table) {
                        call(&mut key.referent_columns);
                    }
                }
                Constraint::Check(check) => check.sqltext = renamed(&check.sqltext, old, &quoted),
                Constraint::Exclude(exclude) => {
                    for element in &mut exclude.elements {
                        if element.is_expression {
                            element.element = renamed(&element.element, old, &quoted);
                        } else if element.element == old {
                            new.clone_into(&mut element.element);
                        }
                    }
                }
            }
        }
        for index in &mut self.table.indexes {
            for column in &mut index.columns {
                if let Some(columns) = &mut column.arguments {
                    for column in columns.iter_mut().filter(|column| *column == old) {
                        new.clone_into(column);
                    }
                } else if column.is_expression {
                    column.element = renamed(&column.element, old, &quoted);
                } else if column.element == old {
                    new.clone_into(&mut column.element);
                }
            }
            let options = &mut index.options;
            let predicates = [
                &mut options.sqlite_where,
                &mut options.postgresql_where,
                &mut options.mssql_where,
            ];
            for predicate in predicates.into_iter().flatten() {
                predicate.text = renamed(&predicate.text, old, &quoted);
            }
        }
        for (name, _) in self.names.iter_mut().filter(|(name, _)| name == old) {
            new.clone_into(name);
        }
    }
}

/// Changes what is said of a column, its name excepted.
fn change(column: &mut Column, alter: &AlterColumn) {
    if let Some(data_type) = &alter.type_ {
        column.data_type = data_type.clone();
    }
    if let Some(nullable) = alter.nullable {
        column.nullable = Some(nullable);
    }
    if let Some(default) = &alter.server_default {
        column.server_default.clone_from(default);
    }
    if let Some(comment) = &alter.comment {
        column.comment.clone_from(comment);
    }
    if let Some(autoincrement) = alter.autoincrement {
        column.autoincrement = Some(autoincrement);
    }
}

fn computed(column: &Column) -> Option<&Computed> {
    column.server_default.as_ref()?.computed()
}

/// Whether an index is over a column.
fn over(index: &Index, name: &str) -> bool {
    let one = |column: &IndexColumn| match column.as_column() {
        Some(column) => column == name,
        None => mentions(&column.element, name),
    };
    let options = &index.options;
    let predicates = [
        &options.sqlite_where,
        &options.postgresql_where,
        &options.mssql_where,
    ];
    let included = options
        .postgresql_include
        .iter()
        .chain(&options.mssql_include);
    index.columns.iter().any(one)
        || predicates
            .into_iter()
            .flatten()
            .any(|predicate| mentions(&predicate.text, name))
        || included.into_iter().any(|column| column == name)
}
