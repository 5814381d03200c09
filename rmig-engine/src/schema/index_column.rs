//! What an index is over.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

use crate::json::{is_default, sql_text};

/// A column or an expression of an index.
///
/// In JSON `"name"`, `{"column": "name", "desc": true}`, `{"text": "lower(name)"}`, or
/// `{"func": "lower", "args": ["name"]}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IndexColumn {
    /// A column's name, or the text of an expression.
    pub element: String,
    /// Whether it is an expression.
    pub is_expression: bool,
    /// The columns that a function takes, if the element is the name of one.
    pub arguments: Option<Vec<String>>,
    /// In which order it is sorted, if that is said.
    pub order: Option<SortOrder>,
    /// Where NULLs stand, if that is said.
    pub nulls: Option<Nulls>,
    /// The collation.
    pub collation: Option<String>,
}

/// In which order an index is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    /// The least first.
    Asc,
    /// The greatest first.
    Desc,
}

/// Where NULLs stand in an index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nulls {
    /// Before everything else.
    First,
    /// Behind everything else.
    Last,
}

impl IndexColumn {
    /// A column.
    #[must_use]
    pub fn column(name: &str) -> Self {
        Self {
            element: name.to_owned(),
            is_expression: false,
            arguments: None,
            order: None,
            nulls: None,
            collation: None,
        }
    }

    /// An expression, as SQL.
    #[must_use]
    pub fn expression(text: &str) -> Self {
        Self {
            is_expression: true,
            ..Self::column(text)
        }
    }

    /// A function of columns.
    #[must_use]
    pub fn function(name: &str, columns: &[String]) -> Self {
        Self {
            arguments: Some(columns.to_vec()),
            ..Self::expression(name)
        }
    }

    /// The columns that it names; those in the text of an expression aren't known.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        match (&self.arguments, self.is_expression) {
            (Some(columns), _) => columns.iter().map(String::as_str).collect(),
            (None, false) => vec![self.element.as_str()],
            (None, true) => Vec::new(),
        }
    }

    /// The column's name, if it is one.
    #[must_use]
    pub fn as_column(&self) -> Option<&str> {
        (!self.is_expression).then_some(self.element.as_str())
    }
}

impl From<&str> for IndexColumn {
    fn from(name: &str) -> Self {
        Self::column(name)
    }
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Written {
    #[serde(skip_serializing_if = "is_default")]
    column: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    text: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    func: Option<String>,
    #[serde(skip_serializing_if = "is_default")]
    args: Vec<String>,
    #[serde(skip_serializing_if = "is_default")]
    asc: bool,
    #[serde(skip_serializing_if = "is_default")]
    desc: bool,
    #[serde(skip_serializing_if = "is_default")]
    nulls_first: bool,
    #[serde(skip_serializing_if = "is_default")]
    nulls_last: bool,
    #[serde(skip_serializing_if = "is_default")]
    collation: Option<String>,
}

impl Serialize for IndexColumn {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if *self == Self::column(&self.element) {
            return serializer.serialize_str(&self.element);
        }
        let element = Some(self.element.clone());
        let (column, text, func) = match (&self.arguments, self.is_expression) {
            (Some(_), _) => (None, None, element),
            (None, true) => (None, Some(sql_text::escaped(&self.element)), None),
            (None, false) => (element, None, None),
        };
        let written = Written {
            column,
            text,
            func,
            args: self.arguments.clone().unwrap_or_default(),
            asc: self.order == Some(SortOrder::Asc),
            desc: self.order == Some(SortOrder::Desc),
            nulls_first: self.nulls == Some(Nulls::First),
            nulls_last: self.nulls == Some(Nulls::Last),
            collation: self.collation.clone(),
        };
        written.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for IndexColumn {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = match Value::deserialize(deserializer)? {
            Value::String(name) => return Ok(Self::column(&name)),
            value => Written::deserialize(value).map_err(D::Error::custom)?,
        };
        let base = match (&written.column, &written.text, &written.func) {
            (Some(column), None, None) => Self::column(column),
            (None, Some(text), None) => Self::expression(&sql_text::unescaped(text)),
            (None, None, Some(function)) => Self::function(function, &written.args),
            _ => {
                return Err(D::Error::custom(
                    "one of `column`, `text` and `func` is needed",
                ));
            }
        };
        let order = match (written.asc, written.desc) {
            (false, false) => None,
            (true, false) => Some(SortOrder::Asc),
            (false, true) => Some(SortOrder::Desc),
            (true, true) => return Err(D::Error::custom("`asc` and `desc` exclude each other")),
        };
        let nulls = match (written.nulls_first, written.nulls_last) {
            (false, false) => None,
            (true, false) => Some(Nulls::First),
            (false, true) => Some(Nulls::Last),
            (true, true) => {
                return Err(D::Error::custom(
                    "`nulls_first` and `nulls_last` exclude each other",
                ));
            }
        };
        Ok(Self {
            order,
            nulls,
            collation: written.collation,
            ..base
        })
    }
}
