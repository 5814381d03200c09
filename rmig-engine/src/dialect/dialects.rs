//! The dialects that a program knows.

use std::sync::Arc;

use super::Dialect;
use crate::{
    database_url::DatabaseUrl, near::did_you_mean, scanner::ScanRules, section::ScanRulesOf,
};

/// The dialects that a program knows, by name and by URL.
#[derive(Clone, Debug, Default)]
pub struct Dialects {
    dialects: Vec<Arc<dyn Dialect>>,
    /// Names that sections may use although this program can't reach such a database.
    announced: Vec<&'static str>,
}

/// No dialect goes by the scheme of a URL.
#[derive(Clone, Debug, thiserror::Error, miette::Diagnostic)]
#[error("there is no database driver for {scheme:?}")]
#[diagnostic(code("unknown-database-scheme"))]
pub struct UnknownScheme {
    /// The scheme as written.
    pub scheme: String,
    /// What was probably meant, or what there is.
    #[help]
    pub help: String,
}

impl Dialects {
    /// Adds a dialect; one of the same name gives way.
    pub fn register(&mut self, dialect: Arc<dyn Dialect>) {
        self.dialects.retain(|known| known.name() != dialect.name());
        self.dialects.push(dialect);
    }

    /// Lets sections name a dialect that this program can't reach.
    pub fn announce(&mut self, name: &'static str) {
        self.announced.push(name);
    }

    /// The dialect called `name`.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Arc<dyn Dialect>> {
        self.dialects.iter().find(|dialect| dialect.name() == name)
    }

    /// The dialect of the database that a URL leads to.
    ///
    /// # Errors
    ///
    /// [`UnknownScheme`] if there is none.
    pub fn by_url(&self, url: &DatabaseUrl) -> Result<&Arc<dyn Dialect>, UnknownScheme> {
        let found = self
            .dialects
            .iter()
            .find(|one| one.schemes().contains(&url.scheme()));
        found.ok_or_else(|| {
            let schemes = || {
                self.dialects
                    .iter()
                    .flat_map(|one| one.schemes().iter().copied())
            };
            let help = did_you_mean(url.scheme(), schemes()).unwrap_or_else(|| {
                let known: Vec<&str> = schemes().collect();
                format!("this version knows the schemes {}", known.join(", "))
            });
            UnknownScheme {
                scheme: url.scheme().to_owned(),
                help,
            }
        })
    }

    /// How sections are cut on a database of the dialect called `own`.
    pub(crate) fn rules_on<'a>(&'a self, own: &'a dyn Dialect) -> impl ScanRulesOf + 'a {
        RulesOn {
            dialects: self,
            own,
        }
    }
}

struct RulesOn<'a> {
    dialects: &'a Dialects,
    own: &'a dyn Dialect,
}

impl ScanRulesOf for RulesOn<'_> {
    fn own(&self) -> &ScanRules {
        self.own.scan_rules()
    }

    fn of(&self, dialect: &str) -> Option<&ScanRules> {
        if dialect == self.own.name() {
            return Some(self.own.scan_rules());
        }
        self.dialects
            .by_name(dialect)
            .map(|dialect| dialect.scan_rules())
    }

    fn names(&self) -> Vec<&str> {
        let mut names = vec![self.own.name()];
        names.extend(self.dialects.dialects.iter().map(|dialect| dialect.name()));
        names.extend(&self.dialects.announced);
        names.dedup();
        names
    }
}
