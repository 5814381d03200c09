//! Constraints of every kind.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use serde_json::{Map, Value};

use super::{Check, Exclude, ForeignKey, Name, PrimaryKey, Unique};

/// A constraint; in JSON its `kind` says which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Constraint {
    /// A primary key.
    PrimaryKey(PrimaryKey),
    /// A unique constraint.
    Unique(Unique),
    /// A check constraint.
    Check(Check),
    /// A foreign key.
    ForeignKey(ForeignKey),
    /// An exclusion constraint.
    Exclude(Exclude),
}

/// The kinds of constraints, under Alembic's names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ConstraintKind {
    /// A primary key.
    #[serde(rename = "primary", alias = "primary_key")]
    PrimaryKey,
    /// A unique constraint.
    #[serde(rename = "unique")]
    Unique,
    /// A check constraint.
    #[serde(rename = "check")]
    Check,
    /// A foreign key.
    #[serde(rename = "foreignkey", alias = "foreign_key")]
    ForeignKey,
    /// An exclusion constraint.
    #[serde(rename = "exclude")]
    Exclude,
}

impl fmt::Display for ConstraintKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::PrimaryKey => "primary key",
            Self::Unique => "unique constraint",
            Self::Check => "check constraint",
            Self::ForeignKey => "foreign key",
            Self::Exclude => "exclusion constraint",
        })
    }
}

impl Constraint {
    /// Which kind it is.
    #[must_use]
    pub fn kind(&self) -> ConstraintKind {
        match self {
            Self::PrimaryKey(_) => ConstraintKind::PrimaryKey,
            Self::Unique(_) => ConstraintKind::Unique,
            Self::Check(_) => ConstraintKind::Check,
            Self::ForeignKey(_) => ConstraintKind::ForeignKey,
            Self::Exclude(_) => ConstraintKind::Exclude,
        }
    }

    /// Its name.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::PrimaryKey(key) => &key.name,
            Self::Unique(unique) => &unique.name,
            Self::Check(check) => &check.name,
            Self::ForeignKey(key) => &key.name,
            Self::Exclude(exclude) => &exclude.name,
        }
    }

    /// Its name, to be changed.
    pub fn name_mut(&mut self) -> &mut Name {
        match self {
            Self::PrimaryKey(key) => &mut key.name,
            Self::Unique(unique) => &mut unique.name,
            Self::Check(check) => &mut check.name,
            Self::ForeignKey(key) => &mut key.name,
            Self::Exclude(exclude) => &mut exclude.name,
        }
    }

    /// The columns that it names; those in the text of a check aren't known.
    #[must_use]
    pub fn columns(&self) -> Vec<&str> {
        let list = match self {
            Self::PrimaryKey(key) => &key.columns,
            Self::Unique(unique) => &unique.columns,
            Self::ForeignKey(key) => &key.columns,
            Self::Check(check) => return check.column.as_deref().into_iter().collect(),
            Self::Exclude(exclude) => {
                let columns = exclude.elements.iter().filter(|one| !one.is_expression);
                return columns.map(|one| one.element.as_str()).collect();
            }
        };
        list.iter().map(String::as_str).collect()
    }
}

impl<'de> Deserialize<'de> for Constraint {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut map = Map::deserialize(deserializer)?;
        let kind = map.shift_remove("kind");
        let rest = Value::Object(map);
        let read = match kind.as_ref().and_then(Value::as_str) {
            Some("primary_key") => serde_json::from_value(rest).map(Self::PrimaryKey),
            Some("unique") => serde_json::from_value(rest).map(Self::Unique),
            Some("check") => serde_json::from_value(rest).map(Self::Check),
            Some("foreign_key") => serde_json::from_value(rest).map(Self::ForeignKey),
            Some("exclude") => serde_json::from_value(rest).map(Self::Exclude),
            _ => {
                return Err(D::Error::custom(
                    "the `kind` of a constraint is primary_key, unique, check, foreign_key or exclude",
                ));
            }
        };
        read.map_err(D::Error::custom)
    }
}
