//! Lists of operations as they come from outside.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::{Irreversible, Operation, OwnOperations};
use crate::schema::NamingConvention;

/// Operations, and what holds for all of them.
///
/// In JSON an operation, a list of them, or an object with the list as `operations` (or `ops`) and
/// what holds for all of them beside it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OperationList {
    /// The operations in their order.
    pub operations: Vec<Operation>,
    /// How constraints and indexes without a name are called.
    pub naming_convention: NamingConvention,
    /// The schema of tables without one, where the database has to be told (SQL Server's comments).
    pub default_schema: Option<String>,
    /// Whether the values of `execute_update` are left to whoever runs the statement, as `:name`.
    pub parameters_stay: bool,
}

/// Operations can't be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error, miette::Diagnostic)]
#[error("{message}")]
#[diagnostic(code("bad-operation"))]
pub struct BadOperation {
    /// What is wrong, and with which operation.
    pub message: String,
    /// What to do.
    #[help]
    pub help: String,
}

impl OperationList {
    /// Reads JSON.
    ///
    /// # Errors
    ///
    /// [`BadOperation`] if it isn't JSON, or says something that no operation knows.
    ///
    /// ```
    /// use rmig_engine::operation::OperationList;
    ///
    /// let list = OperationList::from_json(r#"{"op": "drop_table", "table": "account"}"#)?;
    /// assert_eq!(list.operations.len(), 1);
    /// let bad = OperationList::from_json(r#"[{"op": "drop_table", "tabel": "account"}]"#);
    /// assert!(bad.unwrap_err().to_string().contains("unknown field `tabel`"));
    /// # Ok::<(), rmig_engine::operation::BadOperation>(())
    /// ```
    pub fn from_json(text: &str) -> Result<Self, BadOperation> {
        let document: Value = serde_json::from_str(text)
            .map_err(|error| bad(format!("the operations are no JSON: {error}")))?;
        if holds_nul(&document) {
            return Err(bad(
                "the operations hold a NUL character, which no SQL can".to_owned()
            ));
        }
        match document {
            Value::Array(operations) => Ok(Self {
                operations: read(operations)?,
                ..Self::default()
            }),
            Value::Object(map) if map.contains_key("op") => Ok(Self {
                operations: read(vec![Value::Object(map)])?,
                ..Self::default()
            }),
            Value::Object(map) => Self::from_map(map),
            _ => Err(bad("operations are an object or a list of them".to_owned())),
        }
    }

    /// Puts what takes the operations back in their place, the last one's first.
    ///
    /// # Errors
    ///
    /// [`Irreversible`] if nothing takes one of them back; then the list is as it was.
    pub fn reverse(&mut self) -> Result<(), Irreversible> {
        self.reverse_with(&OwnOperations::default())
    }

    /// As [`reverse`](Self::reverse), with operations of one's own.
    ///
    /// # Errors
    ///
    /// As [`reverse`](Self::reverse).
    pub fn reverse_with(&mut self, own: &OwnOperations) -> Result<(), Irreversible> {
        let mut reversed = Vec::new();
        for operation in self.operations.iter().rev() {
            reversed.extend(match own.get(operation.name()) {
                Some(own) => {
                    let written = operation.write().unwrap_or_default();
                    own.reverse(&written.as_object().cloned().unwrap_or_default())?
                }
                None => operation.reverse()?,
            });
        }
        self.operations = reversed;
        Ok(())
    }

    fn from_map(mut map: Map<String, Value>) -> Result<Self, BadOperation> {
        let operations = map
            .shift_remove("operations")
            .or_else(|| map.shift_remove("ops"));
        let Some(Value::Array(operations)) = operations else {
            let message = "an operation says what it is by `op`, and a list of them is called \
                           `operations`";
            return Err(bad(message.to_owned()));
        };
        let settings = Settings::deserialize(Value::Object(map));
        let settings = settings.map_err(|error| bad(error.to_string()))?;
        Ok(Self {
            operations: read(operations)?,
            naming_convention: settings.naming_convention.unwrap_or_default(),
            default_schema: settings.default_schema_name,
            parameters_stay: settings
                .context
                .is_some_and(|one| one.literal_binds == Some(false)),
        })
    }
}

/// What stands beside a list of operations; other keys say something about it.
#[derive(Deserialize)]
struct Settings {
    naming_convention: Option<NamingConvention>,
    default_schema_name: Option<String>,
    context: Option<Context>,
}

#[derive(Deserialize)]
struct Context {
    literal_binds: Option<bool>,
}

fn bad(message: String) -> BadOperation {
    BadOperation {
        message,
        help: "docs/operations.md shows the JSON of every operation".to_owned(),
    }
}

fn read(operations: Vec<Value>) -> Result<Vec<Operation>, BadOperation> {
    let numbered = operations.into_iter().enumerate();
    let read = numbered.map(|(at, operation)| {
        let read = serde_json::from_value(operation);
        read.map_err(|error| bad(format!("operation {}: {error}", at + 1)))
    });
    read.collect()
}

/// Whether a text or a key in a document holds a NUL character.
fn holds_nul(document: &Value) -> bool {
    match document {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(map) => map
            .iter()
            .any(|(key, value)| key.contains('\0') || holds_nul(value)),
        Value::Null | Value::Bool(_) | Value::Number(_) => false,
    }
}
