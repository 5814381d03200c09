//! What becomes of a row whose referred row goes or changes.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

/// What becomes of a row whose referred row goes or changes.
///
/// In JSON as SQL writes it: `"CASCADE"`, `"SET NULL (owner_id)"`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferentialAction {
    /// The statement fails, if nothing else helps until the check.
    NoAction,
    /// The statement fails at once.
    Restrict,
    /// The row goes or changes too.
    Cascade,
    /// Its columns (these, or all of the key) become NULL.
    SetNull(Vec<String>),
    /// Its columns (these, or all of the key) get their defaults.
    SetDefault(Vec<String>),
}

impl ReferentialAction {
    /// Its words, without columns.
    #[must_use]
    pub fn words(&self) -> &'static str {
        match self {
            Self::NoAction => "NO ACTION",
            Self::Restrict => "RESTRICT",
            Self::Cascade => "CASCADE",
            Self::SetNull(_) => "SET NULL",
            Self::SetDefault(_) => "SET DEFAULT",
        }
    }

    /// The columns that it names.
    #[must_use]
    pub fn columns(&self) -> &[String] {
        match self {
            Self::SetNull(columns) | Self::SetDefault(columns) => columns,
            _ => &[],
        }
    }
}

impl fmt::Display for ReferentialAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())?;
        match self.columns() {
            [] => Ok(()),
            columns => write!(f, " ({})", columns.join(", ")),
        }
    }
}

impl FromStr for ReferentialAction {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (words, rest) = text.split_once('(').unwrap_or((text, ""));
        let columns: Vec<String> = rest
            .trim_end()
            .trim_end_matches(')')
            .split(',')
            .map(|column| unquoted(column.trim()))
            .filter(|column| !column.is_empty())
            .collect();
        let words: Vec<String> = words.split_whitespace().map(str::to_uppercase).collect();
        match (words.join(" ").as_str(), columns.is_empty()) {
            ("NO ACTION", true) => Ok(Self::NoAction),
            ("RESTRICT", true) => Ok(Self::Restrict),
            ("CASCADE", true) => Ok(Self::Cascade),
            ("SET NULL", _) => Ok(Self::SetNull(columns)),
            ("SET DEFAULT", _) => Ok(Self::SetDefault(columns)),
            _ => Err(format!(
                "{text:?} is no referential action: there are NO ACTION, RESTRICT, CASCADE, SET NULL \
                 and SET DEFAULT"
            )),
        }
    }
}

impl Serialize for ReferentialAction {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for ReferentialAction {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(D::Error::custom)
    }
}

/// A name without its quotes.
fn unquoted(name: &str) -> String {
    let inner = name
        .strip_prefix('"')
        .and_then(|name| name.strip_suffix('"'));
    inner.map_or_else(|| name.to_owned(), |name| name.replace("\"\"", "\""))
}
