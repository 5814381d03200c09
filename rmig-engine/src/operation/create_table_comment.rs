//! `create_table_comment`.

use serde::{Deserialize, Serialize};

use super::{DropTableComment, Operation, Reversed};
use crate::json::is_default;

/// Says something about a table.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreateTableComment {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// What is said from now on.
    pub comment: Option<String>,
    /// What was said before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_comment: Option<String>,
}

impl CreateTableComment {
    /// Says what was said before, or nothing.
    pub(super) fn reverse(&self) -> Reversed {
        let (table, schema) = (self.table.clone(), self.schema.clone());
        Ok(vec![match &self.existing_comment {
            Some(before) => Operation::CreateTableComment(Self {
                table,
                schema,
                comment: Some(before.clone()),
                existing_comment: self.comment.clone(),
            }),
            None => Operation::DropTableComment(DropTableComment {
                table,
                schema,
                existing_comment: self.comment.clone(),
            }),
        }])
    }
}
