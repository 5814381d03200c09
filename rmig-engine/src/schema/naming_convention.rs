//! How constraints and indexes without a name of their own are called.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Constraint, ForeignKey, Name};

/// Templates for names, by kind: `ix`, `uq`, `ck`, `fk`, `pk`.
///
/// The tokens are SQLAlchemy's: `%(table_name)s`, `%(constraint_name)s`, `%(referred_table_name)s`,
/// and `%(column_0_name)s`, `%(column_0_label)s`, `%(column_0_key)s`, `%(referred_column_0_name)s` for
/// one column, `0N` in the place of `0` for all of them, `0_N` for all of them with `_` in between.
///
/// ```
/// use rmig_engine::schema::{Constraint, Name, NamingConvention, Unique};
///
/// let convention: NamingConvention =
///     serde_json::from_str(r#"{"uq": "uq_%(table_name)s_%(column_0_N_name)s"}"#)?;
/// let unique = Constraint::Unique(Unique {
///     columns: vec!["first".to_owned(), "last".to_owned()],
///     ..Unique::default()
/// });
/// let name = convention.constraint_name(None, "person", &unique);
/// assert_eq!(name, Ok(Name::Final("uq_person_first_last".to_owned())));
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct NamingConvention {
    templates: BTreeMap<String, String>,
}

/// A template can't be filled in.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NamingError {
    /// The template wants the name of a constraint that has none.
    #[error(
        "the naming convention {template:?} wants a name, and the constraint on {table:?} has none"
    )]
    NoName {
        /// The template.
        template: String,
        /// The table.
        table: String,
    },
    /// The template has a token that means nothing.
    #[error("the naming convention {template:?} has the unknown token {token:?}")]
    UnknownToken {
        /// The template.
        template: String,
        /// The token.
        token: String,
    },
}

/// What a template is filled in from.
struct Named<'a> {
    schema: Option<&'a str>,
    table: &'a str,
    name: &'a Name,
    columns: Vec<&'a str>,
    foreign_key: Option<&'a ForeignKey>,
}

impl NamingConvention {
    /// What a constraint of a table is called: a [`Name::Final`] where a template gave the name.
    ///
    /// # Errors
    ///
    /// [`NamingError`] if the template can't be filled in.
    pub fn constraint_name(
        &self,
        schema: Option<&str>,
        table: &str,
        constraint: &Constraint,
    ) -> Result<Name, NamingError> {
        let kind = match constraint {
            Constraint::PrimaryKey(_) => "pk",
            Constraint::Unique(_) => "uq",
            Constraint::Check(_) => "ck",
            Constraint::ForeignKey(_) => "fk",
            Constraint::Exclude(exclude) => return Ok(exclude.name.clone()),
        };
        let foreign_key = match constraint {
            Constraint::ForeignKey(key) => Some(key),
            _ => None,
        };
        let named = Named {
            schema,
            table,
            name: constraint.name(),
            columns: constraint.columns(),
            foreign_key,
        };
        self.fill(self.templates.get(kind).map(String::as_str), &named)
    }

    /// What an index of a table over these columns (expressions left out) is called.
    ///
    /// # Errors
    ///
    /// As [`constraint_name`](Self::constraint_name).
    pub fn index_name(
        &self,
        schema: Option<&str>,
        table: &str,
        name: &Name,
        columns: Vec<&str>,
    ) -> Result<Name, NamingError> {
        // The one convention that holds without being said.
        let template = self
            .templates
            .get("ix")
            .map_or("ix_%(column_0_label)s", String::as_str);
        let named = Named {
            schema,
            table,
            name,
            columns,
            foreign_key: None,
        };
        self.fill(Some(template), &named)
    }

    fn fill(&self, template: Option<&str>, named: &Named<'_>) -> Result<Name, NamingError> {
        match (named.name, template) {
            (Name::Final(_), _) | (_, None) => Ok(named.name.clone()),
            (Name::Plain(_), Some(template)) if !template.contains("constraint_name") => {
                Ok(named.name.clone())
            }
            (_, Some(template)) => named.filled(template).map(Name::Final),
        }
    }
}

impl<const N: usize> From<[(&str, &str); N]> for NamingConvention {
    fn from(templates: [(&str, &str); N]) -> Self {
        let owned = templates.map(|(kind, template)| (kind.to_owned(), template.to_owned()));
        Self {
            templates: owned.into(),
        }
    }
}

impl Named<'_> {
    fn filled(&self, template: &str) -> Result<String, NamingError> {
        let unknown = |token: &str| NamingError::UnknownToken {
            template: template.to_owned(),
            token: token.to_owned(),
        };
        let mut filled = String::new();
        let mut rest = template;
        while let Some((before, after)) = rest.split_once('%') {
            filled.push_str(before);
            rest = match after.strip_prefix('%') {
                Some(after) => {
                    filled.push('%');
                    after
                }
                None => {
                    let token = after
                        .strip_prefix('(')
                        .and_then(|rest| rest.split_once(")s"));
                    let (token, after) = token.ok_or_else(|| unknown(after))?;
                    let value = match token {
                        "constraint_name" => Some(self.constraint_name(template)?),
                        token => self.value(token),
                    };
                    filled.push_str(&value.ok_or_else(|| unknown(token))?);
                    after
                }
            };
        }
        filled.push_str(rest);
        Ok(filled)
    }

    fn constraint_name(&self, template: &str) -> Result<String, NamingError> {
        let written = self.name.written().ok_or_else(|| NamingError::NoName {
            template: template.to_owned(),
            table: self.table.to_owned(),
        })?;
        Ok(written.to_owned())
    }

    fn value(&self, token: &str) -> Option<String> {
        match token {
            "table_name" => return Some(self.table.to_owned()),
            "referred_table_name" => return Some(self.foreign_key?.referent_table.clone()),
            _ => {}
        }
        let (referred, token) = match token.strip_prefix("referred_") {
            Some(token) => (true, token),
            None => (false, token),
        };
        let (number, what) = split_number(token.strip_prefix("column_")?)?;
        let columns: Vec<&str> = match (referred, self.foreign_key) {
            (false, _) => self.columns.clone(),
            (true, key) => key?.referent_columns.iter().map(String::as_str).collect(),
        };
        let one = |column: &str| match what {
            "name" | "key" => Some(column.to_owned()),
            "label" if !referred => Some(self.label(column)),
            _ => None,
        };
        match number {
            Number::One(at) => columns
                .get(at)
                .map_or(Some(String::new()), |column| one(column)),
            Number::All(separator) => {
                let all: Option<Vec<String>> = columns.iter().map(|column| one(column)).collect();
                Some(all?.join(separator))
            }
        }
    }

    fn label(&self, column: &str) -> String {
        match self.schema {
            Some(schema) => format!("{}_{}_{column}", schema.replace('.', "_"), self.table),
            None => format!("{}_{column}", self.table),
        }
    }
}

/// Which columns a token means.
enum Number {
    One(usize),
    All(&'static str),
}

/// `0_name`, `0N_name` or `0_N_name`: which columns, and what of them.
fn split_number(token: &str) -> Option<(Number, &str)> {
    if let Some(what) = token.strip_prefix("0N_") {
        return Some((Number::All(""), what));
    }
    if let Some(what) = token.strip_prefix("0_N_") {
        return Some((Number::All("_"), what));
    }
    let (number, what) = token.split_once('_')?;
    Some((Number::One(number.parse().ok()?), what))
}
