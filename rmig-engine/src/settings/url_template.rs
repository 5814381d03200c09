//! The URL of a database as settings spell it: with variables, and not yet looked up.

use std::{fmt, path::Path};

use super::{
    Setting, Variables,
    from_raw::{FromRaw, invalid, wrong_type},
    layer::Speaker,
    raw::{Raw, RawValue},
};
use crate::{database_url::DatabaseUrl, diagnostic::Finding};

/// A piece of a URL.
#[derive(Clone, PartialEq, Eq)]
enum Piece {
    Text(String),
    Variable(String),
}

/// A database URL that may hold `${VARIABLES}`; they are looked up where the URL is needed, by
/// [`Setting::expand`], and not before.
#[derive(Clone, PartialEq, Eq)]
pub struct UrlTemplate(Vec<Piece>);

impl UrlTemplate {
    /// A URL without variables.
    fn literal(text: &str) -> Self {
        Self(vec![Piece::Text(text.to_owned())])
    }

    /// Cuts `text` at its variables.
    fn parse(text: &str) -> Result<Self, String> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("${") {
            let Some((name, after)) = after.split_once('}') else {
                return Err("a variable's name has no closing brace".to_owned());
            };
            let proper = |c: char| c.is_ascii_alphanumeric() || c == '_';
            if name.is_empty() || !name.chars().all(proper) {
                return Err("a variable's name is made of letters, digits and _".to_owned());
            }
            if !before.is_empty() {
                pieces.push(Piece::Text(before.to_owned()));
            }
            pieces.push(Piece::Variable(name.to_owned()));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest.to_owned()));
        }
        Ok(Self(pieces))
    }

    /// The names of its variables.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Variable(name) => Some(name.as_str()),
            Piece::Text(_) => None,
        })
    }

    /// What stands before the first colon, if no variable has to be looked up for it.
    #[must_use]
    pub fn scheme(&self) -> Option<&str> {
        match self.0.first() {
            Some(Piece::Text(text)) => text.split_once(':').map(|(scheme, _)| scheme),
            _ => None,
        }
    }

    /// As written, with every secret hidden.
    fn hidden(&self) -> String {
        let text: String = self
            .0
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.clone(),
                Piece::Variable(name) => format!("${{{name}}}"),
            })
            .collect();
        if self.variables().next().is_some() && !text.contains(':') {
            return text;
        }
        DatabaseUrl::parse(&text).map_or_else(
            |_| {
                if text.starts_with("${") {
                    text
                } else {
                    "***".to_owned()
                }
            },
            |url| url.to_string(),
        )
    }
}

impl fmt::Display for UrlTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.hidden())
    }
}

impl fmt::Debug for UrlTemplate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "UrlTemplate({self})")
    }
}

impl FromRaw for UrlTemplate {
    const EXPECTED: &'static str = "a database URL in quotes";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        let (RawValue::String(text) | RawValue::Text(text)) = &raw.value else {
            return Err(wrong_type(raw, Self::EXPECTED));
        };
        // Variables and flags have been through a shell already.
        let template = match raw.layer.speaker {
            Speaker::Workspace | Speaker::Package => Self::parse(text)
                .map_err(|message| invalid(raw, message, "write it as \"${DATABASE_URL}\""))?,
            Speaker::Variable { .. } | Speaker::Flag { .. } => Self::literal(text),
        };
        match DatabaseUrl::parse(text) {
            Err(why) if template.variables().next().is_none() => {
                Err(invalid(raw, why.to_string(), why.help()))
            }
            _ => Ok(template),
        }
    }
}

impl Setting<UrlTemplate> {
    /// Looks the variables up and resolves a relative SQLite path against the directory of whoever
    /// wrote it: the manifest, the `.env` file, or the shell.
    ///
    /// # Errors
    ///
    /// A finding that names the variable that isn't set and the places where it was looked for, or
    /// says that the result is no URL. It never shows a value.
    pub fn expand(&self, variables: &dyn Variables) -> Result<DatabaseUrl, Finding> {
        let own_base = self
            .layer()
            .map_or_else(|| Path::new(""), |layer| layer.base.as_path());
        let mut text = String::new();
        // Where each piece ends, and where relative paths in it start.
        let mut bases = Vec::new();
        for piece in &self.value.0 {
            match piece {
                Piece::Text(piece) => {
                    text.push_str(piece);
                    bases.push((text.len(), own_base.to_path_buf()));
                }
                Piece::Variable(name) => {
                    let Some(found) = variables.get(name) else {
                        return Err(self.missing(name, variables));
                    };
                    text.push_str(&found.value);
                    bases.push((text.len(), found.base));
                }
            }
        }
        let url = DatabaseUrl::parse(&text).map_err(|why| {
            let finding = Finding::new("invalid-url", why.to_string()).help(why.help());
            self.locate(finding, "what this expands to is no URL")
        })?;
        let Some(start) = url.relative_path_start() else {
            return Ok(url);
        };
        let base = bases
            .iter()
            .find(|(end, _)| start < *end)
            .or_else(|| bases.last());
        Ok(base.map_or_else(|| url.clone(), |(_, base)| url.relative_to(base)))
    }

    /// The finding about a variable that isn't set.
    fn missing(&self, name: &str, variables: &dyn Variables) -> Finding {
        let searched = variables.searched();
        let searched = match searched.as_slice() {
            [] => String::new(),
            places => format!("; looked in {}", places.join(" and ")),
        };
        let finding = Finding::new(
            "missing-variable",
            format!("the environment variable {name} isn't set{searched}"),
        )
        .help(format!(
            "set {name}, write it into a .env file, or give --url"
        ));
        self.locate(finding, "it is needed here")
    }
}
