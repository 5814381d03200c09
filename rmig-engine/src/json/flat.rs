//! Structs whose JSON object holds the keys of other structs beside their own.
//!
//! serde's `flatten` can't refuse keys that nobody knows, so that a misspelt option would be lost
//! without a word.

use std::borrow::Cow;

use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::near::did_you_mean;

/// A struct whose keys may stand in the object of another one.
pub(crate) trait Part: Serialize + DeserializeOwned {
    /// Every key that may stand in its object.
    fn keys() -> Vec<Cow<'static, str>>;
}

/// Makes a struct with derived serde a [`Part`].
macro_rules! part {
    ($name:ty) => {
        impl $crate::json::Part for $name {
            fn keys() -> Vec<std::borrow::Cow<'static, str>> {
                let keys = $crate::json::keys_of(<Self as serde::Deserialize>::deserialize);
                keys.iter().map(|key| (*key).into()).collect()
            }
        }
    };
}

/// Implements serde for a struct that derives it with `#[serde(remote = "Self")]`: the keys of the
/// named fields (which are `#[serde(skip)]`) stand beside its own. `renamed` says which keys are
/// called otherwise here than in the part, and a text behind a part what stands before all of its keys.
macro_rules! flat {
    (
        $name:ident { $($field:ident: $part:ty $(= $prefix:literal)?),+ $(,)? }
        $(renamed { $($outer:literal: $inner:literal),+ })?
    ) => {
        impl $crate::json::Part for $name {
            fn keys() -> Vec<std::borrow::Cow<'static, str>> {
                let own = $crate::json::keys_of(Self::deserialize);
                let mut keys: Vec<_> = own.iter().map(|key| (*key).into()).collect();
                $(
                    let prefix = concat!("", $($prefix)?);
                    keys.extend($crate::json::assemble::keys_of_part::<$part>(prefix));
                )+
                $($(let keys = $crate::json::assemble::renamed(keys, $outer, $inner);)+)?
                keys
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                use serde::de::Error as _;
                use $crate::json::{Part, assemble, keys_of, take};

                let map = serde_json::Map::deserialize(deserializer)?;
                assemble::check(&map, &Self::keys()).map_err(D::Error::custom)?;
                $($(let map = $crate::json::rename(map, $outer, $inner);)+)?
                let mut map = map;
                let own = take(&mut map, keys_of(Self::deserialize));
                let mut value = Self::deserialize(own).map_err(D::Error::custom)?;
                $(
                    let prefix = concat!("", $($prefix)?);
                    let part = assemble::take_part::<$part>(&mut map, prefix);
                    value.$field = <$part as serde::Deserialize>::deserialize(part)
                        .map_err(D::Error::custom)?;
                )+
                Ok(value)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                use serde::ser::Error as _;

                let own = Self::serialize(self, serde_json::value::Serializer);
                let map = $crate::json::assemble::merge([
                    own.map_err(S::Error::custom)?,
                    $($crate::json::assemble::prefixed(
                        concat!("", $($prefix)?),
                        serde_json::to_value(&self.$field).map_err(S::Error::custom)?,
                    )),+
                ]);
                $($(let map = $crate::json::rename(map, $inner, $outer);)+)?
                map.serialize(serializer)
            }
        }
    };
}

pub(crate) use {flat, part};

/// What the code that `flat!` writes calls.
pub(crate) mod assemble {
    use super::{Cow, Map, Part, Value, did_you_mean};

    /// Refuses keys that nobody knows.
    pub(crate) fn check(
        map: &Map<String, Value>,
        known: &[Cow<'static, str>],
    ) -> Result<(), String> {
        let unknown = |key: &&String| !known.iter().any(|one| one == *key);
        let Some(key) = map.keys().find(unknown) else {
            return Ok(());
        };
        let hint = did_you_mean(key, known.iter().map(|one| &**one))
            .unwrap_or_else(|| format!("known are {}", known.join(", ")));
        Err(format!("unknown key {key:?}: {hint}"))
    }

    /// The keys, one of them called otherwise.
    pub(crate) fn renamed(
        keys: Vec<Cow<'static, str>>,
        outer: &'static str,
        inner: &'static str,
    ) -> Vec<Cow<'static, str>> {
        let named = |key| if key == inner { outer.into() } else { key };
        keys.into_iter().map(named).collect()
    }

    /// The keys of a part, with what stands before them.
    pub(crate) fn keys_of_part<P: Part>(prefix: &str) -> Vec<Cow<'static, str>> {
        let keys = P::keys();
        match prefix {
            "" => keys,
            prefix => keys
                .iter()
                .map(|key| format!("{prefix}{key}").into())
                .collect(),
        }
    }

    /// Takes the entries of a part out in their order, without what stands before them.
    pub(crate) fn take_part<P: Part>(map: &mut Map<String, Value>, prefix: &str) -> Value {
        let keys = P::keys();
        let mut taken = Map::new();
        let mut rest = Map::new();
        for (key, value) in std::mem::take(map) {
            let own = key.strip_prefix(prefix);
            match own.filter(|own| keys.iter().any(|key| key == own)) {
                Some(own) => taken.insert(own.to_owned(), value),
                None => rest.insert(key, value),
            };
        }
        *map = rest;
        Value::Object(taken)
    }

    /// An object whose keys all begin with the prefix.
    pub(crate) fn prefixed(prefix: &str, object: Value) -> Value {
        match object {
            Value::Object(map) if !prefix.is_empty() => Value::Object(
                map.into_iter()
                    .map(|(key, value)| (format!("{prefix}{key}"), value))
                    .collect(),
            ),
            object => object,
        }
    }

    /// All keys of some objects in one.
    pub(crate) fn merge(objects: impl IntoIterator<Item = Value>) -> Map<String, Value> {
        let mut all = Map::new();
        for object in objects {
            if let Value::Object(object) = object {
                all.extend(object);
            }
        }
        all
    }
}

/// Calls a key otherwise, in its place.
pub(crate) fn rename(map: Map<String, Value>, from: &str, to: &str) -> Map<String, Value> {
    let named = |key: String| if key == from { to.to_owned() } else { key };
    map.into_iter()
        .map(|(key, value)| (named(key), value))
        .collect()
}

/// Takes the entries with these keys out, as an object.
pub(crate) fn take(map: &mut Map<String, Value>, keys: &[&'static str]) -> Value {
    let mut taken = Map::new();
    for key in keys {
        if let Some(value) = map.shift_remove(*key) {
            taken.insert((*key).to_owned(), value);
        }
    }
    Value::Object(taken)
}
