//! The types of columns.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

use super::{EnumType, Name, NativeType};
use crate::json::is_default;

/// The type of a column: one that every database has in some form, one of a single kind of database,
/// or SQL as it stands.
///
/// In JSON an object whose `type` says which; a type that takes nothing may be its name alone.
///
/// ```
/// use rmig_engine::schema::{DataType, TextType};
///
/// let read: DataType = serde_json::from_str(r#"{"type": "string", "length": 50}"#)?;
/// assert_eq!(read, DataType::String(TextType { length: Some(50), collation: None }));
/// assert_eq!(serde_json::from_str::<DataType>(r#""bigint""#)?, DataType::BigInteger);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    remote = "Self",
    tag = "type",
    rename_all = "lowercase",
    deny_unknown_fields
)]
pub enum DataType {
    /// A whole number of four bytes.
    Integer,
    /// A whole number of two bytes.
    #[serde(rename = "smallint")]
    SmallInteger,
    /// A whole number of eight bytes.
    #[serde(rename = "bigint")]
    BigInteger,
    /// An exact number.
    Numeric {
        /// How many digits.
        #[serde(default, skip_serializing_if = "is_default")]
        precision: Option<u32>,
        /// How many of them behind the point.
        #[serde(default, skip_serializing_if = "is_default")]
        scale: Option<u32>,
    },
    /// A number with a floating point.
    Float {
        /// How many binary digits.
        #[serde(default, skip_serializing_if = "is_default")]
        precision: Option<u32>,
    },
    /// A number with a floating point, of eight bytes.
    Double {
        /// How many digits, where the database takes that (MySQL).
        #[serde(default, skip_serializing_if = "is_default")]
        precision: Option<u32>,
    },
    /// True or false.
    Boolean(BooleanType),
    /// A text of some length.
    String(TextType),
    /// A text of some length in Unicode, where the database tells the two apart.
    Unicode(TextType),
    /// A text of any length.
    Text(TextType),
    /// A text of any length in Unicode, where the database tells the two apart.
    UnicodeText(TextType),
    /// A text that is filled up with blanks.
    Char(TextType),
    /// As [`Unicode`](Self::Unicode), filled up with blanks.
    Nchar(TextType),
    /// As [`String`](Self::String), by the name of SQL.
    Varchar(TextType),
    /// As [`Unicode`](Self::Unicode), by the name of SQL.
    Nvarchar(TextType),
    /// Bytes.
    Binary {
        /// How many at most, where the database takes that.
        #[serde(default, skip_serializing_if = "is_default")]
        length: Option<u32>,
    },
    /// A date.
    Date,
    /// A date and a time of day.
    DateTime {
        /// Whether it comes with its zone.
        #[serde(default, skip_serializing_if = "is_default")]
        timezone: bool,
    },
    /// A date and a time of day, as the type that the database calls so.
    Timestamp {
        /// Whether it comes with its zone.
        #[serde(default, skip_serializing_if = "is_default")]
        timezone: bool,
    },
    /// A time of day.
    Time {
        /// Whether it comes with its zone.
        #[serde(default, skip_serializing_if = "is_default")]
        timezone: bool,
    },
    /// A span of time.
    Interval {
        /// Digits of a second's fraction.
        #[serde(default, skip_serializing_if = "is_default")]
        second_precision: Option<u32>,
        /// Digits of the days (Oracle).
        #[serde(default, skip_serializing_if = "is_default")]
        day_precision: Option<u32>,
        /// Whether the database's own type is used where it has one; it is unless this says `false`.
        #[serde(default, skip_serializing_if = "is_default")]
        native: Option<bool>,
    },
    /// A JSON document.
    Json,
    /// A UUID.
    Uuid {
        /// Whether the database's own type is used where it has one; it is unless this says `false`.
        #[serde(default, skip_serializing_if = "is_default")]
        native_uuid: Option<bool>,
    },
    /// A text out of a fixed list.
    Enum(EnumType),
    /// A list of values of one type.
    Array {
        /// The type of the values.
        item: Box<DataType>,
        /// How many dimensions; one if it isn't said.
        #[serde(default, skip_serializing_if = "is_default")]
        dimensions: Option<u32>,
    },
    /// SQL as it stands.
    Custom {
        /// The type as the database writes it.
        sql: String,
    },
    /// A type that only one kind of database has; called `dialect.TYPE` in JSON.
    #[serde(skip)]
    Native(NativeType),
}

/// What a text takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TextType {
    /// How many characters.
    #[serde(default, skip_serializing_if = "is_default")]
    pub length: Option<u32>,
    /// The collation.
    #[serde(default, skip_serializing_if = "is_default")]
    pub collation: Option<String>,
}

/// What a boolean takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BooleanType {
    /// Whether a check keeps other numbers out where the database has no booleans.
    #[serde(default, skip_serializing_if = "is_default")]
    pub create_constraint: bool,
    /// The name of the check.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
}

impl DataType {
    /// The enumeration that values are of, also in an array.
    #[must_use]
    pub fn enumeration(&self) -> Option<&EnumType> {
        match self {
            Self::Enum(one) => Some(one),
            Self::Array { item, .. } => item.enumeration(),
            _ => None,
        }
    }

    /// The enumeration that values are of, to be changed.
    pub fn enumeration_mut(&mut self) -> Option<&mut EnumType> {
        match self {
            Self::Enum(one) => Some(one),
            Self::Array { item, .. } => item.enumeration_mut(),
            _ => None,
        }
    }
}

/// Keys that say how Python sees the values, which is nothing to a database.
const OF_PYTHON: &[&str] = &["as_uuid", "asdecimal", "decimal_return_scale"];

impl Serialize for DataType {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Native(native) => native.serialize(serializer),
            generic => Self::serialize(generic, serializer),
        }
    }
}

impl<'de> Deserialize<'de> for DataType {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut written = match Value::deserialize(deserializer)? {
            Value::String(name) => serde_json::json!({ "type": name }),
            written => written,
        };
        if let Value::Object(map) = &mut written {
            for key in OF_PYTHON {
                map.shift_remove(*key);
            }
        }
        let name = written
            .get("type")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if name.contains('.') {
            let native = serde_json::from_value(written);
            return native.map(Self::Native).map_err(D::Error::custom);
        }
        let taken = written
            .as_object()
            .and_then(|map| map.keys().find(|key| *key != "type"))
            .cloned();
        let read = Self::deserialize(written).map_err(D::Error::custom)?;
        match (&read, taken) {
            // serde looks at nothing but the name of a type that takes nothing.
            (
                Self::Integer | Self::SmallInteger | Self::BigInteger | Self::Date | Self::Json,
                Some(key),
            ) => Err(D::Error::custom(format!("the type takes no {key:?}"))),
            _ => Ok(read),
        }
    }
}
