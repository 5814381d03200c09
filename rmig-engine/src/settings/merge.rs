//! Lays one layer of settings over another: the only place where precedence is decided.

use super::raw::{RawEntry, RawTable, RawValue};

/// Tables of named things: a layer adds to them and changes single keys of one, while every other
/// value is replaced whole.
const NAMED: [&str; 2] = ["databases", "hooks"];

/// Lays `upper` over `lower`.
pub(super) fn merge(lower: &mut RawTable, upper: RawTable) {
    for (key, entry) in upper {
        let depth = if NAMED.contains(&key.as_str()) { 2 } else { 0 };
        lay(lower, key, entry, depth);
    }
}

/// Puts `entry` over what `table` holds under `key`, going into tables `depth` levels deep.
fn lay(table: &mut RawTable, key: String, entry: RawEntry, depth: usize) {
    let both = match (table.get_mut(&key), depth) {
        (Some(below), 1..) => match (&mut below.raw.value, entry.raw.value) {
            (RawValue::Table(below), RawValue::Table(above)) => {
                for (key, entry) in above {
                    lay(below, key, entry, depth - 1);
                }
                return;
            }
            (_, value) => RawEntry {
                raw: super::raw::Raw { value, ..entry.raw },
                ..entry
            },
        },
        _ => entry,
    };
    table.insert(key, both);
}
