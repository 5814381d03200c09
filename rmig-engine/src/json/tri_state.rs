//! A value that may be left alone, taken away or set: absent (or `false`), `null`, a value.
//!
//! For `#[serde(with = …)]` on an `Option<Option<T>>`; the field also needs `default` and
//! `skip_serializing_if = "Option::is_none"`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::DeserializeOwned};
use serde_json::Value;

/// Writes `null` or the value.
pub(crate) fn serialize<T: Serialize, S: Serializer>(
    value: &Option<Option<T>>,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    value
        .as_ref()
        .and_then(Option::as_ref)
        .serialize(serializer)
}

/// Reads `false` (Alembic's word for what is left alone), `null` or the value.
pub(crate) fn deserialize<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Option<T>>, D::Error> {
    match Value::deserialize(deserializer)? {
        Value::Bool(false) => Ok(None),
        Value::Null => Ok(Some(None)),
        value => {
            let value = T::deserialize(value).map_err(serde::de::Error::custom)?;
            Ok(Some(Some(value)))
        }
    }
}
