//! Sequences.

use serde::{Deserialize, Serialize};

use super::DataType;
use crate::json::{flat, is_default, part};

/// A sequence.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Sequence {
    /// Its name.
    pub name: String,
    /// Its schema.
    #[serde(default, skip_serializing_if = "is_default")]
    pub schema: Option<String>,
    /// The type of its numbers.
    #[serde(default, skip_serializing_if = "is_default")]
    pub data_type: Option<DataType>,
    /// How it counts.
    #[serde(skip)]
    pub options: SequenceOptions,
}

flat!(Sequence {
    options: SequenceOptions
});

/// How a sequence, or an identity, counts; what isn't said is left to the database.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SequenceOptions {
    /// The first number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub start: Option<i64>,
    /// The distance from one number to the next.
    #[serde(default, skip_serializing_if = "is_default")]
    pub increment: Option<i64>,
    /// The least number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub minvalue: Option<i64>,
    /// The greatest number.
    #[serde(default, skip_serializing_if = "is_default")]
    pub maxvalue: Option<i64>,
    /// Whether there is no least number but the type's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nominvalue: Option<bool>,
    /// Whether there is no greatest number but the type's.
    #[serde(default, skip_serializing_if = "is_default")]
    pub nomaxvalue: Option<bool>,
    /// How many numbers a session takes at once.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cache: Option<i64>,
    /// Whether it begins again behind its end.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cycle: Option<bool>,
    /// Whether numbers come in the order in which they are asked for (Oracle).
    #[serde(default, skip_serializing_if = "is_default")]
    pub order: Option<bool>,
}

part!(SequenceOptions);
