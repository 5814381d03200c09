//! SQL text in the place of a name or a value.

use serde::{Deserialize, Deserializer, Serialize, de::Error};

use crate::json::sql_text;

/// SQL text as it stands: a predicate, an index expression.
///
/// In JSON: `{"text": "deleted IS NULL"}`; a plain string is read too.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Expression {
    /// The SQL.
    #[serde(serialize_with = "sql_text::serialize")]
    pub text: String,
}

impl From<&str> for Expression {
    fn from(text: &str) -> Self {
        Self {
            text: text.to_owned(),
        }
    }
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Plain(String),
    Text(Text),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Text {
    text: String,
}

impl<'de> Deserialize<'de> for Expression {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let written = Written::deserialize(deserializer)
            .map_err(|_| D::Error::custom("an expression is a string or {\"text\": \"…\"}"))?;
        let (Written::Plain(text) | Written::Text(Text { text })) = written;
        let text = sql_text::unescaped(&text);
        Ok(Self { text })
    }
}
