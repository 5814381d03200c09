//! From the merged table to settings that make sense, or to everything that doesn't.

use std::{
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    DatabaseSettings, HookSettings, Manifest, Setting,
    hook::hooks,
    keys::KEYS,
    raw::RawTable,
    section::{Report, Section},
};
use crate::{
    connection::Pooler,
    diagnostic::{Finding, Findings, Source, is_invisible},
    near::did_you_mean,
    script::Locations,
    script_template::{FileTemplate, time_zone},
};

/// The settings of one package. Paths are absolute if the manifest's is.
///
/// ```
/// use std::path::Path;
///
/// use rmig_engine::settings::{Manifest, NoVariables, Overrides, Settings};
///
/// let text = "[package]\nname = \"shop\"\n[package.metadata.rmig]\nversion_table = \"v\"\n";
/// let manifest = Manifest::parse(Path::new("/shop/Cargo.toml"), text).unwrap();
/// let settings =
///     Settings::from_manifests(&manifest, None, &Overrides::default(), &NoVariables).unwrap();
/// assert_eq!(*settings.script_location, Path::new("/shop/migrations"));
/// assert_eq!(settings.version_table.origin.to_string(), "package (/shop/Cargo.toml, line 4)");
/// ```
#[derive(Clone, Debug)]
pub struct Settings {
    /// The package's manifest.
    pub manifest_path: PathBuf,
    /// The manifest's text, passwords masked, for findings that show a place in it.
    pub source: Source,
    /// The directory with the script template and, unless said otherwise, the revisions.
    pub script_location: Setting<PathBuf>,
    /// The directories with revisions, in load order; the first takes new ones.
    pub version_locations: Setting<Vec<PathBuf>>,
    /// Whether the folders in them belong to them.
    pub recursive_version_locations: Setting<bool>,
    /// The name of a new revision's file.
    pub file_template: Setting<FileTemplate>,
    /// The IANA name of the time zone in which revisions are dated; see [`Self::time_zone`].
    pub timezone: Setting<String>,
    /// How long the message's part of a file name may get.
    pub truncate_slug_length: Setting<usize>,
    /// The table that says which revisions are applied.
    pub version_table: Setting<String>,
    /// The schema of the version table, if it isn't the default one.
    pub version_table_schema: Option<Setting<String>>,
    /// Whether the version table has a primary key.
    pub version_table_pk: Setting<bool>,
    /// Whether every revision has a transaction of its own.
    pub transaction_per_migration: Setting<bool>,
    /// Whether one run waits for another.
    pub lock: Setting<bool>,
    /// Whether a proxy hands out the server's sessions; the driver finds out if unset.
    pub pooler: Option<Setting<Pooler>>,
    /// How long a run waits for another one.
    pub wait_for_lock: Setting<Duration>,
    /// How long a statement waits for another connection's lock.
    pub lock_timeout: Setting<Duration>,
    /// How long a statement may run; zero means for ever.
    pub statement_timeout: Setting<Duration>,
    /// What runs after a revision has been written, in order.
    pub write_hooks: Vec<HookSettings>,
    /// The databases, by name.
    pub databases: Vec<DatabaseSettings>,
    /// The database that is meant where none is named; all of them if unset.
    pub default_database: Option<Setting<String>>,
    /// What is worth saying about settings that are otherwise right.
    pub warnings: Findings,
}

impl Settings {
    /// The directory of the package.
    #[must_use]
    pub fn directory(&self) -> &Path {
        self.manifest_path.parent().unwrap_or(Path::new(""))
    }

    /// The database called `name`.
    #[must_use]
    pub fn database(&self, name: &str) -> Option<&DatabaseSettings> {
        self.databases.iter().find(|database| database.name == name)
    }

    /// Where the revision files are.
    #[must_use]
    pub fn locations(&self) -> Locations {
        Locations {
            script_location: self.script_location.value.clone(),
            version_locations: self.version_locations.value.clone(),
            recursive: self.recursive_version_locations.value,
        }
    }

    /// The time zone that `timezone` names. It is looked up only here, since that reads the
    /// system's time zone database.
    ///
    /// # Errors
    ///
    /// A finding if there is no such time zone.
    pub fn time_zone(&self) -> Result<jiff::tz::TimeZone, Finding> {
        time_zone(self.timezone.as_str(), jiff::tz::db()).map_err(|unknown| {
            let finding = Finding::new("unknown-time-zone", unknown.to_string()).help(unknown.hint);
            self.timezone.locate(finding, "no such time zone")
        })
    }
}

/// Reads every key, then looks at those that have to fit together.
pub(super) fn check(
    package: &Manifest,
    table: RawTable,
    mut report: Report,
) -> Result<Settings, Findings> {
    let mut section = Section::new(table, &mut report);
    let script_location =
        section.take_or("script_location", package.directory().join("migrations"));
    let version_locations = section
        .take_list::<PathBuf>("version_locations")
        .unwrap_or_else(|| {
            script_location
                .clone()
                .map(|path| vec![path.join("versions")])
        });
    let recursive_version_locations = section.take_or("recursive_version_locations", false);
    let file_template = section.take_or("file_template", FileTemplate::default());
    let timezone = section.take_or("timezone", "UTC".to_owned());
    let truncate_slug_length = section.take_or("truncate_slug_length", 40);
    let version_table = section.take_or("version_table", "rmig_version".to_owned());
    let version_table_schema = section.take("version_table_schema");
    let version_table_pk = section.take_or("version_table_pk", true);
    let transaction_per_migration = section.take_or("transaction_per_migration", true);
    let lock = section.take_or("lock", true);
    let pooler = section.take("pooler");
    let wait_for_lock = section.take_or("wait_for_lock", Duration::from_mins(1));
    let lock_timeout = section.take_or("lock_timeout", Duration::from_secs(5));
    let statement_timeout = section.take_or("statement_timeout", Duration::ZERO);
    let write_hooks = hooks(&mut section);
    let default_database = section.take::<String>("default_database");
    let databases = section.take_named("databases");
    let has_databases = !databases.is_empty();
    section.finish(&KEYS, true);
    let databases = databases
        .into_iter()
        .map(|(name, entry, table)| DatabaseSettings::read(name, &entry.raw, table, &mut report))
        .collect();
    let settings = Settings {
        manifest_path: package.path.clone(),
        source: package.source.clone(),
        script_location,
        version_locations,
        recursive_version_locations,
        file_template,
        timezone,
        truncate_slug_length,
        version_table,
        version_table_schema,
        version_table_pk,
        transaction_per_migration,
        lock,
        pooler,
        wait_for_lock,
        lock_timeout,
        statement_timeout,
        write_hooks,
        databases,
        default_database,
        warnings: Findings::default(),
    };
    fit(&settings, has_databases, &mut report.errors);
    in_reading_order(&mut report.errors);
    in_reading_order(&mut report.warnings);
    report.errors.or(Settings {
        warnings: report.warnings,
        ..settings
    })
}

/// Looks at settings that are right one by one and wrong together.
fn fit(settings: &Settings, has_databases: bool, errors: &mut Findings) {
    for (setting, what) in [
        (
            Some(&settings.version_table),
            "the version table has no name",
        ),
        (
            settings.version_table_schema.as_ref(),
            "the version table's schema has no name",
        ),
        (Some(&settings.timezone), "the time zone has no name"),
    ] {
        if let Some(setting) = setting.filter(|setting| setting.trim().is_empty()) {
            let finding = Finding::new("invalid-setting", what).help("write a name, or remove it");
            errors.push(setting.locate(finding, "empty"));
        }
    }
    for setting in [
        Some(&settings.version_table),
        settings.version_table_schema.as_ref(),
    ] {
        let Some(setting) = setting.filter(|setting| !setting.trim().is_empty()) else {
            continue;
        };
        let problem = if setting.contains(is_invisible) {
            "the name has characters in it that nobody can see"
        } else if setting.trim() != setting.as_str() {
            "the name begins or ends with a blank"
        } else {
            continue;
        };
        let finding =
            Finding::new("invalid-setting", problem).help("letters, digits and `_` are safe");
        errors.push(setting.locate(finding, "not a name"));
    }
    if settings.lock_timeout.is_zero() {
        // To one database it would mean not to wait at all, to the next to wait for ever.
        let finding = Finding::new("invalid-setting", "the time to wait for a lock is nothing")
            .help("write a short time such as \"100ms\", or a long one such as \"1h\"");
        errors.push(settings.lock_timeout.locate(finding, "above 0"));
    }
    let locations = &settings.version_locations;
    let twice = locations.iter().enumerate().find(|(index, path)| {
        locations
            .iter()
            .take(*index)
            .any(|earlier| earlier == *path)
    });
    if locations.is_empty() {
        let finding = Finding::new("invalid-setting", "there is no directory for revisions")
            .help("name at least one, or remove the key");
        errors.push(locations.locate(finding, "empty"));
    } else if let Some((_, path)) = twice {
        let message = format!("the directory {} is listed twice", path.display());
        let finding = Finding::new("invalid-setting", message).help("list it once");
        errors.push(locations.locate(finding, ""));
    }
    if settings.file_template.makes_folders() && !*settings.recursive_version_locations {
        let message = "new revisions would land in folders where they aren't looked for";
        let finding =
            Finding::new("invalid-setting", message).help("set recursive_version_locations = true");
        errors.push(settings.file_template.locate(finding, "this makes folders"));
    }
    if let Some(name) = &settings.default_database
        && settings.database(name).is_none()
    {
        let known = settings
            .databases
            .iter()
            .map(|database| database.name.as_str());
        let help = did_you_mean(name, known).unwrap_or_else(|| {
            if has_databases {
                "name one of databases"
            } else {
                "add it under databases"
            }
            .to_owned()
        });
        let message = format!("there is no database {:?}", name.value);
        let finding = Finding::new("unknown-database", message).help(help);
        errors.push(name.locate(finding, "no such database"));
    }
}

/// Sorts findings by file and place, those without a place last.
fn in_reading_order(findings: &mut Findings) {
    findings.0.sort_by_key(|finding| {
        let file = finding
            .source
            .as_ref()
            .map(|source| source.name().to_owned());
        let start = finding.labels.first().map(|(span, _)| span.start);
        (file.is_none(), file, start)
    });
}
