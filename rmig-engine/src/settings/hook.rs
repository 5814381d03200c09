//! Write hooks as settings: what runs after a revision has been written.

use std::{collections::BTreeMap, ops::Range, path::PathBuf, sync::Arc};

use super::{
    Setting,
    from_raw::{FromRaw, invalid, items, wrong_type},
    layer::Layer,
    raw::{Raw, RawEntry, RawTable, RawValue},
    section::{Report, Section},
};
use crate::diagnostic::Finding;

/// One option of a hook. Which options there are is for the hook's type to say.
pub type HookOption = Setting<String>;

/// A hook that is to run, with the options of its type.
#[derive(Clone, Debug)]
pub struct HookSettings {
    /// Its name in `write_hooks`.
    pub name: String,
    /// The type, for the registry to find: `exec`, or that of a plugin. Without one, its name.
    pub kind: Setting<String>,
    /// What else its table says, without `type` and `name`.
    pub options: BTreeMap<String, HookOption>,
    /// Where relative paths in the options start: the directory of the manifest.
    pub base: PathBuf,
    at: (Arc<Layer>, Range<usize>),
}

impl HookSettings {
    /// Shows `finding` at the place where the hook is named.
    #[must_use]
    pub fn locate(&self, finding: Finding, label: impl Into<String>) -> Finding {
        self.at.0.locate(finding, self.at.1.clone(), label)
    }

    /// Shows `finding` at an option's value, or at the hook if it has no such option.
    #[must_use]
    pub fn locate_option(&self, key: &str, finding: Finding, label: impl Into<String>) -> Finding {
        match self.options.get(key) {
            Some(option) => option.locate(finding, label),
            None => self.locate(finding, label),
        }
    }

    fn read(name: String, named_at: &Raw, table: RawTable, report: &mut Report) -> Self {
        let mut section = Section::new(table, report);
        let kind = section.take::<String>("type");
        let mut base = named_at.layer.base.clone();
        let mut options = BTreeMap::new();
        for (key, RawEntry { raw, .. }) in section.rest() {
            match String::from_raw(&raw) {
                Ok(value) => {
                    base.clone_from(&raw.layer.base);
                    options.insert(key, Setting::of(value, &raw));
                }
                Err(finding) => report.errors.push(finding),
            }
        }
        if kind.is_none() && options.contains_key("executable") {
            let help = "add type = \"exec\"";
            let message = format!("the write hook {name:?} has no type");
            report.errors.push(invalid(named_at, message, help));
        }
        let kind = kind.unwrap_or_else(|| Setting::of(name.clone(), named_at));
        let at = (Arc::clone(&named_at.layer), named_at.span.clone());
        Self {
            name,
            kind,
            options,
            base,
            at,
        }
    }
}

/// The hooks of `write_hooks`: names whose options stand under `hooks`, or tables of their own.
pub(super) fn hooks(section: &mut Section<'_>) -> Vec<HookSettings> {
    let list = section.take_raw("write_hooks").map(|entry| entry.raw);
    let mut tables: BTreeMap<String, RawTable> = section
        .take_named("hooks")
        .into_iter()
        .map(|(name, _, table)| (name, table))
        .collect();
    let items = match list
        .as_ref()
        .map(|raw| items(raw, "an array of hook names"))
    {
        Some(Ok(items)) => items,
        Some(Err(finding)) => {
            section.report.errors.push(finding);
            return Vec::new();
        }
        None => Vec::new(),
    };
    let mut hooks: Vec<HookSettings> = Vec::new();
    for item in items {
        let report = &mut *section.report;
        let (name, table) = match &item.value {
            RawValue::String(name) | RawValue::Text(name) => {
                (name.clone(), tables.remove(name).unwrap_or_default())
            }
            RawValue::Table(table) => {
                let mut own = Section::new(table.clone(), report);
                match own.take::<String>("name") {
                    Some(name) => (name.value, own.rest()),
                    None => {
                        let help = "add a name; messages call the hook by it";
                        report
                            .errors
                            .push(invalid(&item, "a write hook has no name", help));
                        continue;
                    }
                }
            }
            _ => {
                report
                    .errors
                    .push(wrong_type(&item, "a hook's name or table"));
                continue;
            }
        };
        if hooks.iter().any(|hook| hook.name == name) {
            let help = "name it once; hooks run in the order of the list";
            let message = format!("the write hook {name:?} is listed twice");
            report.errors.push(invalid(&item, message, help));
            continue;
        }
        hooks.push(HookSettings::read(name, &item, table, report));
    }
    hooks
}
