//! Settings as written: values with their spans and the layer that says them.

use std::{collections::BTreeMap, ops::Range, sync::Arc};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::layer::Layer;

/// A value before anybody has asked whether it makes sense.
#[derive(Clone, Debug)]
pub(super) enum RawValue {
    String(String),
    Boolean(bool),
    Integer(i64),
    /// Text of a variable or a flag, which has no type of its own.
    Text(String),
    Array(Vec<Raw>),
    Table(RawTable),
    /// A value of a type that no setting has, by TOML's name for it.
    Other(&'static str),
}

impl RawValue {
    /// The type's name, as messages say it.
    pub(super) fn type_name(&self) -> &'static str {
        match self {
            Self::String(_) | Self::Text(_) => "a string",
            Self::Boolean(_) => "a boolean",
            Self::Integer(_) => "an integer",
            Self::Array(_) => "an array",
            Self::Table(_) => "a table",
            Self::Other(name) => name,
        }
    }
}

/// A value, where it stands and who says it.
#[derive(Clone, Debug)]
pub(super) struct Raw {
    pub(super) value: RawValue,
    pub(super) span: Range<usize>,
    pub(super) layer: Arc<Layer>,
}

/// A key with its value.
#[derive(Clone, Debug)]
pub(super) struct RawEntry {
    pub(super) key_span: Range<usize>,
    pub(super) raw: Raw,
}

/// A table as written, by key.
pub(super) type RawTable = BTreeMap<String, RawEntry>;

impl Raw {
    /// Takes a value out of a parsed manifest.
    pub(super) fn from_toml(value: &Spanned<DeValue<'_>>, layer: &Arc<Layer>) -> Self {
        let raw = match value.get_ref() {
            DeValue::String(text) => RawValue::String(text.clone().into_owned()),
            DeValue::Boolean(yes) => RawValue::Boolean(*yes),
            DeValue::Integer(integer) => {
                match i64::from_str_radix(integer.as_str(), integer.radix()) {
                    Ok(number) => RawValue::Integer(number),
                    Err(_) => RawValue::Other("an integer of more than 64 bits"),
                }
            }
            DeValue::Float(_) => RawValue::Other("a float"),
            DeValue::Datetime(_) => RawValue::Other("a date"),
            DeValue::Array(items) => RawValue::Array(
                items
                    .iter()
                    .map(|item| Self::from_toml(item, layer))
                    .collect(),
            ),
            DeValue::Table(table) => RawValue::Table(raw_table(table, layer)),
        };
        Self {
            value: raw,
            span: value.span(),
            layer: Arc::clone(layer),
        }
    }
}

/// Takes a table out of a parsed manifest.
pub(super) fn raw_table(table: &DeTable<'_>, layer: &Arc<Layer>) -> RawTable {
    table
        .iter()
        .map(|(key, value)| {
            let entry = RawEntry {
                key_span: key.span(),
                raw: Raw::from_toml(value, layer),
            };
            (key.get_ref().clone().into_owned(), entry)
        })
        .collect()
}
