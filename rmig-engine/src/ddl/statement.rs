//! The statements that lowering knows.

use super::{ColumnDefinition, Literal, ObjectName};
use crate::{
    operation,
    schema::{Constraint, ConstraintKind, DataType, Identity, Index, ServerDefault, TableOptions},
};

/// A statement with everything decided but its spelling.
#[derive(Clone, Debug, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "there are a handful of them at a time"
)]
pub enum DdlStatement {
    /// `CREATE TABLE`
    CreateTable(CreateTable),
    /// `DROP TABLE`
    DropTable(DropTable),
    /// `ALTER TABLE … RENAME TO`
    RenameTable(RenameTable),
    /// `COMMENT ON TABLE`
    TableComment(TableComment),
    /// `ALTER TABLE … ADD COLUMN`
    AddColumn(AddColumn),
    /// `ALTER TABLE … DROP COLUMN`
    DropColumn(DropColumn),
    /// Drops what hangs on a column and has no known name.
    DropDependents(DropDependents),
    /// `ALTER TABLE … RENAME COLUMN`
    RenameColumn(RenameColumn),
    /// `ALTER COLUMN … TYPE`
    AlterColumnType(AlterColumnType),
    /// `ALTER COLUMN … SET NOT NULL`
    AlterColumnNullable(AlterColumnNullable),
    /// `ALTER COLUMN … SET DEFAULT`
    AlterColumnDefault(AlterColumnDefault),
    /// `ALTER COLUMN … ADD GENERATED`
    AlterColumnIdentity(AlterColumnIdentity),
    /// `COMMENT ON COLUMN`
    ColumnComment(ColumnComment),
    /// `ALTER TABLE … CHANGE`
    ChangeColumn(Box<ChangeColumn>),
    /// `ALTER TABLE … ADD CONSTRAINT`
    AddConstraint(ObjectName, Constraint),
    /// `ALTER TABLE … DROP CONSTRAINT`
    DropConstraint(DropConstraint),
    /// `CREATE INDEX`
    CreateIndex(CreateIndex),
    /// `DROP INDEX`
    DropIndex(DropIndex),
    /// `INSERT INTO … SELECT`
    CopyRows(CopyRows),
    /// `INSERT INTO … VALUES`
    Insert(Insert),
    /// `UPDATE`
    Update(Update),
    /// Lets own numbers be inserted, or not any more.
    IdentityInsert(IdentityInsert),
    /// SQL as it stands.
    Sql(String),
    /// `CREATE TYPE … AS ENUM`
    CreateEnumType(operation::CreateEnumType),
    /// `ALTER TYPE`
    AlterEnumType(operation::AlterEnumType),
    /// `DROP TYPE`
    DropEnumType(operation::DropEnumType),
    /// `CREATE VIEW`
    CreateView(operation::CreateView),
    /// `CREATE OR REPLACE VIEW`
    ReplaceView(operation::ReplaceView),
    /// `DROP VIEW`
    DropView(operation::DropView),
    /// `CREATE FUNCTION`
    CreateFunction(operation::CreateFunction),
    /// `CREATE OR REPLACE FUNCTION`
    ReplaceFunction(operation::ReplaceFunction),
    /// `DROP FUNCTION`
    DropFunction(operation::DropFunction),
    /// `CREATE TRIGGER`
    CreateTrigger(operation::CreateTrigger),
    /// `CREATE OR REPLACE TRIGGER`
    ReplaceTrigger(operation::ReplaceTrigger),
    /// `DROP TRIGGER`
    DropTrigger(operation::DropTrigger),
    /// `CREATE SCHEMA`
    CreateSchema(operation::CreateSchema),
    /// `DROP SCHEMA`
    DropSchema(operation::DropSchema),
    /// `CREATE SEQUENCE`
    CreateSequence(operation::CreateSequence),
    /// `ALTER SEQUENCE`
    AlterSequence(operation::AlterSequence),
    /// `DROP SEQUENCE`
    DropSequence(operation::DropSequence),
    /// `CREATE EXTENSION`
    CreateExtension(operation::CreateExtension),
    /// `DROP EXTENSION`
    DropExtension(operation::DropExtension),
}

/// `CREATE TABLE`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CreateTable {
    /// The table.
    pub table: ObjectName,
    /// Words before `TABLE`.
    pub prefixes: Vec<String>,
    /// Whether it may be there already.
    pub if_not_exists: bool,
    /// The columns.
    pub columns: Vec<ColumnDefinition>,
    /// The constraints, with final names, in the order in which they are written.
    pub constraints: Vec<Constraint>,
    /// The comment, where it is written with the table.
    pub comment: Option<String>,
    /// What only some databases take.
    pub options: TableOptions,
}

/// `DROP TABLE`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DropTable {
    /// The table.
    pub table: ObjectName,
    /// Whether it may be gone already.
    pub if_exists: bool,
}

/// `ALTER TABLE … RENAME TO`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenameTable {
    /// The table.
    pub table: ObjectName,
    /// Its new name.
    pub new_name: String,
}

/// `COMMENT ON TABLE`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableComment {
    /// The table.
    pub table: ObjectName,
    /// The comment; none takes it away.
    pub comment: Option<String>,
    /// The comment until now.
    pub existing: Option<String>,
}

/// `ALTER TABLE … ADD COLUMN`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddColumn {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub definition: ColumnDefinition,
    /// Whether it may be there already.
    pub if_not_exists: bool,
}

/// `ALTER TABLE … DROP COLUMN`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DropColumn {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Whether it may be gone already.
    pub if_exists: bool,
}

/// Drops what hangs on a column and has no known name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropDependents {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// What is dropped: a check or a foreign key; the default if it isn't said.
    pub kind: Option<ConstraintKind>,
}

/// `ALTER TABLE … RENAME COLUMN`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RenameColumn {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Its new name.
    pub new_name: String,
}

/// `ALTER COLUMN … TYPE`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterColumnType {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Its new type.
    pub data_type: DataType,
    /// Whether it may be NULL, where the two are said together.
    pub nullable: Option<bool>,
    /// How old values become new ones.
    pub using: Option<String>,
}

/// `ALTER COLUMN … SET NOT NULL`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AlterColumnNullable {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// Whether it may be NULL.
    pub nullable: bool,
}

/// `ALTER COLUMN … SET DEFAULT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterColumnDefault {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// The default; none takes it away.
    pub default: Option<ServerDefault>,
}

/// `ALTER COLUMN … ADD GENERATED`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlterColumnIdentity {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// What becomes of its identity.
    pub change: IdentityChange,
}

/// What becomes of an identity.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdentityChange {
    /// It comes.
    Add(Identity),
    /// It changes from one to the other.
    Set(Identity, Identity),
    /// It goes.
    Drop,
}

/// `COMMENT ON COLUMN`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnComment {
    /// The table.
    pub table: ObjectName,
    /// The column.
    pub column: String,
    /// The comment; none takes it away.
    pub comment: Option<String>,
    /// The comment until now.
    pub existing: Option<String>,
    /// Whether the column was just created.
    pub is_new: bool,
}

/// `ALTER TABLE … CHANGE`: the whole column anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangeColumn {
    /// The table.
    pub table: ObjectName,
    /// The column's old name.
    pub old_name: String,
    /// The column as it is from now on.
    pub definition: ColumnDefinition,
    /// Whether the name is said again, though it stays.
    pub restate_name: bool,
}

/// `ALTER TABLE … DROP CONSTRAINT`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DropConstraint {
    /// The table.
    pub table: ObjectName,
    /// The constraint's name.
    pub name: String,
    /// Its kind, if it is known.
    pub kind: Option<ConstraintKind>,
    /// Whether it may be gone already.
    pub if_exists: bool,
}

/// `CREATE INDEX`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CreateIndex {
    /// The table.
    pub table: ObjectName,
    /// The index's name.
    pub name: String,
    /// The index.
    pub index: Index,
    /// Whether it may be there already.
    pub if_not_exists: bool,
    /// Whether it is built while others write.
    pub concurrently: bool,
}

/// `DROP INDEX`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DropIndex {
    /// The schema.
    pub schema: Option<String>,
    /// The index's name.
    pub name: String,
    /// The table, if it is known.
    pub table: Option<String>,
    /// Whether it may be gone already.
    pub if_exists: bool,
    /// Whether it goes while others write.
    pub concurrently: bool,
}

/// `INSERT INTO … SELECT`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CopyRows {
    /// From where.
    pub from: ObjectName,
    /// Where to.
    pub to: ObjectName,
    /// The columns: what they are called there, what they are called here, the type that their values
    /// are made if it is another.
    pub columns: Vec<(String, String, Option<DataType>)>,
    /// Whether the numbers of rows, which no column shows, are copied too (SQLite).
    pub keep_row_numbers: bool,
    /// Whether a row that breaks a constraint ends it, whatever the constraint says (SQLite).
    pub abort: bool,
    /// Whether it fails unless as many rows are there as were here.
    pub count: bool,
    /// Whether the next number is copied too (SQLite).
    pub keep_counter: bool,
    /// The column in which the database numbers the rows there, which are numbered already.
    pub numbers: Option<String>,
}

/// `INSERT INTO … VALUES`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Insert {
    /// The table.
    pub table: ObjectName,
    /// Columns and values.
    pub values: Vec<(String, Literal)>,
}

/// `UPDATE`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Update {
    /// The table.
    pub table: ObjectName,
    /// The new values, by column.
    pub values: Vec<(String, Literal)>,
    /// The values of the rows that change, by column.
    pub condition: Vec<(String, Literal)>,
    /// Whether values are left to whoever runs the statement.
    pub parameters_stay: bool,
}

/// Lets own numbers be inserted into some columns, or not any more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct IdentityInsert {
    /// The table.
    pub table: ObjectName,
    /// The columns that rows come with.
    pub columns: Vec<String>,
    /// Whether it begins or ends.
    pub on: bool,
}
