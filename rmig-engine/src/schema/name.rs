//! How a constraint or an index is called.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// The name of a constraint or an index, as far as it is known.
///
/// In JSON: `null`, `"uq_email"`, `{"final": "uq_email"}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Name {
    /// None: a naming convention gives one, or else the database does.
    #[default]
    Unnamed,
    /// A name that a naming convention may put into one of its own (`%(constraint_name)s`).
    Plain(String),
    /// A name as the database has it: no convention changes it (Alembic's `op.f`).
    Final(String),
}

impl Name {
    /// The name as it is written here, with or without a convention.
    ///
    /// ```
    /// use rmig_engine::schema::Name;
    ///
    /// assert_eq!(Name::from("uq_email").written(), Some("uq_email"));
    /// assert_eq!(Name::Unnamed.written(), None);
    /// ```
    #[must_use]
    pub fn written(&self) -> Option<&str> {
        match self {
            Self::Unnamed => None,
            Self::Plain(name) | Self::Final(name) => Some(name),
        }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_unnamed(&self) -> bool {
        *self == Self::Unnamed
    }
}

impl From<&str> for Name {
    fn from(name: &str) -> Self {
        Self::Plain(name.to_owned())
    }
}

impl From<String> for Name {
    fn from(name: String) -> Self {
        Self::Plain(name)
    }
}

impl<T: Into<Self>> From<Option<T>> for Name {
    fn from(name: Option<T>) -> Self {
        name.map_or(Self::Unnamed, Into::into)
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Final<T> {
    r#final: T,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Final(Final<String>),
}

impl Serialize for Name {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Unnamed => serializer.serialize_none(),
            Self::Plain(name) => serializer.serialize_str(name),
            Self::Final(name) => Final { r#final: name }.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Option::<Written>::deserialize(deserializer)
            .map_err(|_| D::Error::custom("a name is a string, null, or {\"final\": \"…\"}"))?;
        Ok(match written {
            None => Self::Unnamed,
            Some(Written::Plain(name)) => Self::Plain(name),
            Some(Written::Final(name)) => Self::Final(name.r#final),
        })
    }
}
