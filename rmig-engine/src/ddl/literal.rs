//! Values of rows.

use serde_json::Value;

use crate::schema::DataType;

/// A value, and the type of the column that it is for, if that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Literal {
    /// The value.
    pub kind: LiteralKind,
    /// The column's type.
    pub data_type: Option<DataType>,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq)]
pub enum LiteralKind {
    /// NULL.
    Null,
    /// True or false.
    Boolean(bool),
    /// A number, as it is written.
    Number(String),
    /// A text.
    Text(String),
    /// A UUID, with hyphens.
    Uuid(String),
    /// A date: `2024-02-03`.
    Date(String),
    /// A time of day: `04:05:06`.
    Time(String),
    /// A date and a time of day: `2024-02-03T04:05:06`.
    DateTime(String),
    /// Bytes.
    Binary(Vec<u8>),
    /// A document.
    Json(Value),
    /// A value that is written by what it is, whatever the column's type.
    Inline(Box<LiteralKind>),
}

impl LiteralKind {
    /// Reads a value as it stands in a row.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub fn read(value: &Value) -> Result<Self, String> {
        Ok(match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(number.to_string()),
            Value::String(text) => Self::Text(text.clone()),
            Value::Object(map) => {
                let mut entries = map.iter();
                let (Some((key, value)), None) = (entries.next(), entries.next()) else {
                    return Err(format!("{value} is no value"));
                };
                let text = || {
                    let text = value.as_str().map(str::to_owned);
                    text.ok_or_else(|| format!("{key} is a text, not {value}"))
                };
                match key.as_str() {
                    "date" => Self::Date(text()?),
                    "time" => Self::Time(text()?),
                    "datetime" => Self::DateTime(text()?),
                    "decimal" => Self::Number(number(&text()?)?),
                    "uuid" => Self::Uuid(text()?),
                    "binary" => Self::Binary(bytes(&text()?)?),
                    "json" => Self::Json(value.clone()),
                    "inline_literal" => Self::Inline(Box::new(Self::read(value)?)),
                    _ => return Err(format!("{key:?} is no kind of value")),
                }
            }
            Value::Array(_) => return Err(format!("{value} is no value: write {{\"json\": …}}")),
        })
    }
}

/// A number as SQL reads it.
fn number(text: &str) -> Result<String, String> {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let (full, text) = (
        text,
        text.split_once(['e', 'E']).map_or(text, |(text, _)| text),
    );
    let exponent = full.get(text.len() + 1..).unwrap_or("0");
    if !digits(exponent.trim_start_matches(['+', '-'])) {
        return Err(format!("{full:?} is no number"));
    }
    let (whole, rest) = text.split_once('.').unwrap_or((text, "0"));
    let unsigned = whole.strip_prefix('-').unwrap_or(whole);
    match !unsigned.is_empty() && digits(unsigned) && !rest.is_empty() && digits(rest) {
        true => Ok(full.to_owned()),
        false => Err(format!("{full:?} is no number")),
    }
}

/// Bytes from hexadecimal digits.
fn bytes(text: &str) -> Result<Vec<u8>, String> {
    let wrong = || format!("{text:?} aren't hexadecimal digits");
    if !text.is_ascii() || text.len() % 2 == 1 {
        return Err(wrong());
    }
    let pairs = (0..text.len()).step_by(2);
    let read = pairs.map(|at| u8::from_str_radix(text.get(at..at + 2)?, 16).ok());
    read.collect::<Option<Vec<u8>>>().ok_or_else(wrong)
}
