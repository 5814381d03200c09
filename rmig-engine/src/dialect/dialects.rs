//! The dialects that a program knows.

use std::sync::Arc;

use super::Dialect;
use crate::{
    database_url::DatabaseUrl,
    near::did_you_mean,
    registry::{Extension, Named, RegistryError},
    scanner::ScanRules,
    section::ScanRulesOf,
};

/// The dialects that a program knows, by name and by URL.
#[derive(Clone, Debug)]
pub struct Dialects {
    named: Named<dyn Dialect>,
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
    pub(crate) fn new() -> Self {
        Self {
            named: Named::new("dialect"),
            announced: Vec::new(),
        }
    }

    /// Registers a dialect under its own name, and under the schemes of its URLs.
    ///
    /// # Errors
    ///
    /// As [`Named::add`], and when a scheme leads to a dialect of another name already.
    pub fn add(
        &mut self,
        owner: impl Into<String>,
        dialect: Arc<dyn Dialect>,
    ) -> Result<(), RegistryError> {
        self.add_extension(Extension::new(dialect.name(), owner, dialect))
    }

    /// As [`add`](Self::add), in place of the dialect that has the name now.
    ///
    /// # Errors
    ///
    /// As [`add`](Self::add), or when there is no such dialect.
    pub fn replace(
        &mut self,
        owner: impl Into<String>,
        dialect: Arc<dyn Dialect>,
    ) -> Result<(), RegistryError> {
        self.add_extension(Extension::new(dialect.name(), owner, dialect).replace())
    }

    fn add_extension(&mut self, extension: Extension<dyn Dialect>) -> Result<(), RegistryError> {
        let newcomer = &extension.value;
        let clash = self.all().find_map(|known| {
            let taken = |scheme: &&&str| known.schemes().contains(scheme);
            let scheme = newcomer.schemes().iter().find(taken)?;
            (known.name() != newcomer.name()).then_some((known.name(), *scheme))
        });
        if let Some((known, scheme)) = clash {
            return Err(RegistryError::NameTaken {
                kind: "URL scheme",
                name: scheme.to_owned(),
                owner: self.named.owner(known).unwrap_or_default().to_owned(),
                newcomer: extension.owner,
            });
        }
        self.named.add(extension)
    }

    fn all(&self) -> impl Iterator<Item = &Arc<dyn Dialect>> {
        self.named.values()
    }

    /// Lets sections name a dialect that this program can't reach.
    pub fn announce(&mut self, name: &'static str) {
        self.announced.push(name);
    }

    /// The dialect called `name`, or that has it for another spelling.
    #[must_use]
    pub fn by_name(&self, name: &str) -> Option<&Arc<dyn Dialect>> {
        self.all()
            .find(|dialect| dialect.name() == name || dialect.aliases().contains(&name))
    }

    /// The names of the dialects that this program knows.
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.named.names().collect()
    }

    /// The names under which sections serve a database of `dialect`: each group holds the spellings
    /// of one dialect, the nearest first.
    pub(crate) fn section_names(&self, dialect: &dyn Dialect) -> Vec<Vec<&'static str>> {
        let spellings = |one: &dyn Dialect| {
            let mut names = vec![one.name()];
            names.extend(one.aliases());
            names
        };
        let mut groups = vec![spellings(dialect)];
        for name in dialect.falls_back_to() {
            groups.push(match self.by_name(name) {
                Some(other) => spellings(other.as_ref()),
                None => vec![name],
            });
        }
        groups
    }

    /// The dialect of the database that a URL leads to.
    ///
    /// # Errors
    ///
    /// [`UnknownScheme`] if there is none.
    pub fn by_url(&self, url: &DatabaseUrl) -> Result<&Arc<dyn Dialect>, UnknownScheme> {
        let found = self.all().find(|one| one.schemes().contains(&url.scheme()));
        found.ok_or_else(|| {
            let schemes = || self.all().flat_map(|one| one.schemes().iter().copied());
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
        if dialect == self.own.name() || self.own.aliases().contains(&dialect) {
            return Some(self.own.scan_rules());
        }
        self.dialects
            .by_name(dialect)
            .map(|dialect| dialect.scan_rules())
    }

    fn names(&self) -> Vec<&str> {
        let mut names = vec![self.own.name()];
        names.extend(self.dialects.named.names());
        let aliases = self.dialects.all().map(|dialect| dialect.aliases());
        names.extend(aliases.flatten());
        names.extend(&self.dialects.announced);
        names.dedup();
        names
    }
}

#[cfg(test)]
mod tests {
    use async_trait::async_trait;

    use super::*;
    use crate::{
        connection::{ConnectOptions, Connection, DatabaseError},
        dialect::{Capabilities, Recovery, Refusal},
    };

    #[derive(Debug)]
    struct Fake(&'static str, &'static [&'static str]);

    #[async_trait]
    impl Dialect for Fake {
        fn name(&self) -> &'static str {
            self.0
        }
        fn schemes(&self) -> &'static [&'static str] {
            self.1
        }
        fn quote_identifier(&self, _: &str) -> String {
            unreachable!()
        }
        fn quote_text(&self, _: &str) -> String {
            unreachable!()
        }
        fn scan_rules(&self) -> &ScanRules {
            unreachable!()
        }
        fn capabilities(&self) -> Capabilities {
            unreachable!()
        }
        fn identity_column(&self) -> &'static str {
            unreachable!()
        }
        fn refuse(&self, _: &[&str], _: bool) -> Option<Refusal> {
            unreachable!()
        }
        fn long_text(&self) -> &'static str {
            unreachable!()
        }
        fn table_options(&self) -> &'static str {
            unreachable!()
        }
        fn session_profile(&self) -> &'static [&'static str] {
            unreachable!()
        }
        fn client_directives(&self) -> &'static [&'static str] {
            unreachable!()
        }
        fn begin(&self) -> &'static str {
            unreachable!()
        }
        fn lock_rows(&self, _: &str) -> Option<String> {
            unreachable!()
        }
        fn guard(&self, _: &str, _: &str) -> String {
            unreachable!()
        }
        fn now(&self) -> &'static str {
            unreachable!()
        }
        fn commits_implicitly(&self, _: &[&str]) -> bool {
            unreachable!()
        }
        fn recovery(&self, _: &[&str]) -> Recovery {
            unreachable!()
        }
        async fn connect(
            &self,
            _: &DatabaseUrl,
            _: &ConnectOptions,
        ) -> Result<Box<dyn Connection>, DatabaseError> {
            unreachable!()
        }
    }

    #[test]
    fn a_name_or_a_scheme_taken_twice_names_both_owners() {
        let mut dialects = Dialects::new();
        let fake = |name, schemes| Arc::new(Fake(name, schemes));
        dialects.add("rmig", fake("duck", &["duckdb"])).unwrap();
        let refused = |error: Result<(), RegistryError>| error.unwrap_err().to_string();
        assert_eq!(
            refused(dialects.add("acme", fake("duck", &["quack"]))),
            "the dialect \"duck\" of acme is already registered by rmig"
        );
        assert_eq!(
            refused(dialects.replace("acme", fake("goose", &["goose"]))),
            "acme replaces the dialect \"goose\", which nobody has registered"
        );
        assert_eq!(
            refused(dialects.add("acme", fake("goose", &["goose", "duckdb"]))),
            "the URL scheme \"duckdb\" of acme is already registered by rmig"
        );
        dialects.replace("acme", fake("duck", &["quack"])).unwrap();
        let reached = |url: &str| dialects.by_url(&DatabaseUrl::parse(url).unwrap()).is_ok();
        assert!(reached("quack://x/y") && !reached("duckdb://x/y"));
    }
}
