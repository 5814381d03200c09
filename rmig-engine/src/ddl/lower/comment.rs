//! Comments.

use super::{Lowered, Lowering};
use crate::{
    ddl::{ColumnComment, CommentStyle, DdlStatement, ObjectName, TableComment, Unsupported},
    operation,
    schema::{Column, Table},
};

impl Lowering<'_> {
    /// The comments of a table that was just created, where they are statements of their own.
    pub(super) fn comments(
        &self,
        table: &Table,
        name: &ObjectName,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        if self.dialect.capabilities().comments != CommentStyle::Separate {
            for column in &table.columns {
                self.warn_of_comment(column, lowered);
            }
            return Ok(());
        }
        if let Some(comment) = &table.comment {
            lowered
                .statements
                .push(DdlStatement::TableComment(TableComment {
                    table: self.commented(name)?,
                    comment: Some(comment.clone()),
                    existing: None,
                }));
        }
        for column in &table.columns {
            self.column_comment(name, column, lowered)?;
        }
        Ok(())
    }

    /// The comment of a column that was just created, where it is a statement of its own.
    pub(super) fn column_comment(
        &self,
        table: &ObjectName,
        column: &Column,
        lowered: &mut Lowered,
    ) -> Result<(), Unsupported> {
        let style = self.dialect.capabilities().comments;
        if let (Some(comment), CommentStyle::Separate) = (&column.comment, style) {
            lowered
                .statements
                .push(DdlStatement::ColumnComment(ColumnComment {
                    table: self.commented(table)?,
                    column: column.name.clone(),
                    comment: Some(comment.clone()),
                    existing: None,
                    is_new: true,
                }));
        }
        self.warn_of_comment(column, lowered);
        Ok(())
    }

    fn warn_of_comment(&self, column: &Column, lowered: &mut Lowered) {
        let none = self.dialect.capabilities().comments == CommentStyle::None;
        if none && column.comment.is_some() {
            lowered
                .warnings
                .push(format!("the comment on {} is not kept there", column.name));
        }
    }

    pub(super) fn create_table_comment(
        &self,
        comment: &operation::CreateTableComment,
    ) -> Result<DdlStatement, Unsupported> {
        let table = ObjectName::new(comment.schema.as_deref(), &comment.table);
        self.table_comment(
            &table,
            comment.comment.clone(),
            comment.existing_comment.clone(),
        )
    }

    pub(super) fn drop_table_comment(
        &self,
        comment: &operation::DropTableComment,
    ) -> Result<DdlStatement, Unsupported> {
        let table = ObjectName::new(comment.schema.as_deref(), &comment.table);
        self.table_comment(&table, None, comment.existing_comment.clone())
    }

    fn table_comment(
        &self,
        table: &ObjectName,
        comment: Option<String>,
        existing: Option<String>,
    ) -> Result<DdlStatement, Unsupported> {
        if self.dialect.capabilities().comments == CommentStyle::None {
            return Err(self.no_comments());
        }
        Ok(DdlStatement::TableComment(TableComment {
            table: self.commented(table)?,
            comment,
            existing,
        }))
    }

    pub(super) fn no_comments(&self) -> Unsupported {
        self.dialect
            .unsupported("it keeps no comments", "leave it away here")
    }

    /// The table, with the schema that a comment has to name.
    pub(super) fn commented(&self, table: &ObjectName) -> Result<ObjectName, Unsupported> {
        let schema = table.schema.as_deref().or(self.default_schema);
        if schema.is_none() && self.dialect.capabilities().comments_name_schema {
            return Err(self.dialect.unsupported(
                "a comment has to name the schema of its table",
                "give the `schema`, or the `default_schema_name` beside the operations",
            ));
        }
        Ok(match self.dialect.capabilities().comments_name_schema {
            true => ObjectName::new(schema, &table.name),
            false => table.clone(),
        })
    }
}
