//! Exclusion constraints (PostgreSQL).

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};
use serde_json::Value;

use super::{Deferral, Expression, Name};
use crate::json::{flat, is_default};

/// An exclusion constraint: no two rows for which all operators hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Exclude {
    /// Its name.
    #[serde(default, skip_serializing_if = "Name::is_unnamed")]
    pub name: Name,
    /// What is compared, and how.
    pub elements: Vec<ExcludeElement>,
    /// The index method; `gist` if it isn't said.
    #[serde(default, skip_serializing_if = "is_default")]
    pub using: Option<String>,
    /// Which rows are compared.
    #[serde(default, skip_serializing_if = "is_default")]
    pub r#where: Option<Expression>,
    /// The operator classes, by column.
    #[serde(default, skip_serializing_if = "is_default")]
    pub ops: BTreeMap<String, String>,
    /// When it is checked.
    #[serde(skip)]
    pub deferral: Deferral,
}

flat!(Exclude { deferral: Deferral });

/// What an exclusion constraint compares. In JSON `["period", "&&"]`, with an expression
/// `[{"text": "lower(name)"}, "="]`, with an operator class as a third item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExcludeElement {
    /// A column, or an expression.
    pub element: String,
    /// Whether it is an expression.
    pub is_expression: bool,
    /// The operator.
    pub operator: String,
    /// The operator class.
    pub operator_class: Option<String>,
}

impl Serialize for ExcludeElement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let element = match self.is_expression {
            true => serde_json::json!({ "text": self.element }),
            false => self.element.as_str().into(),
        };
        let mut items = vec![element, self.operator.as_str().into()];
        items.extend(self.operator_class.as_deref().map(Value::from));
        items.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for ExcludeElement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let items = Vec::<Value>::deserialize(deserializer)?;
        let text = |at: usize| items.get(at).and_then(Value::as_str).map(str::to_owned);
        let expression = items.first().and_then(|item| item.get("text")?.as_str());
        let element = expression.map(str::to_owned).or_else(|| text(0));
        match (element, text(1), items.len()) {
            (Some(element), Some(operator), 2 | 3) => Ok(Self {
                element,
                is_expression: expression.is_some(),
                operator,
                operator_class: text(2),
            }),
            _ => Err(D::Error::custom(
                "an element is a column (or {\"text\": expression}) and an operator",
            )),
        }
    }
}
