//! `create_table`.

use serde::{Deserialize, Serialize};

use super::{DropEnumType, DropTable, Irreversible, Operation, Reversed};
use crate::{
    json::{flat, is_default},
    schema::{DataType, Name, Table},
};

/// Creates a table with its indexes, and the enumerations of its columns where those are types of
/// their own.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct CreateTable {
    /// The table.
    #[serde(skip)]
    pub table: Table,
    /// Whether it may be there already.
    #[serde(default, skip_serializing_if = "is_default")]
    pub if_not_exists: bool,
}

flat!(CreateTable { table: Table });

impl CreateTable {
    /// Drops it, and the types that came with it.
    pub(super) fn reverse(&self) -> Reversed {
        if self.if_not_exists {
            return Err(Irreversible {
                operation: "create_table",
                why: format!("{} may have been there before", self.table.name),
                instead: "drop it in the downgrade if this is what created it",
            });
        }
        let drop = DropTable {
            table: self.table.name.clone(),
            schema: self.table.schema.clone(),
            if_exists: false,
            original: Some(Box::new(self.table.clone())),
        };
        let types = self
            .table
            .columns
            .iter()
            .filter_map(|column| match &column.data_type {
                DataType::Enum(one) if one.is_native() && one.create_type != Some(false) => {
                    Some(one)
                }
                _ => None,
            });
        let types = types.filter_map(|one| match &one.name {
            Name::Unnamed => None,
            Name::Plain(name) | Name::Final(name) => Some(DropEnumType {
                name: name.clone(),
                schema: one.schema.clone().or_else(|| self.table.schema.clone()),
                if_exists: false,
                original: Some(one.values.clone()),
            }),
        });
        let mut reversed = vec![Operation::DropTable(drop)];
        for one in types.map(Operation::DropEnumType) {
            if !reversed.contains(&one) {
                reversed.push(one);
            }
        }
        Ok(reversed)
    }
}
