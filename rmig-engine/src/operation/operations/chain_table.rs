//! What can be said of a table that is created.

use super::owned;
use crate::{
    operation::{BatchAlterTable, CreateTable, DropTable, Recreate},
    schema::{
        Check, Column, Constraint, ForeignKey, Index, IndexColumn, Name, PrimaryKey, Table,
        TableOptions, Unique,
    },
};

impl CreateTable {
    /// In that schema.
    pub fn schema(&mut self, schema: &str) -> &mut Self {
        self.table.schema = Some(schema.to_owned());
        self
    }

    /// With a column.
    pub fn column(&mut self, column: Column) -> &mut Self {
        self.table.columns.push(column);
        self
    }

    /// With any constraint.
    pub fn constraint(&mut self, constraint: Constraint) -> &mut Self {
        self.table.constraints.push(constraint);
        self
    }

    /// With a primary key over several columns, or with a name.
    pub fn primary_key<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        columns: [&str; N],
    ) -> &mut Self {
        self.constraint(Constraint::PrimaryKey(PrimaryKey {
            name: name.into(),
            columns: owned(columns),
            ..PrimaryKey::default()
        }))
    }

    /// With a unique constraint.
    pub fn unique<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        columns: [&str; N],
    ) -> &mut Self {
        self.constraint(Constraint::Unique(Unique {
            name: name.into(),
            columns: owned(columns),
            ..Unique::default()
        }))
    }

    /// With a check.
    pub fn check(&mut self, name: impl Into<Name>, condition: &str) -> &mut Self {
        self.constraint(Constraint::Check(Check {
            name: name.into(),
            sqltext: condition.to_owned(),
            ..Check::default()
        }))
    }

    /// With a foreign key.
    pub fn foreign_key<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        columns: [&str; N],
        referent_table: &str,
        referent_columns: [&str; N],
    ) -> &mut Self {
        self.constraint(Constraint::ForeignKey(ForeignKey {
            name: name.into(),
            columns: owned(columns),
            referent_table: referent_table.to_owned(),
            referent_columns: owned(referent_columns),
            ..ForeignKey::default()
        }))
    }

    /// With an index.
    pub fn index<const N: usize>(
        &mut self,
        name: impl Into<Name>,
        columns: [impl Into<IndexColumn>; N],
    ) -> &mut Self {
        self.table.indexes.push(Index {
            name: name.into(),
            columns: columns.map(Into::into).into_iter().collect(),
            ..Index::default()
        });
        self
    }

    /// With something said about it.
    pub fn comment(&mut self, comment: &str) -> &mut Self {
        self.table.comment = Some(comment.to_owned());
        self
    }

    /// With what only some databases take.
    pub fn options(&mut self, options: TableOptions) -> &mut Self {
        self.table.options = options;
        self
    }
}

impl DropTable {
    /// The table as it was, to bring it back by.
    pub fn original(&mut self, table: Table) -> &mut Self {
        self.original = Some(Box::new(table));
        self
    }
}

impl BatchAlterTable {
    /// When the table is made anew.
    pub fn recreate(&mut self, recreate: Recreate) -> &mut Self {
        self.recreate = recreate;
        self
    }

    /// The table as it is, where no database is asked.
    pub fn copy_from(&mut self, table: Table) -> &mut Self {
        self.copy_from = Some(table);
        self
    }
}
