//! How a kind of database writes its statements.

use std::fmt;

use super::{
    AddColumn, AlterColumnDefault, AlterColumnIdentity, AlterColumnNullable, AlterColumnType,
    ChangeColumn, ColumnComment, ColumnDefinition, CopyRows, CreateIndex, CreateTable,
    DdlCapabilities, DdlStatement, DropColumn, DropConstraint, DropDependents, DropIndex,
    DropTable, IdentityInsert, Insert, Literal, ObjectName, RenameColumn, RenameTable,
    TableComment, Unsupported, Update, standard,
};
use crate::{
    operation,
    schema::{
        Check, Computed, Constraint, DataType, Deferral, EnumType, Exclude, ForeignKey, Identity,
        IndexColumn, NativeType, PrimaryKey, ServerDefault, TableOptions, Unique,
    },
};

/// What a piece of SQL is, or why it can't be written.
pub type Sql = Result<String, Unsupported>;

/// How a kind of database writes its statements: a handful of required pieces, and for each statement
/// a method that puts pieces together as SQL's standard does.
///
/// A dialect replaces a piece, or a statement that is put together otherwise.
pub trait DdlDialect: fmt::Debug + Send + Sync {
    /// The name.
    fn name(&self) -> &'static str;

    /// Other spellings of the name, and the dialects whose SQL serves where there is none for this
    /// one, the nearest first.
    fn other_names(&self) -> &'static [&'static str] {
        &[]
    }

    /// What lowering asks.
    fn capabilities(&self) -> &DdlCapabilities;

    /// An identifier in quotes.
    fn quote_identifier(&self, name: &str) -> String;

    /// Whether a word means something of its own, so that an identifier has to be quoted. It is in
    /// lower case.
    fn is_reserved(&self, word: &str) -> bool;

    /// A text as a string literal.
    fn quote_text(&self, text: &str) -> String;

    /// A type.
    fn data_type(&self, data_type: &DataType) -> Sql;

    /// The current time, as a default.
    fn now(&self) -> &'static str;

    /// The attributes of a column behind its name, up to constraints that are written with it.
    fn column_attributes(&self, definition: &ColumnDefinition) -> Result<Vec<String>, Unsupported>;

    /// What behind a name follows each statement of a script, on a line of its own (`GO`).
    fn batch_separator(&self) -> Option<&'static str> {
        None
    }

    // Pieces.

    /// An identifier, in quotes where it needs them.
    fn identifier(&self, name: &str) -> String {
        standard::identifier(self, name)
    }

    /// The name of a table with its schema.
    fn object(&self, name: &ObjectName) -> String {
        standard::object(self, name)
    }

    /// Several identifiers with commas.
    fn identifiers(&self, names: &[String]) -> String {
        let names: Vec<String> = names.iter().map(|name| self.identifier(name)).collect();
        names.join(", ")
    }

    /// Something that isn't possible here.
    fn unsupported(&self, why: &str, instead: &str) -> Unsupported {
        Unsupported::new(self.name(), why, instead)
    }

    /// What follows `DEFAULT`; none where the column's default is something else.
    fn default_value(&self, default: &ServerDefault) -> Option<String> {
        standard::default_value(self, default)
    }

    /// A call of a function that takes nothing.
    fn function(&self, name: &str) -> String {
        self.standard_function(name)
    }

    /// As [`function`](Self::function), for dialects that know some by other names.
    fn standard_function(&self, name: &str) -> String {
        standard::function(self, name)
    }

    /// A column that is computed.
    fn computed(&self, computed: &Computed) -> Sql {
        Ok(standard::computed(computed))
    }

    /// A column that numbers the rows.
    fn identity(&self, identity: &Identity) -> Sql {
        Ok(standard::identity(identity))
    }

    /// A column.
    fn column_definition(&self, definition: &ColumnDefinition) -> Sql {
        standard::column_definition(self, definition)
    }

    /// The primary key that is written with a column, but for its name.
    fn inline_key(&self, _: &ColumnDefinition, _: &PrimaryKey) -> String {
        "PRIMARY KEY".to_owned()
    }

    /// A table put otherwise before it is written, where that is needed.
    fn arranged(&self, _: &CreateTable) -> Result<Option<CreateTable>, Unsupported> {
        Ok(None)
    }

    /// Whether a view can take another one's place in one statement.
    fn replaces_views(&self) -> bool {
        true
    }

    /// A constraint with its name.
    fn constraint(&self, constraint: &Constraint) -> Sql {
        standard::constraint(self, constraint)
    }

    /// A primary key.
    fn primary_key(&self, key: &PrimaryKey) -> Sql {
        Ok(format!("PRIMARY KEY ({})", self.identifiers(&key.columns)))
    }

    /// A unique constraint.
    fn unique(&self, unique: &Unique) -> Sql {
        let columns = self.identifiers(&unique.columns);
        Ok(format!(
            "UNIQUE ({columns}){}",
            self.deferral(unique.deferral)?
        ))
    }

    /// A check.
    fn check(&self, check: &Check) -> Sql {
        Ok(format!(
            "CHECK ({}){}",
            check.sqltext,
            self.deferral(check.deferral)?
        ))
    }

    /// A foreign key of a table.
    fn foreign_key(&self, key: &ForeignKey) -> Sql {
        let columns = self.identifiers(&key.columns);
        Ok(format!("FOREIGN KEY({columns}) {}", self.references(key)?))
    }

    /// What a foreign key refers to.
    fn references(&self, key: &ForeignKey) -> Sql {
        self.standard_references(key)
    }

    /// As [`references`](Self::references), for dialects that look at it first.
    fn standard_references(&self, key: &ForeignKey) -> Sql {
        standard::references(self, key)
    }

    /// An exclusion constraint.
    fn exclude(&self, _: &Exclude) -> Sql {
        Err(self.unsupported(
            "exclusion constraints are PostgreSQL's own",
            "a trigger, or a unique constraint",
        ))
    }

    /// When a constraint is checked, with a blank in front.
    fn deferral(&self, deferral: Deferral) -> Sql {
        Ok(standard::deferral(deferral))
    }

    /// What follows the closing parenthesis of `CREATE TABLE`.
    fn table_options(&self, options: &TableOptions, comment: Option<&str>) -> Sql;

    /// A column or an expression of an index.
    fn index_column(&self, create: &CreateIndex, column: &IndexColumn) -> Sql;

    /// A column or an expression of an index, without its order.
    fn index_element(&self, column: &IndexColumn) -> String {
        match (&column.arguments, column.is_expression) {
            (Some(columns), _) => {
                let call = standard::call(self, &column.element);
                format!("{call}({})", self.identifiers(columns))
            }
            (None, true) => column.element.clone(),
            (None, false) => self.identifier(&column.element),
        }
    }

    /// A value.
    fn literal(&self, literal: &Literal) -> Sql {
        standard::literal(self, literal)
    }

    /// A value that is left to whoever runs the statement.
    fn parameter(&self, name: &str, _: Option<&DataType>) -> Sql {
        Ok(format!(":{name}"))
    }

    /// What follows the table's name where a row says nothing.
    fn insert_defaults(&self) -> &'static str {
        "DEFAULT VALUES"
    }

    /// True or false.
    fn boolean(&self, value: bool) -> &'static str {
        if value { "1" } else { "0" }
    }

    /// A date and a time of day out of `2024-02-03T04:05:06`, without quotes.
    fn date_time(&self, text: &str) -> String {
        text.replacen('T', " ", 1)
    }

    /// A time of day out of `04:05:06`, without quotes.
    fn time(&self, text: &str) -> String {
        text.to_owned()
    }

    /// A text, as a literal for a column of that type.
    fn typed_text(&self, text: &str, _: Option<&DataType>) -> String {
        self.quote_text(text)
    }

    /// Bytes.
    fn binary(&self, bytes: &[u8]) -> String {
        format!("X'{}'", standard::hexadecimal(bytes))
    }

    /// The type that old values are made where a table is copied.
    fn cast(&self, value: &str, data_type: &DataType) -> Sql {
        Ok(format!("CAST({value} AS {})", self.data_type(data_type)?))
    }

    // Statements.

    /// `CREATE TABLE`
    fn create_table(&self, create: &CreateTable) -> Sql {
        self.standard_table(create)
    }

    /// As [`create_table`](Self::create_table), for dialects that put something in front of it.
    fn standard_table(&self, create: &CreateTable) -> Sql {
        standard::create_table(self, create)
    }

    /// `DROP TABLE`
    fn drop_table(&self, drop: &DropTable) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        Ok(format!(
            "DROP TABLE {if_exists}{}",
            self.object(&drop.table)
        ))
    }

    /// `ALTER TABLE … RENAME TO`
    fn rename_table(&self, rename: &RenameTable) -> Sql {
        let (table, name) = (
            self.object(&rename.table),
            self.identifier(&rename.new_name),
        );
        Ok(format!("ALTER TABLE {table} RENAME TO {name}"))
    }

    /// `COMMENT ON TABLE`
    fn table_comment(&self, comment: &TableComment) -> Sql {
        let text = standard::text_or_null(self, comment.comment.as_deref());
        Ok(format!(
            "COMMENT ON TABLE {} IS {text}",
            self.object(&comment.table)
        ))
    }

    /// `ALTER TABLE … ADD COLUMN`
    fn add_column(&self, add: &AddColumn) -> Sql {
        standard::add_column(self, add)
    }

    /// `ALTER TABLE … DROP COLUMN`
    fn drop_column(&self, drop: &DropColumn) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let (table, column) = (self.object(&drop.table), self.identifier(&drop.column));
        Ok(format!(
            "ALTER TABLE {table} DROP COLUMN {if_exists}{column}"
        ))
    }

    /// Drops what hangs on a column and has no known name; nothing where that goes with the column.
    fn drop_dependents(&self, _: &DropDependents) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    /// `ALTER TABLE … RENAME COLUMN`
    fn rename_column(&self, rename: &RenameColumn) -> Sql {
        standard::rename_column(self, rename, "RENAME COLUMN")
    }

    /// `ALTER COLUMN … TYPE`
    fn alter_column_type(&self, alter: &AlterColumnType) -> Sql {
        standard::alter_column_type(self, alter)
    }

    /// `ALTER COLUMN … SET NOT NULL`
    fn alter_column_nullable(&self, alter: &AlterColumnNullable) -> Sql {
        let what = if alter.nullable { "DROP" } else { "SET" };
        Ok(standard::alter_column(
            self,
            &alter.table,
            &alter.column,
            &format!("{what} NOT NULL"),
        ))
    }

    /// `ALTER COLUMN … SET DEFAULT`
    fn alter_column_default(&self, alter: &AlterColumnDefault) -> Sql {
        let default = alter
            .default
            .as_ref()
            .and_then(|default| self.default_value(default));
        let what = default.map_or("DROP DEFAULT".to_owned(), |sql| {
            format!("SET DEFAULT {sql}")
        });
        Ok(standard::alter_column(
            self,
            &alter.table,
            &alter.column,
            &what,
        ))
    }

    /// `ALTER COLUMN … ADD GENERATED`
    fn alter_column_identity(&self, alter: &AlterColumnIdentity) -> Sql {
        standard::alter_column_identity(self, alter)
    }

    /// `COMMENT ON COLUMN`
    fn column_comment(&self, comment: &ColumnComment) -> Sql {
        let text = standard::text_or_null(self, comment.comment.as_deref());
        let (table, column) = (
            self.object(&comment.table),
            self.identifier(&comment.column),
        );
        Ok(format!("COMMENT ON COLUMN {table}.{column} IS {text}"))
    }

    /// `ALTER TABLE … CHANGE`
    fn change_column(&self, change: &ChangeColumn) -> Sql {
        standard::change_column(self, change)
    }

    /// `ALTER TABLE … ADD CONSTRAINT`
    fn add_constraint(&self, table: &ObjectName, constraint: &Constraint) -> Sql {
        let constraint = self.constraint(constraint)?;
        Ok(format!(
            "ALTER TABLE {} ADD {constraint}",
            self.object(table)
        ))
    }

    /// `ALTER TABLE … DROP CONSTRAINT`
    fn drop_constraint(&self, drop: &DropConstraint) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let (table, name) = (self.object(&drop.table), self.identifier(&drop.name));
        Ok(format!(
            "ALTER TABLE {table} DROP CONSTRAINT {if_exists}{name}"
        ))
    }

    /// `CREATE INDEX`
    fn create_index(&self, create: &CreateIndex) -> Sql;

    /// `DROP INDEX`
    fn drop_index(&self, drop: &DropIndex) -> Sql {
        standard::drop_index(self, drop)
    }

    /// `INSERT INTO … SELECT`, in one statement or several.
    fn copy_rows(&self, copy: &CopyRows) -> Result<Vec<String>, Unsupported> {
        Ok(vec![standard::copy_rows(self, copy)?])
    }

    /// As [`copy_rows`](Self::copy_rows), for dialects that put something behind it.
    fn standard_copy(&self, copy: &CopyRows) -> Sql {
        standard::copy_rows(self, copy)
    }

    /// `INSERT INTO … VALUES`
    fn insert(&self, insert: &Insert) -> Sql {
        standard::insert(self, insert)
    }

    /// `UPDATE`
    fn update(&self, update: &Update) -> Sql {
        standard::update(self, update)
    }

    /// Lets own numbers be inserted, or not any more.
    fn identity_insert(&self, _: &IdentityInsert) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    /// `CREATE TYPE … AS ENUM`; nothing where enumerations are no types of their own.
    fn create_enum_type(
        &self,
        _: &operation::CreateEnumType,
    ) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    /// What creates a type that only this dialect has, with its name, where such a one is created before
    /// it is used.
    fn create_native_type(
        &self,
        _: &NativeType,
    ) -> Result<Option<(ObjectName, String)>, Unsupported> {
        Ok(None)
    }

    /// `ALTER TYPE`, a statement for each change.
    fn alter_enum_type(
        &self,
        alter: &operation::AlterEnumType,
    ) -> Result<Vec<String>, Unsupported> {
        let why = format!("{} is no type of its own there", alter.name);
        Err(self.unsupported(&why, "alter_column on every column that has these values"))
    }

    /// `DROP TYPE`; nothing where enumerations are no types of their own.
    fn drop_enum_type(&self, _: &operation::DropEnumType) -> Result<Option<String>, Unsupported> {
        Ok(None)
    }

    /// The name of the type of an enumeration.
    fn enum_type_name(&self, schema: Option<&str>, name: &str) -> String {
        self.object(&ObjectName::new(schema, name))
    }

    /// Where an enumeration's type lies, if it has one of its own.
    fn enum_schema(&self, one: &EnumType) -> Option<String> {
        one.schema.clone()
    }

    /// `CREATE VIEW`
    fn create_view(&self, create: &operation::CreateView) -> Sql {
        standard::create_view(self, create)
    }

    /// `CREATE OR REPLACE VIEW`, in one statement or several.
    fn replace_view(&self, replace: &operation::ReplaceView) -> Result<Vec<String>, Unsupported> {
        standard::replace_view(self, replace)
    }

    /// `DROP VIEW`
    fn drop_view(&self, drop: &operation::DropView) -> Sql {
        standard::drop_view(self, drop)
    }

    /// `CREATE FUNCTION`
    fn create_function(&self, create: &operation::CreateFunction) -> Sql {
        standard::create_function(self, create)
    }

    /// `CREATE OR REPLACE FUNCTION`, in one statement or several.
    fn replace_function(
        &self,
        replace: &operation::ReplaceFunction,
    ) -> Result<Vec<String>, Unsupported> {
        standard::replace_function(self, replace)
    }

    /// `DROP FUNCTION`
    fn drop_function(&self, drop: &operation::DropFunction) -> Sql {
        standard::drop_function(self, drop, "")
    }

    /// `CREATE TRIGGER`
    fn create_trigger(&self, create: &operation::CreateTrigger) -> Sql {
        Ok(format!(
            "CREATE TRIGGER {} {}",
            self.identifier(&create.name),
            create.definition
        ))
    }

    /// `CREATE OR REPLACE TRIGGER`, in one statement or several.
    fn replace_trigger(
        &self,
        replace: &operation::ReplaceTrigger,
    ) -> Result<Vec<String>, Unsupported> {
        standard::replace_trigger(self, replace)
    }

    /// `DROP TRIGGER`
    fn drop_trigger(&self, drop: &operation::DropTrigger) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let name = ObjectName::new(drop.schema.as_deref(), &drop.name);
        Ok(format!("DROP TRIGGER {if_exists}{}", self.object(&name)))
    }

    /// `CREATE SCHEMA`
    fn create_schema(&self, create: &operation::CreateSchema) -> Sql {
        let if_not_exists = if create.if_not_exists {
            "IF NOT EXISTS "
        } else {
            ""
        };
        Ok(format!(
            "CREATE SCHEMA {if_not_exists}{}",
            self.identifier(&create.name)
        ))
    }

    /// `DROP SCHEMA`
    fn drop_schema(&self, drop: &operation::DropSchema) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let cascade = if drop.cascade { " CASCADE" } else { "" };
        Ok(format!(
            "DROP SCHEMA {if_exists}{}{cascade}",
            self.identifier(&drop.name)
        ))
    }

    /// `CREATE SEQUENCE`
    fn create_sequence(&self, create: &operation::CreateSequence) -> Sql {
        standard::create_sequence(self, create)
    }

    /// `ALTER SEQUENCE`
    fn alter_sequence(&self, alter: &operation::AlterSequence) -> Sql {
        Ok(standard::alter_sequence(self, alter))
    }

    /// `DROP SEQUENCE`
    fn drop_sequence(&self, drop: &operation::DropSequence) -> Sql {
        let if_exists = if drop.if_exists { "IF EXISTS " } else { "" };
        let name = ObjectName::new(drop.schema.as_deref(), &drop.name);
        Ok(format!("DROP SEQUENCE {if_exists}{}", self.object(&name)))
    }

    /// `CREATE EXTENSION`
    fn create_extension(&self, _: &operation::CreateExtension) -> Sql {
        Err(self.unsupported("it knows no extensions of a database", "leave it away here"))
    }

    /// `DROP EXTENSION`
    fn drop_extension(&self, _: &operation::DropExtension) -> Sql {
        Err(self.unsupported("it knows no extensions of a database", "leave it away here"))
    }

    /// Whether a statement can run in a transaction.
    fn runs_in_transaction(&self, _: &DdlStatement) -> bool {
        true
    }

    /// The statements, as SQL.
    ///
    /// # Errors
    ///
    /// [`Unsupported`] if there is no such thing here.
    fn write(&self, statement: &DdlStatement) -> Result<Vec<String>, Unsupported> {
        standard::write(self, statement)
    }
}
