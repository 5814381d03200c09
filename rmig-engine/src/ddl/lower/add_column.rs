//! Columns that come and go.

use super::{Lowered, Lowering, autoincrement::autoincrement_column, table::column_index};
use crate::{
    ddl::{
        AddColumn, ColumnDefinition, CommentStyle, DdlStatement, DropColumn, DropConstraint,
        DropDependents, DropIndex, ObjectName, Unsupported,
    },
    operation,
    schema::{Check, Column, Constraint, ConstraintKind, Name, PrimaryKey, ServerDefault, Table},
};

const BATCH: &str = "batch_alter_table, which makes the table anew";

impl Lowering<'_> {
    pub(super) fn add_column(
        &self,
        add: &operation::AddColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let table = ObjectName::new(add.schema.as_deref(), &add.table);
        let column = &add.column;
        let possible = self.dialect.capabilities().column_if_exists;
        self.conditional(add.if_not_exists, possible, "a column")?;
        self.allowed(&column.name)?;
        self.check_column(column, column.primary_key)?;
        if add.insert_before.is_some() || add.insert_after.is_some() {
            return Err(self.no_place());
        }
        lowered.statements.extend(
            self.own_type(&column.data_type, false)
                .map(DdlStatement::CreateEnumType),
        );
        let mut definition = self.added(&table, column)?;
        let has_key = column.primary_key && add.inline_primary_key;
        definition.inline_key = has_key.then(PrimaryKey::default);
        let mut constraints = self.column_constraints(column);
        constraints.extend(self.column_check_apart(&table, column)?);
        if add.inline_references {
            let inline = self.dialect.capabilities().inline_references;
            if let Some(key) = column.foreign_key.clone().filter(|_| inline) {
                constraints.retain(|one| !matches!(one, Constraint::ForeignKey(_)));
                definition.references = Some(key);
            }
        }
        if !self.dialect.capabilities().alter_constraints {
            self.write_with_column(&table, &mut definition, &mut constraints)?;
        }
        self.check_added(&definition, lowered)?;
        lowered.statements.push(DdlStatement::AddColumn(AddColumn {
            table: table.clone(),
            definition,
            if_not_exists: add.if_not_exists,
        }));
        for constraint in constraints {
            let constraint = self.named(&table, &constraint)?;
            lowered
                .statements
                .push(DdlStatement::AddConstraint(table.clone(), constraint));
        }
        if column.index {
            let statement = self.index(&table, &column_index(column))?;
            lowered
                .statements
                .push(DdlStatement::CreateIndex(statement));
        }
        self.column_comment(&table, column, lowered)
    }

    /// A column that comes into a table that is there.
    fn added(&self, table: &ObjectName, column: &Column) -> Result<ColumnDefinition, Unsupported> {
        let alone = Table {
            columns: vec![column.clone()],
            ..Table::default()
        };
        let default = column.server_default.as_ref();
        let has_identity = default.is_some_and(|default| default.identity().is_some());
        Ok(ColumnDefinition {
            checks: self.column_checks(table, column)?,
            column: column.clone(),
            nullable: column
                .nullable
                .unwrap_or(!column.primary_key && !has_identity),
            in_key: column.primary_key,
            autoincrement: autoincrement_column(&alone).is_some(),
            inline_key: None,
            references: None,
            says_null: false,
            comment: self.dialect.capabilities().comments == CommentStyle::Inline,
        })
    }

    /// The checks that are written with a column.
    pub(super) fn column_checks(
        &self,
        table: &ObjectName,
        column: &Column,
    ) -> Result<Vec<Check>, Unsupported> {
        let mut checks = Vec::new();
        if let Some(check) = &column.check {
            let named = self.named(table, &Constraint::Check(check.clone()))?;
            let inline = self.dialect.capabilities().inline_checks_have_names;
            if let Constraint::Check(check) = named
                && (inline || check.name.is_unnamed())
            {
                checks.push(check);
            }
        }
        Ok(checks)
    }

    /// The check of a column that can't be written with it.
    pub(super) fn column_check_apart(
        &self,
        table: &ObjectName,
        column: &Column,
    ) -> Result<Option<Constraint>, Unsupported> {
        let Some(check) = &column.check else {
            return Ok(None);
        };
        let check = self.named(table, &Constraint::Check(check.clone()))?;
        let inline = self.dialect.capabilities().inline_checks_have_names;
        let apart = !inline && !check.name().is_unnamed();
        // Its name is settled.
        let settled = |mut check: Constraint| {
            let name = check.name().written().map(str::to_owned);
            *check.name_mut() = name.map_or(Name::Unnamed, Name::Final);
            check
        };
        Ok(apart.then(|| settled(check)))
    }

    /// Writes constraints with the column, where they can't come after it.
    fn write_with_column(
        &self,
        table: &ObjectName,
        definition: &mut ColumnDefinition,
        constraints: &mut Vec<Constraint>,
    ) -> Result<(), Unsupported> {
        for constraint in constraints.drain(..) {
            match self.named(table, &constraint)? {
                Constraint::Check(check) => definition.checks.push(check),
                Constraint::ForeignKey(_) => {
                    return Err(self.dialect.unsupported(
                        "no constraint can be added to a table",
                        &format!("`inline_references`, or {BATCH}"),
                    ));
                }
                other => {
                    let why = format!("no {} can be added to a table", other.kind());
                    return Err(self.dialect.unsupported(&why, BATCH));
                }
            }
        }
        Ok(())
    }

    /// Refuses what the database never adds to a table, and warns of what it doesn't add to rows.
    fn check_added(
        &self,
        definition: &ColumnDefinition,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        if self.dialect.capabilities().alter_constraints {
            return Ok(());
        }
        let column = &definition.column;
        if definition.inline_key.is_some() {
            return Err(self
                .dialect
                .unsupported("a table keeps its primary key", BATCH));
        }
        let default = column.server_default.as_ref();
        let computed = default.and_then(ServerDefault::computed);
        if computed.is_some_and(|computed| computed.persisted == Some(true)) {
            return Err(self
                .dialect
                .unsupported("a stored column can't be added", BATCH));
        }
        let name = &column.name;
        if self.is_computed_default(default) {
            lowered.warnings.push(format!(
                "{name} can only be added while the table has no rows, since its default is computed; \
                 else use batch_alter_table"
            ));
        }
        let no_default = default.is_none_or(|default| default.identity().is_some());
        if !definition.nullable && no_default {
            lowered.warnings.push(format!(
                "{name} can only be added while the table has no rows, since it may not be NULL and has \
                 no default"
            ));
        }
        Ok(())
    }

    /// Whether a default is computed when the column is added, which not every database does.
    pub(super) fn is_computed_default(&self, default: Option<&ServerDefault>) -> bool {
        let computed = match default {
            Some(ServerDefault::Now) => true,
            Some(ServerDefault::Text(sql)) => !is_constant(sql),
            _ => false,
        };
        computed && !self.dialect.capabilities().add_computed_defaults
    }

    pub(super) fn no_place(&self) -> Unsupported {
        self.dialect.unsupported(
            "`insert_before` and `insert_after` need the table to be made anew",
            "batch_alter_table with recreate = \"always\"",
        )
    }

    pub(super) fn drop_column(
        &self,
        drop: &operation::DropColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let table = ObjectName::new(drop.schema.as_deref(), &drop.table);
        let possible = self.dialect.capabilities().column_if_exists;
        self.conditional(drop.if_exists, possible, "a column")?;
        self.drop_first(&table, drop, lowered)?;
        let dependents = [
            (drop.mssql_drop_default, None),
            (drop.mssql_drop_check, Some(ConstraintKind::Check)),
            (
                drop.mssql_drop_foreign_key,
                Some(ConstraintKind::ForeignKey),
            ),
        ];
        for (_, kind) in dependents.into_iter().filter(|(dropped, _)| *dropped) {
            lowered
                .statements
                .push(DdlStatement::DropDependents(DropDependents {
                    table: table.clone(),
                    column: drop.column.clone(),
                    kind,
                }));
        }
        lowered
            .statements
            .push(DdlStatement::DropColumn(DropColumn {
                table,
                column: drop.column.clone(),
                if_exists: drop.if_exists,
            }));
        Ok(())
    }
}

impl Lowering<'_> {
    /// Drops what would keep the column, as far as somebody says what it was like.
    fn drop_first(
        &self,
        table: &ObjectName,
        drop: &operation::DropColumn,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let Some(original) = drop.original.as_deref() else {
            return Ok(());
        };
        let column = Column {
            name: drop.column.clone(),
            ..original.clone()
        };
        let capabilities = self.dialect.capabilities();
        let (index, key) = (
            capabilities.indexes_hold_columns,
            capabilities.foreign_keys_hold_columns,
        );
        if column.index && index {
            let index = self.index(table, &column_index(&column))?;
            lowered.statements.push(DdlStatement::DropIndex(DropIndex {
                schema: table.schema.clone(),
                name: index.name,
                table: Some(table.name.clone()),
                if_exists: false,
                concurrently: false,
            }));
        }
        for constraint in self.column_constraints(&column) {
            let holds = match constraint.kind() {
                ConstraintKind::ForeignKey => key,
                ConstraintKind::Unique => index,
                _ => false,
            };
            if holds {
                let statement = self.dropped_with_column(table, &constraint)?;
                lowered.statements.push(statement);
            }
        }
        Ok(())
    }

    fn dropped_with_column(
        &self,
        table: &ObjectName,
        constraint: &Constraint,
    ) -> Result<DdlStatement, Unsupported> {
        if !self.dialect.capabilities().alter_constraints {
            return Err(self.fixed_constraints());
        }
        let named = self.named(table, constraint)?;
        let name = named.name().written().ok_or_else(|| {
            let why = format!(
                "the {} of the column has to be dropped first, and has no name",
                constraint.kind()
            );
            self.dialect
                .unsupported(&why, "give its name as the database has it")
        })?;
        Ok(DdlStatement::DropConstraint(DropConstraint {
            table: table.clone(),
            name: name.to_owned(),
            kind: Some(constraint.kind()),
            if_exists: false,
        }))
    }
}

/// Whether SQL is a number, a text, or a word like `NULL`.
fn is_constant(sql: &str) -> bool {
    let sql = sql.trim();
    let word = sql.to_ascii_lowercase();
    let quoted = sql.len() > 1 && sql.starts_with('\'') && sql.ends_with('\'');
    let number = !sql.is_empty()
        && sql
            .trim_start_matches(['+', '-'])
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.');
    quoted || number || matches!(word.as_str(), "null" | "true" | "false")
}
