//! What goes from a table, and what goes with it.

use super::{expression::mentions, model::Rebuilt};
use crate::{
    ddl::Unsupported,
    operation::DropConstraint,
    schema::{Column, Computed, Constraint, ConstraintKind, Index, IndexColumn, Name},
};

impl Rebuilt<'_> {
    pub(super) fn drop_constraint(&mut self, drop: &DropConstraint) -> Result<(), Unsupported> {
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

    /// What a table can't be without its primary key.
    pub(super) fn check_key(&mut self) -> Result<(), Unsupported> {
        if !self.table.key_columns().is_empty() {
            return Ok(());
        }
        self.table.options.sqlite_autoincrement = false;
        if self.table.options.sqlite_with_rowid == Some(false) {
            let why = format!(
                "{} is WITHOUT ROWID, and would have no primary key",
                self.table.name
            );
            let instead = "create_primary_key in the same batch";
            return Err(self.lowering.dialect.unsupported(&why, instead));
        }
        Ok(())
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

    pub(super) fn drop_index(&mut self, name: &Name, if_exists: bool) -> Result<(), Unsupported> {
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
    pub(super) fn drop_column(&mut self, name: &str, if_exists: bool) -> Result<(), Unsupported> {
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
        let computed_only = |column: &Column| computed(column).is_some();
        if self.table.columns.iter().all(computed_only) {
            let why = format!(
                "{name} is the last column of {} that holds values",
                self.table.name
            );
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
