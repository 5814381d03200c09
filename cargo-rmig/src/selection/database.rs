//! A selected database of a selected package.

use std::sync::Arc;

use rmig_engine::{
    database_url::DatabaseUrl,
    diagnostic::{Finding, Findings},
    settings::{DatabaseSettings, Origin, Setting, UrlTemplate},
};

use super::{Package, Selector, names::Names, packages};
use crate::{CommandError, Context, sweep::Target};

/// A selected database.
#[derive(Clone, Debug)]
pub struct Database {
    /// The package that it belongs to.
    pub package: Arc<Package>,
    /// Its name in the settings.
    pub name: String,
    /// Its URL as the settings spell it, or why there is none; `Display` hides the password.
    template: Result<Setting<UrlTemplate>, Finding>,
    label: String,
}

impl Database {
    /// Its URL, with variables looked up and a relative SQLite path resolved.
    ///
    /// # Errors
    ///
    /// There is none, a variable is missing, or what comes out is no URL.
    pub fn url(&self) -> Result<DatabaseUrl, Finding> {
        let template = self.template.as_ref().map_err(Clone::clone)?;
        template.expand(&self.package.variables)
    }

    /// Shows `finding` where the settings name the URL.
    pub(crate) fn locate(&self, finding: Finding, label: &str) -> Finding {
        match &self.template {
            Ok(template) => template.locate(finding, label),
            Err(_) => finding,
        }
    }

    /// What its URL begins with; no variable is looked up that isn't needed for it.
    ///
    /// # Errors
    ///
    /// As [`url`](Self::url).
    pub(crate) fn scheme(&self) -> Result<String, Finding> {
        let template = self.template.as_ref().map_err(Clone::clone)?;
        match template.scheme() {
            Some(scheme) => Ok(scheme.to_owned()),
            None => Ok(self.url()?.scheme().to_owned()),
        }
    }
}

impl Target for Database {
    fn label(&self) -> String {
        self.label.clone()
    }
}

/// What a command does with the databases that it selects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// It opens them: each has to have a URL.
    Connect,
    /// It writes scripts for them, and may not even have to know where they are.
    Write,
}

/// The selected databases, by package and name.
pub(crate) fn databases(
    context: &Context,
    selector: &Selector<'_>,
    used: Use,
) -> Result<Vec<Database>, CommandError> {
    let packages = packages(context, selector)?;
    let wanted = Names::new("--database", "database", &selector.args.database)?;
    let known: Vec<_> = packages
        .iter()
        .flat_map(|package| {
            package
                .settings
                .databases
                .iter()
                .map(|one| one.name.as_str())
        })
        .collect();
    wanted.check(&known)?;
    let mut findings = Findings::default();
    let mut databases = Vec::new();
    for package in &packages {
        let settings = &package.settings;
        let label = |name: &str| match packages.len() {
            1 => name.to_owned(),
            _ => format!("{}/{name}", package.name),
        };
        let mut add = |name: &str, template: Result<Setting<UrlTemplate>, Finding>| match template {
            Err(finding) if used == Use::Connect => findings.push(finding),
            template => databases.push(Database {
                package: Arc::clone(package),
                name: name.to_owned(),
                template,
                label: label(name),
            }),
        };
        if settings.databases.is_empty() && wanted.is_empty() {
            add("main", Err(without_database(package)));
        }
        let chosen = settings
            .databases
            .iter()
            .filter(|one| is_chosen(selector, package, one, &wanted));
        for one in chosen {
            let none = || many(one, &label(&one.name));
            add(&one.name, one.url.clone().ok_or_else(none));
        }
    }
    findings.or(())?;
    Ok(databases)
}

/// Whether the flags, or the default of the settings, mean this database.
fn is_chosen(
    selector: &Selector<'_>,
    package: &Package,
    database: &DatabaseSettings,
    wanted: &Names,
) -> bool {
    if selector.args.url.is_some() {
        let origin = database.url.as_ref().map(|url| &url.origin);
        return matches!(origin, Some(Origin::Flag { .. }));
    }
    match &package.settings.default_database {
        _ if !wanted.is_empty() => wanted.matches(&database.name),
        Some(default) => **default == database.name,
        None => true,
    }
}

fn without_database(package: &Package) -> Finding {
    let message = format!("{} has no database in its settings", package.name);
    Finding::new("no-database", message).help(format!(
        "add url = \"${{DATABASE_URL}}\" to [package.metadata.rmig] in {}, or give --url",
        package.manifest_path.display()
    ))
}

/// The finding about many databases under one name.
fn many(database: &DatabaseSettings, label: &str) -> Finding {
    let message = format!("{label} is many databases, which this version can't run yet");
    let finding = Finding::new("many-databases", message).help("choose others with -d");
    match &database.urls {
        Some(urls) => urls.locate(finding, "more than one URL"),
        None => finding,
    }
}
