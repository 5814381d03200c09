//! `create_table`.

use serde::{Deserialize, Serialize};

use super::{DropEnumType, DropTable, Irreversible, Operation, Reversed};
use crate::{
    json::{flat, is_default},
    schema::Table,
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
        let mut original = self.table.clone();
        let mut types = Vec::new();
        for column in &mut original.columns {
            let one = column.data_type.enumeration_mut();
            if let Some(one) = one.filter(|one| one.create_type != Some(false)) {
                let drop = DropEnumType::of(one).map(Operation::DropEnumType);
                types.extend(drop.filter(|drop| !types.contains(drop)));
                // Whoever takes this back creates the type by itself.
                one.create_type = one.is_native().then_some(false);
            }
        }
        let mut reversed = vec![Operation::DropTable(DropTable {
            table: self.table.name.clone(),
            schema: self.table.schema.clone(),
            if_exists: false,
            original: Some(Box::new(original)),
        })];
        reversed.extend(types);
        Ok(reversed)
    }
}
