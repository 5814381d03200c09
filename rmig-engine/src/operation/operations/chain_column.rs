//! What can be said of a column that changes.

use crate::{
    operation::{AddColumn, AlterColumn, DropColumn, Execute},
    schema::{Column, DataType, ServerDefault},
};

impl AlterColumn {
    /// Its type, from the one to the other.
    ///
    /// ```
    /// use rmig_engine::{
    ///     operation::Operations,
    ///     schema::build::{big_integer, integer},
    /// };
    ///
    /// let mut op = Operations::new();
    /// op.alter_column("account", "id").data_type(integer(), big_integer()).existing_nullable(false);
    /// assert!(op.operations()[0].reverse().is_ok());
    /// ```
    pub fn data_type(&mut self, from: DataType, to: DataType) -> &mut Self {
        (self.existing_type, self.type_) = (Some(from), Some(to));
        self
    }

    /// Its type, which stays: some databases restate it with whatever changes.
    pub fn existing_type(&mut self, data_type: DataType) -> &mut Self {
        self.existing_type = Some(data_type);
        self
    }

    /// It may not be NULL any more.
    pub fn not_null(&mut self) -> &mut Self {
        (self.existing_nullable, self.nullable) = (Some(true), Some(false));
        self
    }

    /// It may be NULL from now on.
    pub fn nullable(&mut self) -> &mut Self {
        (self.existing_nullable, self.nullable) = (Some(false), Some(true));
        self
    }

    /// Whether it may be NULL, which stays.
    pub fn existing_nullable(&mut self, nullable: bool) -> &mut Self {
        self.existing_nullable = Some(nullable);
        self
    }

    /// What the database puts where a row says nothing, from the one to the other.
    pub fn server_default(
        &mut self,
        from: Option<ServerDefault>,
        to: Option<ServerDefault>,
    ) -> &mut Self {
        (self.existing_server_default, self.server_default) = (Some(from), Some(to));
        self
    }

    /// What it is called from now on.
    pub fn rename(&mut self, new_name: &str) -> &mut Self {
        self.new_column_name = Some(new_name.to_owned());
        self
    }

    /// What is said about it, from the one to the other.
    pub fn comment(&mut self, from: Option<&str>, to: Option<&str>) -> &mut Self {
        self.existing_comment = from.map(str::to_owned);
        self.comment = Some(to.map(str::to_owned));
        self
    }

    /// How old values become new ones (PostgreSQL).
    pub fn postgresql_using(&mut self, expression: &str) -> &mut Self {
        self.postgresql_using = Some(expression.to_owned());
        self
    }
}

impl DropColumn {
    /// The column as it was, to bring it back by.
    pub fn original(&mut self, column: Column) -> &mut Self {
        self.original = Some(Box::new(column));
        self
    }
}

impl AddColumn {
    /// What it refers to is written with it.
    pub fn inline_references(&mut self) -> &mut Self {
        self.inline_references = true;
        self
    }
}

impl Execute {
    /// What stands for `:name`.
    pub fn parameter(&mut self, name: &str, value: impl Into<serde_json::Value>) -> &mut Self {
        self.parameters.insert(name.to_owned(), value.into());
        self
    }

    /// The SQL for one dialect.
    pub fn on(&mut self, dialect: &str, sql: &str) -> &mut Self {
        self.dialects.insert(dialect.to_owned(), sql.to_owned());
        self
    }

    /// The SQL that takes it back.
    pub fn reverse_with(&mut self, sql: &str) -> &mut Self {
        self.reverse = Some(sql.to_owned());
        self
    }
}
