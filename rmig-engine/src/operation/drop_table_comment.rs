//! `drop_table_comment`.

use serde::{Deserialize, Serialize};

use super::{CreateTableComment, Irreversible, Operation, Reversed};
use crate::json::is_default;

/// Says nothing about a table any more.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DropTableComment {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// What was said before.
    #[serde(default, skip_serializing_if = "is_default")]
    pub existing_comment: Option<String>,
}

impl DropTableComment {
    /// Says what was said before.
    pub(super) fn reverse(&self) -> Reversed {
        let before = self.existing_comment.clone().ok_or_else(|| Irreversible {
            operation: "drop_table_comment",
            why: format!("nothing says what the comment on {} was", self.table),
            instead: "give it as `existing_comment`",
        })?;
        Ok(vec![Operation::CreateTableComment(CreateTableComment {
            table: self.table.clone(),
            schema: self.schema.clone(),
            comment: Some(before),
            existing_comment: None,
        })])
    }
}
