//! Calls the roll: which of the program's own writes there were points at, so that none is missing unnoticed.

use std::collections::BTreeMap;

use rmig_test_support::Message;

use crate::figure::say;

/// Whether a message's text is of some kind.
type Known = fn(&str) -> bool;

/// The program's writes, each with how one is known.
const WRITES: [(&str, Known); 11] = [
    ("tables", |text| text.contains("CREATE TABLE IF NOT EXISTS")),
    ("lock", |text| {
        text.contains("pg_try_advisory_lock(") || text.contains(" GET_LOCK(")
    }),
    ("claim", |text| {
        writes(text, "INSERT INTO", "rmig_journal") && text.contains("'started'")
    }),
    ("claim again", |text| text.contains("SET claim = 1")),
    ("progress", |text| text.contains("SET statements_done =")),
    ("failure", |text| text.contains("outcome = 'failed'")),
    ("journal", |text| {
        writes(text, "INSERT INTO", "rmig_journal") && text.contains("'done'")
    }),
    ("swap", |text| {
        ["INSERT INTO", "UPDATE", "DELETE FROM"]
            .iter()
            .any(|verb| writes(text, verb, "rmig_version"))
    }),
    ("commit", |text| text.contains("COMMIT")),
    ("session reset", |text| {
        text.contains("RESET ALL") || text.contains("SET NAMES")
    }),
    ("unlock", |text| {
        text.contains("pg_advisory_unlock(") || text.contains("RELEASE_LOCK(")
    }),
];

/// Whether a text has this verb for this table.
fn writes(text: &str, verb: &str, table: &str) -> bool {
    let mut places = text.split(verb).skip(1);
    places.any(|rest| {
        rest.split_whitespace()
            .next()
            .is_some_and(|name| name.contains(table))
    })
}

/// Says how many points there are in each phase, and at which writes; fails where there are none at one of them.
pub fn call<'m>(what: &str, points: impl Iterator<Item = (&'static str, &'m Message)>) {
    let mut phases: BTreeMap<&str, usize> = BTreeMap::new();
    let mut found: BTreeMap<&str, usize> = BTreeMap::new();
    for (phase, message) in points {
        *phases.entry(phase).or_default() += 1;
        for (name, is_one) in WRITES {
            *found.entry(name).or_default() += usize::from(is_one(&message.text));
        }
    }
    say(&format!("{what}: {phases:?}, at {found:?}"));
    let missing: Vec<_> = found.iter().filter(|(_, count)| **count == 0).collect();
    assert!(
        missing.is_empty() && !found.is_empty(),
        "{what}: no point at {missing:?}"
    );
}
