//! The builder of operations: what a revision in Rust says.

mod chain;
mod chain_column;
mod chain_table;

use super::{
    AddColumn, AlterColumn, AlterEnumType, BatchAlterTable, BulkInsert, CreateCheckConstraint,
    CreateEnumType, CreateExtension, CreateForeignKey, CreateFunction, CreateIndex,
    CreatePrimaryKey, CreateSchema, CreateSequence, CreateTable, CreateTableComment, CreateTrigger,
    CreateUniqueConstraint, CreateView, DropColumn, DropConstraint, DropEnumType, DropExtension,
    DropFunction, DropIndex, DropSchema, DropSequence, DropTable, DropTableComment, DropTrigger,
    DropView, EnumValue, Execute, Operation, RenameTable, ReplaceFunction, ReplaceTrigger,
    ReplaceView,
};
use crate::schema::{
    Check, Column, ConstraintKind, ForeignKey, Index, IndexColumn, Name, PrimaryKey, Sequence,
    Table, Unique,
};

/// Records operations in the order in which they are said.
///
/// Each method answers with the operation that it recorded, so that more can be said of it.
///
/// ```
/// use rmig_engine::{
///     operation::Operations,
///     schema::build::{big_integer, column, string},
/// };
///
/// let mut op = Operations::new();
/// op.create_table("users")
///     .column(column("id", big_integer()).primary_key())
///     .column(column("email", string(255)).not_null())
///     .unique("uq_users_email", ["email"]);
/// op.create_index("ix_users_email", "users", ["email"]).unique();
/// op.drop_table("accounts").if_exists();
/// assert_eq!(op.operations().len(), 3);
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Operations {
    operations: Vec<Operation>,
}

/// Records an operation and answers with it.
macro_rules! record {
    ($self:ident, $variant:ident, $operation:expr) => {{
        $self.operations.push(Operation::$variant($operation));
        match $self.operations.last_mut() {
            Some(Operation::$variant(operation)) => operation,
            _ => unreachable!("it was just recorded"),
        }
    }};
}

fn owned<const N: usize>(names: [&str; N]) -> Vec<String> {
    names.map(str::to_owned).to_vec()
}

impl Operations {
    /// Nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// What was recorded.
    #[must_use]
    pub fn operations(&self) -> &[Operation] {
        &self.operations
    }

    /// What was recorded, to be kept.
    #[must_use]
    pub fn into_operations(self) -> Vec<Operation> {
        self.operations
    }

    /// Records any operation.
    pub fn push(&mut self, operation: impl Into<Operation>) -> &mut Self {
        self.operations.push(operation.into());
        self
    }

    /// Creates a table.
    pub fn create_table(&mut self, name: &str) -> &mut CreateTable {
        let table = Table {
            name: name.to_owned(),
            ..Table::default()
        };
        let if_not_exists = false;
        record!(
            self,
            CreateTable,
            CreateTable {
                table,
                if_not_exists
            }
        )
    }

    /// Drops a table.
    pub fn drop_table(&mut self, name: &str) -> &mut DropTable {
        let table = name.to_owned();
        record!(
            self,
            DropTable,
            DropTable {
                table,
                ..DropTable::default()
            }
        )
    }

    /// Calls a table otherwise.
    pub fn rename_table(&mut self, table: &str, new_name: &str) -> &mut RenameTable {
        let (table, new_name, schema) = (table.to_owned(), new_name.to_owned(), None);
        record!(
            self,
            RenameTable,
            RenameTable {
                table,
                new_name,
                schema
            }
        )
    }

    /// Says something about a table.
    pub fn create_table_comment(&mut self, table: &str, comment: &str) -> &mut CreateTableComment {
        let (table, comment) = (table.to_owned(), Some(comment.to_owned()));
        record!(
            self,
            CreateTableComment,
            CreateTableComment {
                table,
                comment,
                ..CreateTableComment::default()
            }
        )
    }

    /// Says nothing about a table any more.
    pub fn drop_table_comment(&mut self, table: &str) -> &mut DropTableComment {
        let table = table.to_owned();
        record!(
            self,
            DropTableComment,
            DropTableComment {
                table,
                ..DropTableComment::default()
            }
        )
    }

    /// Adds a column.
    pub fn add_column(&mut self, table: &str, column: Column) -> &mut AddColumn {
        record!(
            self,
            AddColumn,
            AddColumn {
                table: table.to_owned(),
                schema: None,
                column,
                if_not_exists: false,
                inline_references: false,
                inline_primary_key: false,
                insert_before: None,
                insert_after: None,
            }
        )
    }

    /// Changes a column.
    pub fn alter_column(&mut self, table: &str, column: &str) -> &mut AlterColumn {
        let (table, column) = (table.to_owned(), column.to_owned());
        record!(
            self,
            AlterColumn,
            AlterColumn {
                table,
                column,
                ..AlterColumn::default()
            }
        )
    }

    /// Drops a column.
    pub fn drop_column(&mut self, table: &str, column: &str) -> &mut DropColumn {
        let (table, column) = (table.to_owned(), column.to_owned());
        record!(
            self,
            DropColumn,
            DropColumn {
                table,
                column,
                ..DropColumn::default()
            }
        )
    }

    /// Creates an index over columns or expressions; without a name, a convention gives one.
    pub fn create_index<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        columns: [impl Into<IndexColumn>; N],
    ) -> &mut CreateIndex {
        let index = Index {
            name: name.into(),
            columns: columns.map(Into::into).into_iter().collect(),
            ..Index::default()
        };
        let table = table.to_owned();
        record!(
            self,
            CreateIndex,
            CreateIndex {
                table,
                index,
                ..CreateIndex::default()
            }
        )
    }

    /// Drops an index.
    pub fn drop_index(&mut self, name: impl Into<Name>, table: &str) -> &mut DropIndex {
        let (name, table) = (name.into(), Some(table.to_owned()));
        record!(
            self,
            DropIndex,
            DropIndex {
                name,
                table,
                ..DropIndex::default()
            }
        )
    }

    /// Adds a unique constraint.
    pub fn create_unique_constraint<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        columns: [&str; N],
    ) -> &mut CreateUniqueConstraint {
        let unique = Unique {
            name: name.into(),
            columns: owned(columns),
            ..Unique::default()
        };
        let (table, schema) = (table.to_owned(), None);
        record!(
            self,
            CreateUniqueConstraint,
            CreateUniqueConstraint {
                table,
                schema,
                unique
            }
        )
    }

    /// Adds a check.
    pub fn create_check_constraint(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        condition: &str,
    ) -> &mut CreateCheckConstraint {
        let check = Check {
            name: name.into(),
            sqltext: condition.to_owned(),
            ..Check::default()
        };
        let (table, schema) = (table.to_owned(), None);
        record!(
            self,
            CreateCheckConstraint,
            CreateCheckConstraint {
                table,
                schema,
                check
            }
        )
    }

    /// Adds a foreign key: from columns of one table to as many of another.
    pub fn create_foreign_key<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        referent_table: &str,
        local_cols: [&str; N],
        remote_cols: [&str; N],
    ) -> &mut CreateForeignKey {
        let foreign_key = ForeignKey {
            name: name.into(),
            columns: owned(local_cols),
            referent_table: referent_table.to_owned(),
            referent_columns: owned(remote_cols),
            ..ForeignKey::default()
        };
        let (table, schema) = (table.to_owned(), None);
        record!(
            self,
            CreateForeignKey,
            CreateForeignKey {
                table,
                schema,
                foreign_key
            }
        )
    }

    /// Adds a primary key.
    pub fn create_primary_key<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        columns: [&str; N],
    ) -> &mut CreatePrimaryKey {
        let primary_key = PrimaryKey {
            name: name.into(),
            columns: owned(columns),
            ..PrimaryKey::default()
        };
        let (table, schema) = (table.to_owned(), None);
        record!(
            self,
            CreatePrimaryKey,
            CreatePrimaryKey {
                table,
                schema,
                primary_key
            }
        )
    }

    /// Drops a constraint of that kind.
    pub fn drop_constraint(
        &mut self,
        name: impl Into<Name>,
        table: &str,
        kind: ConstraintKind,
    ) -> &mut DropConstraint {
        let (name, table, type_) = (name.into(), table.to_owned(), Some(kind));
        record!(
            self,
            DropConstraint,
            DropConstraint {
                name,
                table,
                type_,
                ..DropConstraint::default()
            }
        )
    }

    /// Makes several changes of one table in one go; `change` records them.
    pub fn batch_alter_table(
        &mut self,
        table: &str,
        change: impl FnOnce(&mut Self),
    ) -> &mut BatchAlterTable {
        let mut inner = Self::new();
        change(&mut inner);
        let (table, operations) = (table.to_owned(), inner.operations);
        record!(
            self,
            BatchAlterTable,
            BatchAlterTable {
                table,
                operations,
                ..BatchAlterTable::default()
            }
        )
    }

    /// Runs SQL; `:name` stands for a parameter.
    pub fn execute(&mut self, sql: &str) -> &mut Execute {
        let sql = sql.to_owned();
        record!(
            self,
            Execute,
            Execute {
                sql,
                ..Execute::default()
            }
        )
    }

    /// Inserts rows.
    pub fn bulk_insert(&mut self, table: &str) -> &mut BulkInsert {
        let (table, multiinsert) = (table.to_owned(), true);
        record!(
            self,
            BulkInsert,
            BulkInsert {
                table,
                multiinsert,
                ..BulkInsert::default()
            }
        )
    }

    /// Creates an enumeration as a type of its own.
    pub fn create_enum_type<const N: usize>(
        &mut self,
        name: &str,
        values: [&str; N],
    ) -> &mut CreateEnumType {
        let (name, values, schema) = (name.to_owned(), owned(values), None);
        record!(
            self,
            CreateEnumType,
            CreateEnumType {
                name,
                schema,
                values
            }
        )
    }

    /// Adds a value to an enumeration, behind the others.
    pub fn add_enum_value(&mut self, name: &str, value: &str) -> &mut AlterEnumType {
        let added = EnumValue {
            value: value.to_owned(),
            ..EnumValue::default()
        };
        let (name, add_values) = (name.to_owned(), vec![added]);
        record!(
            self,
            AlterEnumType,
            AlterEnumType {
                name,
                add_values,
                ..AlterEnumType::default()
            }
        )
    }

    /// Drops an enumeration.
    pub fn drop_enum_type(&mut self, name: &str) -> &mut DropEnumType {
        let name = name.to_owned();
        record!(
            self,
            DropEnumType,
            DropEnumType {
                name,
                ..DropEnumType::default()
            }
        )
    }

    /// Creates a view of a query.
    pub fn create_view(&mut self, name: &str, definition: &str) -> &mut CreateView {
        let (name, definition) = (name.to_owned(), definition.to_owned());
        record!(
            self,
            CreateView,
            CreateView {
                name,
                definition,
                ..CreateView::default()
            }
        )
    }

    /// Puts a view in the place of the one that has the name.
    pub fn replace_view(&mut self, name: &str, definition: &str) -> &mut ReplaceView {
        let (name, definition) = (name.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceView,
            ReplaceView {
                name,
                definition,
                ..ReplaceView::default()
            }
        )
    }

    /// Drops a view.
    pub fn drop_view(&mut self, name: &str) -> &mut DropView {
        let name = name.to_owned();
        record!(
            self,
            DropView,
            DropView {
                name,
                ..DropView::default()
            }
        )
    }

    /// Creates a function; `definition` is what follows its arguments.
    pub fn create_function(
        &mut self,
        name: &str,
        arguments: &str,
        definition: &str,
    ) -> &mut CreateFunction {
        let (name, arguments, definition) =
            (name.to_owned(), arguments.to_owned(), definition.to_owned());
        record!(
            self,
            CreateFunction,
            CreateFunction {
                name,
                arguments,
                definition,
                ..CreateFunction::default()
            }
        )
    }

    /// Puts a function in the place of the one that has the name and the arguments.
    pub fn replace_function(
        &mut self,
        name: &str,
        arguments: &str,
        definition: &str,
    ) -> &mut ReplaceFunction {
        let (name, arguments, definition) =
            (name.to_owned(), arguments.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceFunction,
            ReplaceFunction {
                name,
                arguments,
                definition,
                ..ReplaceFunction::default()
            }
        )
    }

    /// Drops a function.
    pub fn drop_function(&mut self, name: &str, arguments: &str) -> &mut DropFunction {
        let (name, arguments) = (name.to_owned(), arguments.to_owned());
        record!(
            self,
            DropFunction,
            DropFunction {
                name,
                arguments,
                ..DropFunction::default()
            }
        )
    }

    /// Creates a trigger; `definition` is what follows its name.
    pub fn create_trigger(
        &mut self,
        name: &str,
        table: &str,
        definition: &str,
    ) -> &mut CreateTrigger {
        let (name, table, definition) = (name.to_owned(), table.to_owned(), definition.to_owned());
        record!(
            self,
            CreateTrigger,
            CreateTrigger {
                name,
                schema: None,
                table,
                definition
            }
        )
    }

    /// Puts a trigger in the place of the one that has the name.
    pub fn replace_trigger(
        &mut self,
        name: &str,
        table: &str,
        definition: &str,
    ) -> &mut ReplaceTrigger {
        let (name, table, definition) = (name.to_owned(), table.to_owned(), definition.to_owned());
        record!(
            self,
            ReplaceTrigger,
            ReplaceTrigger {
                name,
                table,
                definition,
                ..ReplaceTrigger::default()
            }
        )
    }

    /// Drops a trigger.
    pub fn drop_trigger(&mut self, name: &str, table: &str) -> &mut DropTrigger {
        let (name, table) = (name.to_owned(), table.to_owned());
        record!(
            self,
            DropTrigger,
            DropTrigger {
                name,
                table,
                ..DropTrigger::default()
            }
        )
    }

    /// Creates a schema.
    pub fn create_schema(&mut self, name: &str) -> &mut CreateSchema {
        let (name, if_not_exists) = (name.to_owned(), false);
        record!(
            self,
            CreateSchema,
            CreateSchema {
                name,
                if_not_exists
            }
        )
    }

    /// Drops a schema.
    pub fn drop_schema(&mut self, name: &str) -> &mut DropSchema {
        let name = name.to_owned();
        record!(
            self,
            DropSchema,
            DropSchema {
                name,
                ..DropSchema::default()
            }
        )
    }

    /// Creates a sequence.
    pub fn create_sequence(&mut self, name: &str) -> &mut CreateSequence {
        let sequence = Sequence {
            name: name.to_owned(),
            ..Sequence::default()
        };
        let if_not_exists = false;
        record!(
            self,
            CreateSequence,
            CreateSequence {
                sequence,
                if_not_exists
            }
        )
    }

    /// Drops a sequence.
    pub fn drop_sequence(&mut self, name: &str) -> &mut DropSequence {
        let name = name.to_owned();
        record!(
            self,
            DropSequence,
            DropSequence {
                name,
                ..DropSequence::default()
            }
        )
    }

    /// Creates an extension.
    pub fn create_extension(&mut self, name: &str) -> &mut CreateExtension {
        let name = name.to_owned();
        record!(
            self,
            CreateExtension,
            CreateExtension {
                name,
                ..CreateExtension::default()
            }
        )
    }

    /// Drops an extension.
    pub fn drop_extension(&mut self, name: &str) -> &mut DropExtension {
        let name = name.to_owned();
        record!(
            self,
            DropExtension,
            DropExtension {
                name,
                ..DropExtension::default()
            }
        )
    }
}
