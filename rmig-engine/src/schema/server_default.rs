//! What the database puts where a row says nothing.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

use super::{Computed, Identity};
use crate::json::sql_text;

/// What the database puts into a column where a row says nothing, or whatever a row says.
///
/// In JSON: `{"literal": "new"}`, `{"text": "now()"}`, `{"now": true}`, `{"func": "random"}`,
/// `{"identity": {…}}`, `{"computed": {…}}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ServerDefault {
    /// A text: it is written in quotes.
    Literal(String),
    /// SQL as it stands.
    #[serde(with = "sql_text")]
    Text(String),
    /// The current time, as the database writes it.
    #[serde(serialize_with = "write_true", deserialize_with = "read_true")]
    Now,
    /// What a function of that name answers; it takes nothing.
    Func(String),
    /// The next number.
    Identity(Identity),
    /// The value of an expression over other columns.
    Computed(Computed),
}

impl ServerDefault {
    /// What the column is computed from, if it is.
    #[must_use]
    pub fn computed(&self) -> Option<&Computed> {
        match self {
            Self::Computed(computed) => Some(computed),
            _ => None,
        }
    }

    /// How the column numbers its rows, if it does.
    #[must_use]
    pub fn identity(&self) -> Option<&Identity> {
        match self {
            Self::Identity(identity) => Some(identity),
            _ => None,
        }
    }
}

fn write_true<S: Serializer>(serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_bool(true)
}

fn read_true<'de, D: Deserializer<'de>>(deserializer: D) -> Result<(), D::Error> {
    match bool::deserialize(deserializer)? {
        true => Ok(()),
        false => Err(D::Error::custom("`now` is true, or there is no default")),
    }
}
