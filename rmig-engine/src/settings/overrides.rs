//! What the environment and the command line say about settings.

use std::{path::Path, sync::Arc};

use super::{
    Variables,
    keys::KEYS,
    layer::{Layer, Speaker},
    merge::merge,
    raw::{Raw, RawEntry, RawTable, RawValue},
};

/// One flag's word on a setting.
#[derive(Clone)]
struct Flag {
    key: String,
    database: Option<String>,
    value: String,
    layer: Arc<Layer>,
}

/// Settings that flags give; they beat everything else.
#[derive(Clone, Default)]
pub struct Overrides(Vec<Flag>);

impl Overrides {
    /// `flag` sets `key` to `value`; a relative path in it is counted from `base`.
    #[must_use]
    pub fn set(self, flag: &str, key: &str, value: &str, base: &Path) -> Self {
        self.add(flag, key, None, value, base)
    }

    /// `flag` sets the URL of `database`, or of the package's default database.
    #[must_use]
    pub fn url(self, flag: &str, database: Option<&str>, value: &str, base: &Path) -> Self {
        self.add(flag, "url", database, value, base)
    }

    fn add(
        mut self,
        flag: &str,
        key: &str,
        database: Option<&str>,
        value: &str,
        base: &Path,
    ) -> Self {
        let speaker = Speaker::Flag {
            name: flag.to_owned(),
        };
        self.0.push(Flag {
            key: key.to_owned(),
            database: database.map(ToOwned::to_owned),
            value: value.to_owned(),
            layer: Arc::new(Layer {
                speaker,
                source: None,
                base: base.to_path_buf(),
            }),
        });
        self
    }

    /// Lays the flags over what the manifests and the variables say.
    pub(super) fn apply(&self, table: &mut RawTable) {
        for flag in &self.0 {
            let entry = text(&flag.value, &flag.layer);
            if flag.key == "url" {
                let name = flag
                    .database
                    .clone()
                    .unwrap_or_else(|| default_database(table));
                set_url(table, name, entry);
            } else {
                merge(table, RawTable::from([(flag.key.clone(), entry)]));
            }
        }
    }
}

/// Lays the `RMIG_*` variables over what the manifests say.
pub(super) fn apply_variables(table: &mut RawTable, variables: &dyn Variables) {
    let lookup = |name: String| {
        let found = variables.get(&name)?;
        let speaker = Speaker::Variable {
            name,
            file: found.file,
        };
        let layer = Arc::new(Layer {
            speaker,
            source: None,
            base: found.base,
        });
        Some(text(&found.value, &layer))
    };
    for key in KEYS
        .iter()
        .filter(|key| !["databases", "hooks", "url"].contains(key))
    {
        if let Some(entry) = lookup(format!("RMIG_{}", key.to_uppercase())) {
            merge(table, RawTable::from([((*key).to_owned(), entry)]));
        }
    }
    if let Some(entry) = lookup("RMIG_URL".to_owned()) {
        let name = default_database(table);
        set_url(table, name, entry);
    }
    let mut names = database_names(table);
    if !names.iter().any(|name| name == "main") {
        names.push("main".to_owned());
    }
    for name in names {
        let upper: String = name
            .chars()
            .map(|c| {
                if c.is_ascii_alphanumeric() {
                    c.to_ascii_uppercase()
                } else {
                    '_'
                }
            })
            .collect();
        if let Some(entry) = lookup(format!("RMIG_DATABASE_{upper}_URL")) {
            set_url(table, name, entry);
        }
    }
}

/// The database that a URL without a name is meant for: the default one, the only one, or `main`.
fn default_database(table: &RawTable) -> String {
    if let Some(RawEntry {
        raw: Raw {
            value: RawValue::String(name),
            ..
        },
        ..
    })
    | Some(RawEntry {
        raw: Raw {
            value: RawValue::Text(name),
            ..
        },
        ..
    }) = table.get("default_database")
    {
        return name.clone();
    }
    match database_names(table).as_slice() {
        [only] => only.clone(),
        _ => "main".to_owned(),
    }
}

fn database_names(table: &RawTable) -> Vec<String> {
    match table.get("databases").map(|entry| &entry.raw.value) {
        Some(RawValue::Table(databases)) => databases.keys().cloned().collect(),
        _ => Vec::new(),
    }
}

/// Untyped text of a variable or a flag.
fn text(value: &str, layer: &Arc<Layer>) -> RawEntry {
    let value = RawValue::Text(value.to_owned());
    RawEntry {
        key_span: 0..0,
        raw: Raw {
            value,
            span: 0..0,
            layer: Arc::clone(layer),
        },
    }
}

/// Sets `databases.<name>.url`.
pub(super) fn set_url(table: &mut RawTable, name: String, entry: RawEntry) {
    let wrap = |key: String, entry: RawEntry| {
        let raw = Raw {
            span: entry.raw.span.clone(),
            layer: Arc::clone(&entry.raw.layer),
            value: RawValue::Table(RawTable::from([(key, entry.clone())])),
        };
        RawEntry {
            key_span: entry.key_span,
            raw,
        }
    };
    let database = wrap("url".to_owned(), entry);
    merge(
        table,
        RawTable::from([("databases".to_owned(), wrap(name, database))]),
    );
}
