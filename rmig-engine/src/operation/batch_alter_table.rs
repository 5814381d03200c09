//! `batch_alter_table`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use super::{Irreversible, Operation, Reversed};
use crate::{
    json::is_default,
    schema::{Column, Constraint, NamingConvention, Table, TableOptions},
};

/// Several changes of one table, made in one go: where the database can't alter the table in place, a
/// new one is made beside it, the rows are copied, and it takes the old one's place.
///
/// In JSON its `operations` need neither `table` nor `schema`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct BatchAlterTable {
    /// The table.
    pub table: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The changes, in their order.
    #[serde(skip)]
    pub operations: Vec<Operation>,
    /// When the table is made anew.
    #[serde(default, skip_serializing_if = "is_default")]
    pub recreate: Recreate,
    /// The table as it is, where no database is asked.
    #[serde(default, skip_serializing_if = "is_default")]
    pub copy_from: Option<Table>,
    /// Constraints that the new table has beside those of the old one.
    #[serde(default, skip_serializing_if = "is_default")]
    pub table_args: Vec<Constraint>,
    /// What the new table takes, in place of what the old one took.
    #[serde(default, skip_serializing_if = "is_default")]
    pub table_kwargs: TableOptions,
    /// Columns that are other than the database tells.
    #[serde(default, skip_serializing_if = "is_default")]
    pub reflect_args: Vec<Column>,
    /// How the constraints are called that have no name in the database.
    #[serde(default, skip_serializing_if = "is_default")]
    pub naming_convention: NamingConvention,
    /// Columns that follow one another from now on.
    #[serde(default, skip_serializing_if = "is_default")]
    pub partial_reordering: Vec<Vec<String>>,
}

/// When a table is made anew.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Recreate {
    /// Where the database can't alter it in place.
    #[default]
    Auto,
    /// In any case.
    Always,
    /// Never: what can't be done in place is refused.
    Never,
}

impl BatchAlterTable {
    /// The changes taken back, the last one first.
    pub(super) fn reverse(&self) -> Reversed {
        if self.copy_from.is_some() {
            return Err(Irreversible {
                operation: "batch_alter_table",
                why: "`copy_from` says what the table was like, not what it is like now".to_owned(),
                instead: "write the way back by hand, or leave `copy_from` away",
            });
        }
        let mut operations = Vec::new();
        for operation in self.operations.iter().rev() {
            operations.extend(operation.reverse()?);
        }
        Ok(vec![Operation::BatchAlterTable(Self {
            table: self.table.clone(),
            schema: self.schema.clone(),
            operations,
            recreate: self.recreate,
            naming_convention: self.naming_convention.clone(),
            ..Self::default()
        })])
    }
}

impl Serialize for BatchAlterTable {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let own = Self::serialize(self, serde_json::value::Serializer);
        let mut own = own.map_err(serde::ser::Error::custom)?;
        if let Value::Object(map) = &mut own {
            let operations = serde_json::to_value(&self.operations);
            map.insert(
                "operations".to_owned(),
                operations.map_err(serde::ser::Error::custom)?,
            );
        }
        own.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for BatchAlterTable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        let written = map.shift_remove("operations").unwrap_or_default();
        let mut batch = Self::deserialize(Value::Object(map)).map_err(D::Error::custom)?;
        let written = match written {
            Value::Null => Vec::new(),
            written => Vec::<Map<String, Value>>::deserialize(written).map_err(D::Error::custom)?,
        };
        for (at, mut operation) in written.into_iter().enumerate() {
            fill_in(&mut operation, &batch);
            let read = serde_json::from_value(Value::Object(operation));
            let read = read.map_err(|error| D::Error::custom(format!("operations[{at}]: {error}")));
            batch.operations.push(read?);
        }
        Ok(batch)
    }
}

/// Gives an operation of a batch the table that it doesn't name.
fn fill_in(operation: &mut Map<String, Value>, batch: &BatchAlterTable) {
    let schema_key = match operation.get("op").and_then(Value::as_str) {
        Some("execute") => return,
        Some("create_foreign_key") => "source_schema",
        _ => "schema",
    };
    let table = || Value::String(batch.table.clone());
    operation.entry("table").or_insert_with(table);
    if let Some(schema) = &batch.schema {
        let schema = || Value::String(schema.clone());
        operation.entry(schema_key).or_insert_with(schema);
    }
}
