//! Operations: what a revision does to a schema, as data.
//!
//! The names and parameters are Alembic's. Each operation is a plain struct in a file of its own,
//! which reads and writes JSON and knows what takes it back.

mod add_column;
mod alter_column;
mod alter_enum_type;
mod alter_sequence;
mod batch_alter_table;
mod bulk_insert;
mod create_check_constraint;
mod create_enum_type;
mod create_exclude_constraint;
mod create_extension;
mod create_foreign_key;
mod create_function;
mod create_index;
mod create_primary_key;
mod create_schema;
mod create_sequence;
mod create_table;
mod create_table_comment;
mod create_trigger;
mod create_unique_constraint;
mod create_view;
mod custom;
mod drop_column;
mod drop_constraint;
mod drop_enum_type;
mod drop_extension;
mod drop_function;
mod drop_index;
mod drop_schema;
mod drop_sequence;
mod drop_table;
mod drop_table_comment;
mod drop_trigger;
mod drop_view;
mod execute;
mod execute_update;
mod irreversible;
mod list;
mod operations;
mod own_operations;
mod rename_table;
mod replace_function;
mod replace_trigger;
mod replace_view;
mod typed_column;

pub use add_column::AddColumn;
pub use alter_column::AlterColumn;
pub use alter_enum_type::{AlterEnumType, EnumValue};
pub use alter_sequence::AlterSequence;
pub use batch_alter_table::{BatchAlterTable, Recreate};
pub use bulk_insert::BulkInsert;
pub use create_check_constraint::CreateCheckConstraint;
pub use create_enum_type::CreateEnumType;
pub use create_exclude_constraint::CreateExcludeConstraint;
pub use create_extension::CreateExtension;
pub use create_foreign_key::CreateForeignKey;
pub use create_function::CreateFunction;
pub use create_index::CreateIndex;
pub use create_primary_key::CreatePrimaryKey;
pub use create_schema::CreateSchema;
pub use create_sequence::CreateSequence;
pub use create_table::CreateTable;
pub use create_table_comment::CreateTableComment;
pub use create_trigger::CreateTrigger;
pub use create_unique_constraint::CreateUniqueConstraint;
pub use create_view::CreateView;
pub use custom::Custom;
pub use drop_column::DropColumn;
pub use drop_constraint::DropConstraint;
pub use drop_enum_type::DropEnumType;
pub use drop_extension::DropExtension;
pub use drop_function::DropFunction;
pub use drop_index::DropIndex;
pub use drop_schema::DropSchema;
pub use drop_sequence::DropSequence;
pub use drop_table::DropTable;
pub use drop_table_comment::DropTableComment;
pub use drop_trigger::DropTrigger;
pub use drop_view::DropView;
pub use execute::Execute;
pub use execute_update::ExecuteUpdate;
pub use irreversible::{Irreversible, Reversed};
pub use list::{BadOperation, OperationList};
pub use operations::Operations;
pub use own_operations::{OwnOperation, OwnOperations};
pub use rename_table::RenameTable;
pub use replace_function::ReplaceFunction;
pub use replace_trigger::ReplaceTrigger;
pub use replace_view::ReplaceView;
pub use typed_column::TypedColumn;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::{Map, Value};

/// Makes the enum of all operations, from what each is called in JSON.
macro_rules! operations {
    ($($name:literal $variant:ident),+ $(,)?) => {
        /// One directive: something that is done to a schema or to rows.
        ///
        /// In JSON the key `op` says which one it is.
        ///
        /// ```
        /// use rmig_engine::operation::Operation;
        ///
        /// let json = r#"{"op": "rename_table", "table": "account", "new_name": "accounts"}"#;
        /// let rename: Operation = serde_json::from_str(json)?;
        /// let back = rename.reverse().unwrap();
        /// let json = serde_json::to_string(&back)?;
        /// assert_eq!(json, r#"[{"op":"rename_table","table":"accounts","new_name":"account"}]"#);
        /// # Ok::<(), serde_json::Error>(())
        /// ```
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub enum Operation {
            $(
                #[doc = concat!("`", $name, "`")]
                $variant($variant),
            )+
            /// An operation of one's own.
            Custom(Custom),
        }

        impl Operation {
            /// What the operations that rmig brings are called.
            pub const NAMES: &'static [&'static str] = &[$($name),+];

            /// What it is called.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant(_) => $name,)+
                    Self::Custom(custom) => &custom.name,
                }
            }

            /// What takes it back.
            ///
            /// # Errors
            ///
            /// [`Irreversible`] if it doesn't say enough, or nothing could take it back.
            pub fn reverse(&self) -> Reversed {
                match self {
                    $(Self::$variant(operation) => operation.reverse(),)+
                    Self::Custom(custom) => custom.reverse(),
                }
            }

            fn read(name: &str, rest: Map<String, Value>) -> Result<Self, serde_json::Error> {
                match name {
                    $($name => serde_json::from_value(Value::Object(rest)).map(Self::$variant),)+
                    _ => Ok(Self::Custom(Custom {
                        name: name.to_owned(),
                        arguments: rest,
                    })),
                }
            }

            pub(crate) fn write(&self) -> Result<Value, serde_json::Error> {
                match self {
                    $(Self::$variant(operation) => serde_json::to_value(operation),)+
                    Self::Custom(custom) => Ok(Value::Object(custom.arguments.clone())),
                }
            }
        }

        $(
            impl From<$variant> for Operation {
                fn from(operation: $variant) -> Self {
                    Self::$variant(operation)
                }
            }
        )+
    };
}

operations! {
    "create_table" CreateTable,
    "drop_table" DropTable,
    "rename_table" RenameTable,
    "create_table_comment" CreateTableComment,
    "drop_table_comment" DropTableComment,
    "add_column" AddColumn,
    "alter_column" AlterColumn,
    "drop_column" DropColumn,
    "create_index" CreateIndex,
    "drop_index" DropIndex,
    "create_unique_constraint" CreateUniqueConstraint,
    "create_check_constraint" CreateCheckConstraint,
    "create_foreign_key" CreateForeignKey,
    "create_primary_key" CreatePrimaryKey,
    "create_exclude_constraint" CreateExcludeConstraint,
    "drop_constraint" DropConstraint,
    "batch_alter_table" BatchAlterTable,
    "execute" Execute,
    "execute_update" ExecuteUpdate,
    "bulk_insert" BulkInsert,
    "create_enum_type" CreateEnumType,
    "alter_enum_type" AlterEnumType,
    "drop_enum_type" DropEnumType,
    "create_view" CreateView,
    "replace_view" ReplaceView,
    "drop_view" DropView,
    "create_function" CreateFunction,
    "replace_function" ReplaceFunction,
    "drop_function" DropFunction,
    "create_trigger" CreateTrigger,
    "replace_trigger" ReplaceTrigger,
    "drop_trigger" DropTrigger,
    "create_schema" CreateSchema,
    "drop_schema" DropSchema,
    "create_sequence" CreateSequence,
    "alter_sequence" AlterSequence,
    "drop_sequence" DropSequence,
    "create_extension" CreateExtension,
    "drop_extension" DropExtension,
}

impl Serialize for Operation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Map::new();
        map.insert("op".to_owned(), Value::String(self.name().to_owned()));
        if let Value::Object(rest) = self.write().map_err(serde::ser::Error::custom)? {
            map.extend(rest);
        }
        map.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Operation {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        let Some(Value::String(name)) = map.shift_remove("op") else {
            return Err(D::Error::custom("an operation says what it is by `op`"));
        };
        let read = Self::read(&name, map);
        read.map_err(|error| D::Error::custom(format!("{name}: {error}")))
    }
}
