//! Whether a `CREATE TABLE` statement and the pragmas tell the same.

use rmig_engine::schema::{Column, Constraint, ForeignKey, ReferentialAction, ServerDefault};

use super::{catalogue, facts::Facts, text::TableText};

/// In what they differ; nothing, unless the statement was misread or changed behind SQLite's back.
pub(super) fn difference(text: &TableText, facts: &Facts) -> Option<String> {
    columns(&text.columns, &facts.columns)
        .or_else(|| options(text, facts))
        .or_else(|| key(text, facts))
        .or_else(|| uniques(text, facts))
        .or_else(|| foreign_keys(text, facts))
}

fn columns(text: &[Column], facts: &[catalogue::Column]) -> Option<String> {
    if text.len() != facts.len() {
        return Some(format!("{} columns instead of {}", text.len(), facts.len()));
    }
    text.iter().zip(facts).find_map(|(text, facts)| {
        if text.name != facts.name {
            return Some(format!(
                "the column {:?} instead of {:?}",
                text.name, facts.name
            ));
        }
        let computed = text
            .server_default
            .as_ref()
            .and_then(ServerDefault::computed);
        let hidden = match computed.map(|computed| computed.persisted) {
            None => 0,
            Some(Some(true)) => 3,
            Some(_) => 2,
        };
        if hidden != facts.hidden {
            return Some(format!("whether the column {:?} is generated", text.name));
        }
        let has_default = text.server_default.is_some() && computed.is_none();
        if has_default != facts.default.is_some() {
            return Some(format!("whether the column {:?} has a default", text.name));
        }
        // A column of the key may be NOT NULL by itself.
        let not_null = text.nullable == Some(false) || facts.not_null && facts.key > 0;
        (not_null != facts.not_null)
            .then(|| format!("whether the column {:?} may be NULL", text.name))
    })
}

fn options(text: &TableText, facts: &Facts) -> Option<String> {
    let options = &text.options;
    if (options.sqlite_with_rowid == Some(false)) != facts.listed.without_rowid {
        return Some("WITHOUT ROWID".to_owned());
    }
    (options.sqlite_strict != facts.listed.strict).then(|| "STRICT".to_owned())
}

fn key(text: &TableText, facts: &Facts) -> Option<String> {
    let mut keys = text.constraints.iter().filter_map(|one| match one {
        Constraint::PrimaryKey(key) => Some(&key.columns),
        _ => None,
    });
    let written = keys
        .next()
        .map(|columns| once_each(columns.iter().map(String::as_str)));
    let differs = written.unwrap_or_default() != facts.key() || keys.next().is_some();
    differs.then(|| "the primary key".to_owned())
}

/// Two constraints over the same columns have one index, and it may be the primary key's.
fn uniques(text: &TableText, facts: &Facts) -> Option<String> {
    let written = text.constraints.iter().filter_map(|one| match one {
        Constraint::Unique(unique) => Some(once_each(unique.columns.iter().map(String::as_str))),
        _ => None,
    });
    let written: Vec<Vec<&str>> = written.collect();
    let each = |indexes: Vec<Vec<&'_ str>>| -> Vec<Vec<String>> {
        let owned = |index: Vec<&str>| {
            once_each(index.into_iter())
                .into_iter()
                .map(str::to_owned)
                .collect()
        };
        indexes.into_iter().map(owned).collect()
    };
    let own = each(facts.indexed_by("u"));
    let of_key = each(facts.indexed_by("pk"));
    let key = facts.key();
    let has_index = |columns: &Vec<&str>| {
        own.iter().chain(&of_key).any(|index| index == columns) || *columns == key
    };
    let is_written = |index: &Vec<String>| written.iter().any(|columns| index == columns);
    let same = written.iter().all(has_index) && own.iter().all(is_written);
    (!same).then(|| "the unique constraints".to_owned())
}

fn foreign_keys(text: &TableText, facts: &Facts) -> Option<String> {
    let written = text.constraints.iter().rev().filter_map(|one| match one {
        Constraint::ForeignKey(key) => Some(key),
        _ => None,
    });
    let written: Vec<&ForeignKey> = written.collect();
    let same = written.len() == facts.foreign_keys.len()
        && written
            .iter()
            .zip(facts.foreign_keys.values())
            .all(|(written, facts)| is_same(written, facts));
    (!same).then(|| "the foreign keys".to_owned())
}

fn is_same(written: &ForeignKey, facts: &[catalogue::ForeignKey]) -> bool {
    let action = |action: &Option<ReferentialAction>| {
        let action = action.as_ref();
        action.map_or("NO ACTION", ReferentialAction::words)
    };
    let from = facts.iter().map(|one| &one.from);
    let to = facts.iter().filter_map(|one| one.to.as_ref());
    written.columns.iter().eq(from)
        && written.referent_columns.iter().eq(to)
        && facts.iter().all(|one| {
            one.parent == written.referent_table
                && one.on_delete == action(&written.ondelete)
                && one.on_update == action(&written.onupdate)
        })
}

/// Each name once, where it stands first.
fn once_each<'a>(names: impl Iterator<Item = &'a str>) -> Vec<&'a str> {
    let mut each = Vec::new();
    for name in names {
        if !each.contains(&name) {
            each.push(name);
        }
    }
    each
}
