//! Constraints and indexes.

use super::{Operations, owned};
use crate::{
    operation::{
        CreateCheckConstraint, CreateForeignKey, CreateIndex, CreatePrimaryKey,
        CreateUniqueConstraint, DropConstraint, DropIndex, Operation,
    },
    schema::{Check, ConstraintKind, ForeignKey, Index, IndexColumn, Name, PrimaryKey, Unique},
};

impl Operations {
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
}
