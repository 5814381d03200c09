//! Reads one table of settings key by key and reports the keys that nobody asked for.

use super::{
    Setting,
    from_raw::{FromRaw, items, wrong_type},
    keys::{LATER_KEYS, alembic_advice},
    raw::{Raw, RawEntry, RawTable, RawValue},
};
use crate::{
    diagnostic::{Finding, Findings},
    near::did_you_mean,
};

/// What checking has found: what forbids to go on, and what is only worth saying.
#[derive(Debug, Default)]
pub(super) struct Report {
    pub(super) errors: Findings,
    pub(super) warnings: Findings,
}

/// A table from which keys are taken until only unknown ones are left.
pub(super) struct Section<'r> {
    table: RawTable,
    pub(super) report: &'r mut Report,
}

impl<'r> Section<'r> {
    pub(super) fn new(table: RawTable, report: &'r mut Report) -> Self {
        Self { table, report }
    }

    /// Whether the table has a key.
    pub(super) fn has(&self, key: &str) -> bool {
        self.table.contains_key(key)
    }

    /// The value as written.
    pub(super) fn take_raw(&mut self, key: &str) -> Option<RawEntry> {
        self.table.remove(key)
    }

    /// The value of `key`, if it is there and makes sense.
    pub(super) fn take<T: FromRaw>(&mut self, key: &str) -> Option<Setting<T>> {
        let raw = self.take_raw(key)?.raw;
        self.read(&raw).map(|value| Setting::of(value, &raw))
    }

    /// The value of `key`, or `default`.
    pub(super) fn take_or<T: FromRaw>(&mut self, key: &str, default: T) -> Setting<T> {
        self.take(key)
            .unwrap_or_else(|| Setting::default_value(default))
    }

    /// A list, with every item checked.
    pub(super) fn take_list<T: FromRaw>(&mut self, key: &str) -> Option<Setting<Vec<T>>> {
        let raw = self.take_raw(key)?.raw;
        match items(&raw, "an array") {
            Ok(items) => {
                let values = items.iter().filter_map(|item| self.read(item)).collect();
                Some(Setting::of(values, &raw))
            }
            Err(finding) => {
                self.report.errors.push(finding);
                None
            }
        }
    }

    /// A table of tables, by name.
    pub(super) fn take_named(&mut self, key: &str) -> Vec<(String, RawEntry, RawTable)> {
        let Some(entry) = self.take_raw(key) else {
            return Vec::new();
        };
        let Some(named) = self.table_of(&entry.raw) else {
            return Vec::new();
        };
        named
            .into_iter()
            .filter_map(|(name, entry)| {
                let table = self.table_of(&entry.raw)?;
                Some((name, entry, table))
            })
            .collect()
    }

    /// What is left, for tables whose keys are the user's own.
    pub(super) fn rest(&mut self) -> RawTable {
        std::mem::take(&mut self.table)
    }

    /// Reports what is left as unknown, with the nearest of `known`.
    pub(super) fn finish(self, known: &[&str], top: bool) {
        for (key, entry) in self.table {
            let layer = entry.raw.layer;
            if top && LATER_KEYS.contains(&key.as_str()) {
                let finding = Finding::new("later-key", format!("{key} has no effect yet"))
                    .help("a later version of rmig is going to read it; remove it until then");
                let finding = layer.locate(finding, entry.key_span, "known, but not read yet");
                self.report.warnings.push(finding);
                continue;
            }
            let advice = alembic_advice(&key).filter(|_| top).map(str::to_owned);
            let near = || {
                let later: &[&str] = if top { &LATER_KEYS } else { &[] };
                did_you_mean(&key, known.iter().chain(later).copied())
            };
            let known = || format!("known keys are {}", known.join(", "));
            let finding = Finding::new("unknown-key", format!("unknown key {key:?}"))
                .help(advice.or_else(near).unwrap_or_else(known));
            self.report
                .errors
                .push(layer.locate(finding, entry.key_span, "no such key"));
        }
    }

    fn read<T: FromRaw>(&mut self, raw: &Raw) -> Option<T> {
        T::from_raw(raw)
            .map_err(|finding| self.report.errors.push(finding))
            .ok()
    }

    fn table_of(&mut self, raw: &Raw) -> Option<RawTable> {
        match &raw.value {
            RawValue::Table(table) => Some(table.clone()),
            _ => {
                self.report.errors.push(wrong_type(raw, "a table"));
                None
            }
        }
    }
}
