//! `execute`.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{Irreversible, Reversed};
use crate::json::is_default;

/// Runs SQL. `:name` stands for the parameter of that name, `\\:` for a colon.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Execute {
    /// The SQL, for every dialect without one of its own.
    pub sql: String,
    /// The SQL for single dialects, by their names; empty where nothing is to be done.
    #[serde(default, skip_serializing_if = "is_default")]
    pub dialects: BTreeMap<String, String>,
    /// What stands for `:name`: numbers, texts, `true`, `false`, `null`, `{{"date": …}}`, `{{"datetime": …}}`.
    #[serde(default, skip_serializing_if = "is_default", alias = "binds")]
    pub parameters: Map<String, Value>,
    /// The SQL that takes it back.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reverse: Option<String>,
}

impl Execute {
    /// The SQL for a dialect that goes by these names, the nearest first.
    #[must_use]
    pub fn sql_for(&self, names: &[&str]) -> &str {
        let own = names.iter().find_map(|name| self.dialects.get(*name));
        own.unwrap_or(&self.sql)
    }

    /// Runs the SQL that takes it back.
    pub(super) fn reverse(&self) -> Reversed {
        let sql = self.reverse.clone().ok_or_else(|| Irreversible {
            operation: "execute",
            why: "nothing says which SQL takes it back".to_owned(),
            instead: "give it as `reverse`",
        })?;
        Ok(vec![super::Operation::Execute(Self {
            sql,
            parameters: self.parameters.clone(),
            ..Self::default()
        })])
    }
}
