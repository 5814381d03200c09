//! Databases as settings: names, URLs, and how many of them run at once.

use std::path::PathBuf;

use super::{
    Setting, UrlTemplate,
    from_raw::{FromRaw, invalid, wrong_type},
    raw::{Raw, RawTable, RawValue},
    section::{Report, Section},
};
use crate::{diagnostic::Finding, near::did_you_mean};

/// The keys of one database.
const KEYS: [&str; 3] = ["jobs", "url", "urls"];

/// Many databases under one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UrlSource {
    /// Their URLs, one by one.
    List(Vec<UrlTemplate>),
    /// The SQLite files that match a pattern, which is absolute if its manifest's path is.
    Glob(PathBuf),
}

/// One name under `databases`.
#[derive(Clone, Debug)]
pub struct DatabaseSettings {
    /// The name; `main` for the plain `url`.
    pub name: String,
    /// Its URL.
    pub url: Option<Setting<UrlTemplate>>,
    /// The URLs of the many databases that share the name.
    pub urls: Option<Setting<UrlSource>>,
    /// How many of them run at once.
    pub jobs: Option<Setting<usize>>,
}

impl FromRaw for UrlSource {
    const EXPECTED: &'static str = "an array of URLs, or { glob = \"…\" }";

    fn from_raw(raw: &Raw) -> Result<Self, Finding> {
        match &raw.value {
            RawValue::Array(items) if items.is_empty() => Err(invalid(
                raw,
                "there is no URL in the list",
                "write at least one URL",
            )),
            RawValue::Array(items) => {
                let urls: Result<Vec<_>, _> = items.iter().map(UrlTemplate::from_raw).collect();
                urls.map(Self::List)
            }
            RawValue::Table(table) => Self::from_table(raw, table),
            _ => Err(wrong_type(raw, Self::EXPECTED)),
        }
    }
}

impl UrlSource {
    fn from_table(raw: &Raw, table: &RawTable) -> Result<Self, Finding> {
        if let Some((key, entry)) = table.iter().find(|(key, _)| *key != "glob") {
            let finding = Finding::new("unknown-key", format!("unknown key {key:?}")).help(
                did_you_mean(key, ["glob"]).unwrap_or_else(|| format!("write {}", Self::EXPECTED)),
            );
            return Err(raw
                .layer
                .locate(finding, entry.key_span.clone(), "no such key"));
        }
        match table.get("glob") {
            Some(entry) => {
                let path = PathBuf::from_raw(&entry.raw)?;
                globset::Glob::new(&path.to_string_lossy())
                    .map_err(|error| invalid(&entry.raw, error.kind().to_string(), "mend it"))?;
                Ok(Self::Glob(path))
            }
            None => Err(wrong_type(raw, Self::EXPECTED)),
        }
    }
}

impl DatabaseSettings {
    /// Reads the table of one database.
    pub(super) fn read(name: String, at: &Raw, table: RawTable, report: &mut Report) -> Self {
        if let Some(why) = unusable(&name) {
            let help = "letters, digits, `_`, `-` and `.` are safe";
            let message = format!("the database name {name:?} {why}");
            report.errors.push(invalid(at, message, help));
        }
        let mut section = Section::new(table, report);
        let given = |section: &Section<'_>| section.has("url") || section.has("urls");
        let has_url = given(&section);
        let mut url = section.take::<UrlTemplate>("url");
        let mut urls = section.take::<UrlSource>("urls");
        let jobs = section.take::<usize>("jobs");
        section.finish(&KEYS, false);
        if let (Some(one), Some(many)) = (&url, &urls) {
            use std::mem::discriminant;
            if discriminant(&one.origin) == discriminant(&many.origin) {
                let message = format!("the database {name:?} has both url and urls");
                let finding = Finding::new("invalid-setting", message).help("keep one of them");
                report
                    .errors
                    .push(many.locate(finding, "the other one is url"));
            } else if one.origin > many.origin {
                urls = None;
            } else {
                url = None;
            }
        }
        if !has_url {
            let message = format!("the database {name:?} has no URL");
            let help = "add url = \"${DATABASE_URL}\", or a URL such as sqlite:data/app.sqlite";
            report.errors.push(invalid(at, message, help));
        }
        Self {
            name,
            url,
            urls,
            jobs,
        }
    }
}

/// Why a section marker could not name the database: its words end at white space, and there are no
/// quotes around them.
fn unusable(name: &str) -> Option<&'static str> {
    let is_bad = |c: char| c.is_whitespace() || c.is_control() || c == '"' || c == '\'';
    if name.is_empty() {
        Some("is empty")
    } else if name.contains(is_bad) {
        Some("has white space or quotes in it, so that no section could name it with `database=`")
    } else {
        None
    }
}
