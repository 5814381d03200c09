//! The keys that a derived `Deserialize` asks for.

use std::fmt;

use serde::{
    de::{Deserializer, Error, Visitor},
    forward_to_deserialize_any,
};

/// The keys that `deserialize`, a derived one of a struct, asks its deserializer for.
pub(crate) fn keys_of<T>(
    deserialize: impl FnOnce(KeysOf) -> Result<T, Asked>,
) -> &'static [&'static str] {
    match deserialize(KeysOf) {
        Err(Asked(keys)) => keys,
        // A struct without a field.
        Ok(_) => &[],
    }
}

/// A deserializer that fails with the keys it is asked for.
pub(crate) struct KeysOf;

/// The keys that were asked for.
#[derive(Debug)]
pub(crate) struct Asked(&'static [&'static str]);

impl fmt::Display for Asked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.join(", "))
    }
}

impl std::error::Error for Asked {}

impl Error for Asked {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self(&[])
    }
}

impl<'de> Deserializer<'de> for KeysOf {
    type Error = Asked;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Asked> {
        Err(Asked(&[]))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        keys: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Asked> {
        Err(Asked(keys))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option
        unit unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
