//! Types that only one kind of database has.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::{Map, Value};

use super::{DataType, Expression};
use crate::json::is_default;

/// A type that one kind of database has beside the generic ones, with what it takes.
///
/// In JSON its dialect and name are the `type`, and the rest stands beside it:
/// `{"type": "postgresql.TIMESTAMP", "timezone": true, "precision": 3}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self", deny_unknown_fields)]
pub struct NativeType {
    /// The dialect that has it.
    #[serde(skip)]
    pub dialect: String,
    /// Its name there, in capital letters.
    #[serde(skip)]
    pub name: String,
    /// What it takes by position: lengths, values of an enumeration, the type of an array's items.
    #[serde(default, skip_serializing_if = "is_default")]
    pub args: Vec<TypeArgument>,
    /// The length, in characters or bytes; `"max"` is [`NativeType::max`].
    #[serde(default, skip_serializing_if = "is_default")]
    pub length: Option<u32>,
    /// Whether the length is the largest there is (SQL Server's `max`).
    #[serde(default, skip_serializing_if = "is_default")]
    pub max: bool,
    /// How many digits, or how many of a second's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub precision: Option<u32>,
    /// How many digits behind the point.
    #[serde(default, skip_serializing_if = "is_default")]
    pub scale: Option<u32>,
    /// Whether a time comes with its zone.
    #[serde(default, skip_serializing_if = "is_default")]
    pub timezone: bool,
    /// Digits of a second's fraction (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub fsp: Option<u32>,
    /// The fields of an interval (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub fields: Option<String>,
    /// Whether a bit string may be shorter (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub varying: bool,
    /// How many dimensions an array has (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub dimensions: Option<u32>,
    /// How wide a number is shown (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub display_width: Option<u32>,
    /// Whether a number can't be negative (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub unsigned: bool,
    /// Whether a number is shown with zeroes (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub zerofill: bool,
    /// The character set (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub charset: Option<String>,
    /// The collation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub collation: Option<String>,
    /// Whether the character set is ASCII (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub ascii: bool,
    /// Whether the character set is Unicode (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub unicode: bool,
    /// Whether texts compare by their bytes (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub binary: bool,
    /// Whether the character set is the national one (MySQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub national: bool,
    /// The name of a type that was created (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub name_of_type: Option<String>,
    /// The schema of a type that was created (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The type under a domain (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub data_type: Option<Box<DataType>>,
    /// What a domain's value is where a row says nothing (PostgreSQL): a text, or SQL as `{"text": …}`.
    #[serde(default, skip_serializing_if = "is_default")]
    pub default: Option<TextOrSql>,
    /// What holds for every value of a domain (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub check: Option<Expression>,
    /// The name of the check of a domain (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub constraint_name: Option<String>,
    /// Whether a domain has no NULL (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub not_null: bool,
    /// Whether the bytes lie in files of their own (SQL Server).
    #[serde(default, skip_serializing_if = "is_default")]
    pub filestream: bool,
    /// Whether the type is created along with a table (PostgreSQL).
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_type: Option<bool>,
}

/// A text, or SQL.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TextOrSql {
    /// A text: it is written in quotes.
    Text(String),
    /// SQL as it stands.
    Sql(Expression),
}

/// What a type takes by position.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum TypeArgument {
    /// A length, a precision.
    Number(i64),
    /// A value of an enumeration.
    Text(String),
    /// The type of an array's items.
    Type(Box<DataType>),
}

impl NativeType {
    /// A type without anything else.
    ///
    /// ```
    /// use rmig_engine::schema::NativeType;
    ///
    /// assert_eq!(NativeType::new("postgresql", "JSONB").to_string(), "postgresql.JSONB");
    /// ```
    #[must_use]
    pub fn new(dialect: &str, name: &str) -> Self {
        Self {
            dialect: dialect.to_owned(),
            name: name.to_owned(),
            ..Self::default()
        }
    }

    /// The number that it takes in that place.
    #[must_use]
    pub fn number(&self, at: usize) -> Option<u32> {
        match self.args.get(at)? {
            TypeArgument::Number(number) => u32::try_from(*number).ok(),
            _ => None,
        }
    }
}

impl std::fmt::Display for NativeType {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.dialect, self.name)
    }
}

impl Serialize for NativeType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = Map::new();
        map.insert("type".to_owned(), Value::String(self.to_string()));
        let rest = Self::serialize(self, serde_json::value::Serializer);
        if let Value::Object(rest) = rest.map_err(serde::ser::Error::custom)? {
            map.extend(rest);
        }
        map.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for NativeType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        let Some(Value::String(full)) = map.shift_remove("type") else {
            return Err(D::Error::missing_field("type"));
        };
        let Some((dialect, name)) = full.split_once('.') else {
            return Err(D::Error::custom(
                "a type of a dialect is called `dialect.TYPE`",
            ));
        };
        if map.get("length").and_then(Value::as_str) == Some("max") {
            map.shift_remove("length");
            map.insert("max".to_owned(), Value::Bool(true));
        }
        // The name of an enumeration or a domain; `name` is the type's own.
        if let Some(name) = map.shift_remove("name") {
            map.insert("name_of_type".to_owned(), name);
        }
        let read = Self::deserialize(Value::Object(map)).map_err(D::Error::custom)?;
        Ok(Self {
            dialect: dialect.to_owned(),
            name: name.to_owned(),
            ..read
        })
    }
}
