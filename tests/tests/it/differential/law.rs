//! What the steps of a plan and the version rows after them have to be, whatever Alembic does.

use std::collections::{BTreeMap, BTreeSet};

use super::document::{Facts, Kind, Question};

type Applied<'a> = BTreeSet<&'a str>;

/// Revisions and what they need.
pub struct Law<'a> {
    parents: &'a BTreeMap<String, Vec<String>>,
}

impl<'a> Law<'a> {
    pub fn new(facts: &'a Facts) -> Self {
        Self {
            parents: &facts.parents,
        }
    }

    /// `rows` and everything that they need.
    pub fn applied<'r>(&self, rows: impl IntoIterator<Item = &'r str>) -> BTreeSet<String> {
        let mut seen = BTreeSet::new();
        let mut todo: Vec<&str> = rows.into_iter().collect();
        while let Some(each) = todo.pop() {
            if seen.insert(each.to_owned()) {
                let needs = self.parents.get(each).into_iter().flatten();
                todo.extend(needs.map(String::as_str));
            }
        }
        seen
    }

    /// Whether no row is implied by another one, and all are known.
    pub fn is_sound(&self, rows: &[String]) -> bool {
        self.are_known(rows) && self.rows(&self.applied(texts(rows))) == sorted(rows)
    }

    pub fn are_known(&self, rows: &[String]) -> bool {
        rows.iter().all(|row| self.parents.contains_key(row))
    }

    /// Whether some revision has a parent that another of its parents implies.
    pub fn has_redundant_parents(&self) -> bool {
        self.parents.values().any(|parents| !self.is_sound(parents))
    }

    /// What is wrong with a plan that goes from `asked.rows` through `(revision, rows after)`.
    pub fn fault(&self, asked: &Question, steps: &[(String, Vec<String>)]) -> Option<String> {
        let mut applied = self.applied(texts(&asked.rows));
        let mut needed_by: BTreeMap<&str, usize> = BTreeMap::new();
        for parent in applied.iter().flat_map(|each| &self.parents[each]) {
            *needed_by.entry(parent).or_default() += 1;
        }
        let mut rows: BTreeSet<&str> = self
            .parents
            .keys()
            .map(String::as_str)
            .filter(|each| applied.contains(*each) && !needed_by.contains_key(each))
            .collect();
        for (revision, rows_after) in steps {
            let needs = &self.parents[revision];
            let in_turn = if asked.kind == Kind::Upgrade {
                rows.insert(revision);
                for parent in needs {
                    rows.remove(parent.as_str());
                    *needed_by.entry(parent).or_default() += 1;
                }
                needs.iter().all(|each| applied.contains(each)) && applied.insert(revision.clone())
            } else {
                for parent in needs {
                    let others = needed_by.entry(parent).or_default();
                    *others = others.saturating_sub(1);
                    if *others == 0 {
                        rows.insert(parent);
                    }
                }
                rows.remove(revision.as_str()) && applied.remove(revision)
            };
            if !in_turn {
                return Some(format!("{revision} is out of turn"));
            }
            if !rows_after
                .iter()
                .map(String::as_str)
                .eq(rows.iter().copied())
            {
                return Some(format!("after {revision} the rows are {rows_after:?}"));
            }
        }
        None
    }

    /// The version rows of what is applied: what nothing applied needs.
    fn rows(&self, applied: &BTreeSet<String>) -> Vec<String> {
        let needed: Applied<'_> = applied
            .iter()
            .flat_map(|each| &self.parents[each])
            .map(String::as_str)
            .collect();
        applied
            .iter()
            .filter(|each| !needed.contains(each.as_str()))
            .cloned()
            .collect()
    }
}

fn texts(rows: &[String]) -> impl Iterator<Item = &str> {
    rows.iter().map(String::as_str)
}

fn sorted(rows: &[String]) -> Vec<String> {
    let mut rows = rows.to_vec();
    rows.sort_unstable();
    rows
}
