//! Tables.

use super::{
    Lowered, Lowering,
    autoincrement::{autoincrement_column, wrong_autoincrement},
};
use crate::{
    ddl::{
        ColumnDefinition, CommentStyle, CreateTable, DdlStatement, DropTable, EnumStyle,
        ObjectName, RenameTable, Unsupported,
    },
    operation,
    schema::{
        Column, Constraint, DataType, Index, IndexColumn, Name, PrimaryKey, Table, TypeArgument,
        Unique,
    },
};

impl Lowering<'_> {
    pub(super) fn create_table(
        &self,
        create: &operation::CreateTable,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let table = &create.table;
        let name = ObjectName::new(table.schema.as_deref(), &table.name);
        self.allowed(&table.name)?;
        if table.columns.is_empty() {
            let why = format!("{} has no columns", table.name);
            return Err(self.dialect.unsupported(&why, "give it `columns`"));
        }
        self.create_types(table, lowered)?;
        let statement = self.table(table, create.if_not_exists, lowered)?;
        let mut statement = statement;
        let later = self.added_later(&mut statement);
        lowered
            .statements
            .push(DdlStatement::CreateTable(statement));
        lowered.statements.extend(later);
        for index in indexes(table) {
            let statement = self.index(&name, &index)?;
            lowered
                .statements
                .push(DdlStatement::CreateIndex(crate::ddl::CreateIndex {
                    if_not_exists: create.if_not_exists
                        && self.dialect.capabilities().index_if_exists,
                    ..statement
                }));
        }
        self.comments(table, &name, lowered)
    }

    /// The foreign keys that are added once the table is there, where that is possible.
    fn added_later(&self, create: &mut CreateTable) -> Vec<DdlStatement> {
        if !self.dialect.capabilities().alter_constraints {
            return Vec::new();
        }
        let is_later =
            |one: &Constraint| matches!(one, Constraint::ForeignKey(key) if key.use_alter);
        let constraints = std::mem::take(&mut create.constraints);
        let (later, now) = constraints.into_iter().partition::<Vec<_>, _>(is_later);
        create.constraints = now;
        later
            .into_iter()
            .map(|one| DdlStatement::AddConstraint(create.table.clone(), one))
            .collect()
    }

    /// The types that have to be there before the table.
    pub(super) fn create_types(
        &self,
        table: &Table,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let mut seen: Vec<ObjectName> = Vec::new();
        for column in &table.columns {
            let (name, statement) = match self.own_type(&column.data_type, true) {
                Some(create) => {
                    let name = ObjectName::new(create.schema.as_deref(), &create.name);
                    (name, DdlStatement::CreateEnumType(create))
                }
                None => match self.native_type(&column.data_type)? {
                    Some((name, sql)) => (name, DdlStatement::Sql(sql)),
                    None => continue,
                },
            };
            if !seen.contains(&name) {
                seen.push(name);
                lowered.statements.push(statement);
            }
        }
        Ok(())
    }

    /// What creates a type that only one dialect has.
    fn native_type(
        &self,
        data_type: &DataType,
    ) -> Result<Option<(ObjectName, String)>, Unsupported> {
        match data_type {
            DataType::Array { item, .. } => self.native_type(item),
            DataType::Native(native) if native.create_type != Some(false) => {
                let item = native.args.iter().find_map(|argument| match argument {
                    TypeArgument::Type(item) => Some(item),
                    _ => None,
                });
                match item {
                    Some(item) => self.native_type(item),
                    None => self.dialect.create_native_type(native),
                }
            }
            _ => Ok(None),
        }
    }

    /// What creates the type of an enumeration that has one of its own; `with_table` is whether it
    /// comes with a table.
    pub(super) fn own_type(
        &self,
        data_type: &DataType,
        with_table: bool,
    ) -> Option<operation::CreateEnumType> {
        if let DataType::Array { item, .. } = data_type {
            return self.own_type(item, with_table);
        }
        if let DataType::Native(native) = data_type
            && let Some(TypeArgument::Type(item)) = native.args.first()
        {
            return self.own_type(item, with_table);
        }
        let DataType::Enum(one) = data_type else {
            return None;
        };
        let own = self.dialect.capabilities().enums == EnumStyle::OwnType && one.is_native();
        if !own || !one.create_type.unwrap_or(with_table) {
            return None;
        }
        Some(operation::CreateEnumType {
            name: one.name.written()?.to_owned(),
            schema: self.dialect.enum_schema(one),
            values: one.values.clone(),
        })
    }

    /// `CREATE TABLE` itself.
    pub(super) fn table(
        &self,
        table: &Table,
        if_not_exists: bool,
        lowered: &mut Lowered,
    ) -> Result<CreateTable, Unsupported> {
        let name = ObjectName::new(table.schema.as_deref(), &table.name);
        let numbers = autoincrement_column(table);
        let mut columns = Vec::new();
        for column in &table.columns {
            columns.push(self.column(&name, column, table, numbers)?);
        }
        let mut constraints = Vec::new();
        constraints.extend(self.key(table, &name)?);
        for constraint in &table.constraints {
            if !matches!(constraint, Constraint::PrimaryKey(_)) {
                constraints.push(self.named(&name, &of_column(table, constraint))?);
            }
        }
        for column in &table.columns {
            for constraint in self.column_constraints(column) {
                constraints.push(self.named(&name, &constraint)?);
            }
            constraints.extend(self.column_check_apart(&name, column)?);
        }
        let constraints = self.allowed_constraints(&name, constraints, lowered);
        let style = self.dialect.capabilities().comments;
        if style == CommentStyle::None && table.comment.is_some() {
            lowered
                .warnings
                .push(format!("the comment on {} is not kept there", table.name));
        }
        Ok(CreateTable {
            table: name,
            prefixes: table.prefixes.clone(),
            if_not_exists,
            columns,
            constraints,
            comment: table
                .comment
                .clone()
                .filter(|_| style == CommentStyle::Inline),
            options: table.options.clone(),
        })
    }

    /// A column of a table.
    fn column(
        &self,
        table_name: &ObjectName,
        column: &Column,
        table: &Table,
        numbers: Option<&str>,
    ) -> Result<ColumnDefinition, Unsupported> {
        self.allowed(&column.name)?;
        let in_key = table.key_columns().contains(&column.name.as_str());
        self.check_column(column, in_key)?;
        let default = column.server_default.as_ref();
        let has_identity = default.is_some_and(|default| default.identity().is_some());
        let nullable = column
            .nullable
            .unwrap_or(!has_identity && table.is_nullable(column));
        Ok(ColumnDefinition {
            checks: self.column_checks(table_name, column)?,
            column: column.clone(),
            nullable,
            in_key: table.key_columns().contains(&column.name.as_str()),
            autoincrement: numbers == Some(column.name.as_str()),
            inline_key: None,
            references: None,
            says_null: false,
            comment: self.dialect.capabilities().comments == CommentStyle::Inline,
        })
    }

    /// Refuses what contradicts itself.
    pub(super) fn check_column(&self, column: &Column, in_key: bool) -> Result<(), Unsupported> {
        if let Some(why) = wrong_autoincrement(column, in_key) {
            let why = format!("{}: {why}", column.name);
            return Err(self.dialect.unsupported(&why, "another `autoincrement`"));
        }
        match &column.data_type {
            DataType::Enum(one) if one.length.is_some_and(|length| length < one.longest()) => {
                Err(self.dialect.unsupported(
                    &format!("{}: a value is longer than the `length`", column.name),
                    "a larger `length`, or none",
                ))
            }
            _ => Ok(()),
        }
    }

    /// The primary key, from a constraint or from columns.
    fn key(&self, table: &Table, name: &ObjectName) -> Result<Option<Constraint>, Unsupported> {
        let mut columns: Vec<String> = table.key_columns().into_iter().map(str::to_owned).collect();
        if table.primary_key().is_none() && self.dialect.capabilities().numbers_lead_keys {
            let numbers = autoincrement_column(table);
            columns.sort_by_key(|column| Some(column.as_str()) != numbers);
        }
        if columns.is_empty() {
            return Ok(None);
        }
        let mut key = table.primary_key().cloned().unwrap_or_default();
        if let ([column], None) = (columns.as_slice(), &key.sqlite_on_conflict) {
            let column = table.column(column);
            key.sqlite_on_conflict =
                column.and_then(|column| column.sqlite_on_conflict_primary_key.clone());
        }
        let key = PrimaryKey { columns, ..key };
        self.named(name, &Constraint::PrimaryKey(key)).map(Some)
    }

    /// The constraints that a column says, in SQLAlchemy's order.
    pub(super) fn column_constraints(&self, column: &Column) -> Vec<Constraint> {
        let mut constraints = Vec::new();
        if column.unique && !column.index {
            constraints.push(Constraint::Unique(Unique {
                columns: vec![column.name.clone()],
                sqlite_on_conflict: column.sqlite_on_conflict_unique.clone(),
                ..Unique::default()
            }));
        }
        let check = self.type_check(&column.name, &column.data_type);
        constraints.extend(check.map(Constraint::Check));
        if let Some(key) = &column.foreign_key {
            let mut key = key.clone();
            key.columns = vec![column.name.clone()];
            constraints.push(Constraint::ForeignKey(key));
        }
        constraints
    }

    pub(super) fn drop_table(&self, drop: &operation::DropTable) -> DdlStatement {
        DdlStatement::DropTable(DropTable {
            table: ObjectName::new(drop.schema.as_deref(), &drop.table),
            if_exists: drop.if_exists,
        })
    }

    pub(super) fn rename_table(
        &self,
        rename: &operation::RenameTable,
    ) -> Result<DdlStatement, Unsupported> {
        self.allowed(&rename.new_name)?;
        Ok(DdlStatement::RenameTable(RenameTable {
            table: ObjectName::new(rename.schema.as_deref(), &rename.table),
            new_name: rename.new_name.clone(),
        }))
    }
}

/// The indexes of a table: those that columns say, then its own.
fn indexes(table: &Table) -> Vec<Index> {
    let of_columns = table
        .columns
        .iter()
        .filter(|column| column.index)
        .map(column_index);
    of_columns.chain(table.indexes.iter().cloned()).collect()
}

/// The index that a column says.
pub(super) fn column_index(column: &Column) -> Index {
    Index {
        name: Name::Unnamed,
        columns: vec![IndexColumn::column(&column.name)],
        unique: column.unique,
        ..Index::default()
    }
}

/// A constraint of a table with what its only column says of it.
fn of_column(table: &Table, constraint: &Constraint) -> Constraint {
    let mut constraint = constraint.clone();
    if let Constraint::Unique(unique) = &mut constraint
        && let ([column], None) = (unique.columns.as_slice(), &unique.sqlite_on_conflict)
    {
        let column = table.column(column);
        unique.sqlite_on_conflict =
            column.and_then(|column| column.sqlite_on_conflict_unique.clone());
    }
    constraint
}
