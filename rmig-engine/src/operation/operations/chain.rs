//! What can be said of several kinds of operations.

use crate::{
    operation::{
        AddColumn, AlterColumn, AlterEnumType, AlterSequence, BatchAlterTable, BulkInsert,
        CreateCheckConstraint, CreateEnumType, CreateExcludeConstraint, CreateExtension,
        CreateForeignKey, CreateFunction, CreateIndex, CreatePrimaryKey, CreateSchema,
        CreateSequence, CreateTable, CreateTableComment, CreateTrigger, CreateUniqueConstraint,
        CreateView, DropColumn, DropConstraint, DropEnumType, DropExtension, DropFunction,
        DropIndex, DropSchema, DropSequence, DropTable, DropTableComment, DropTrigger, DropView,
        ExecuteUpdate, RenameTable, ReplaceFunction, ReplaceTrigger, ReplaceView,
    },
    schema::{ReferentialAction, SequenceOptions},
};

/// In which schema.
macro_rules! schema {
    ($($operation:ident)+) => {$(
        impl $operation {
            /// In that schema.
            pub fn schema(&mut self, schema: &str) -> &mut Self {
                self.schema = Some(schema.to_owned());
                self
            }
        }
    )+};
}

/// Whether it may be gone already.
macro_rules! if_exists {
    ($($operation:ident)+) => {$(
        impl $operation {
            /// It may be gone already.
            pub fn if_exists(&mut self) -> &mut Self {
                self.if_exists = true;
                self
            }
        }
    )+};
}

/// Whether it may be there already.
macro_rules! if_not_exists {
    ($($operation:ident)+) => {$(
        impl $operation {
            /// It may be there already.
            pub fn if_not_exists(&mut self) -> &mut Self {
                self.if_not_exists = true;
                self
            }
        }
    )+};
}

schema! {
    AddColumn AlterColumn AlterEnumType AlterSequence BatchAlterTable BulkInsert
    CreateCheckConstraint CreateEnumType CreateExcludeConstraint CreateExtension CreateForeignKey
    CreateFunction CreateIndex CreatePrimaryKey CreateTableComment CreateTrigger
    CreateUniqueConstraint CreateView DropColumn DropConstraint DropEnumType DropFunction DropIndex
    DropSequence DropTable DropTableComment DropTrigger DropView ExecuteUpdate RenameTable
    ReplaceFunction ReplaceTrigger ReplaceView
}

if_exists! {
    DropColumn DropConstraint DropEnumType DropExtension DropFunction DropIndex DropSchema
    DropSequence DropTable DropTrigger DropView
}

if_not_exists! { AddColumn CreateExtension CreateIndex CreateSchema CreateSequence CreateTable }

impl CreateIndex {
    /// No two rows may be alike in it.
    pub fn unique(&mut self) -> &mut Self {
        self.index.unique = true;
        self
    }

    /// Built while others write, outside of any transaction (PostgreSQL).
    pub fn postgresql_concurrently(&mut self) -> &mut Self {
        self.postgresql_concurrently = true;
        self
    }
}

impl CreateForeignKey {
    /// What becomes of a row whose referred row goes.
    pub fn on_delete(&mut self, action: ReferentialAction) -> &mut Self {
        self.foreign_key.ondelete = Some(action);
        self
    }

    /// What becomes of a row whose referred row changes.
    pub fn on_update(&mut self, action: ReferentialAction) -> &mut Self {
        self.foreign_key.onupdate = Some(action);
        self
    }

    /// The schema of the table that is referred to.
    pub fn referent_schema(&mut self, schema: &str) -> &mut Self {
        self.foreign_key.referent_schema = Some(schema.to_owned());
        self
    }
}

impl CreateSequence {
    /// How it counts.
    pub fn options(&mut self, options: SequenceOptions) -> &mut Self {
        self.sequence.options = options;
        self
    }
}

impl BulkInsert {
    /// A row: values by column.
    ///
    /// ```
    /// use rmig_engine::operation::Operations;
    /// use serde_json::json;
    ///
    /// let mut op = Operations::new();
    /// op.bulk_insert("role").row([("id", json!(1)), ("name", json!("admin"))]);
    /// ```
    pub fn row<const N: usize>(&mut self, values: [(&str, serde_json::Value); N]) -> &mut Self {
        let values = values.map(|(column, value)| (column.to_owned(), value));
        self.rows.push(values.into_iter().collect());
        self
    }
}
