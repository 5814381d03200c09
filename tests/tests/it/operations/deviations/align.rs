//! Whether rules explain how our answer to a case differs from Alembic's.

use std::collections::BTreeSet;

use serde_json::Value;

use super::rules::{Kind, RULES, Rule};
use crate::operations::golden::Outcome;

/// What any tokens but a semicolon may stand for in a rule.
const ANY: &str = "…";
/// What one token may stand for in a rule.
const ONE: &str = "_";

/// A random case that came out otherwise than with Alembic.
pub struct Difference<'a> {
    /// The case with Alembic's answer.
    pub case: &'a Value,
    /// Its dialect.
    pub dialect: &'a str,
    /// What we made of it.
    pub ours: &'a Outcome,
    /// Our SQL, or why we refuse.
    pub shown: &'a str,
    /// What Alembic made of it.
    pub theirs: &'a Outcome,
}

/// The reasons that explain a difference, or none if something is left unexplained.
pub fn explain(difference: &Difference<'_>) -> Option<BTreeSet<&'static str>> {
    let rules = || {
        RULES.iter().filter(|rule| {
            let dialect = rule.dialects.is_empty() || rule.dialects.contains(&difference.dialect);
            dialect && rule.when.is_none_or(|when| when(difference.case))
        })
    };
    let one = |found: Option<&Rule>| found.map(|rule| BTreeSet::from([rule.reason]));
    match (difference.ours, difference.theirs) {
        (Outcome::Refused, _) => one(rules()
            .find(|rule| matches!(rule.kind, Kind::OnlyWe(why) if difference.shown.contains(why)))),
        (Outcome::Sql(_), Outcome::Refused) => {
            let message = difference.case["error"]["message"].as_str()?;
            one(rules()
                .find(|rule| matches!(rule.kind, Kind::OnlyAlembic(why) if message.contains(why))))
        }
        (Outcome::Sql(ours), Outcome::Sql(theirs)) => {
            let rules: Vec<&Rule> = rules().collect();
            let mut used = Vec::new();
            let mut budget = 20_000;
            let found = align(theirs, ours, &rules, &mut used, &mut budget);
            found.then(|| used.into_iter().collect())
        }
    }
}

/// Walks through both lists; where they differ, a rule has to say what stands for what.
fn align(
    theirs: &[String],
    ours: &[String],
    rules: &[&Rule],
    used: &mut Vec<&'static str>,
    budget: &mut usize,
) -> bool {
    let same = theirs
        .iter()
        .zip(ours)
        .take_while(|(one, other)| one == other);
    let longest = same.count();
    if longest == theirs.len() && longest == ours.len() {
        return true;
    }
    // What a rule replaces may begin with what both begin with.
    for back in 0..=longest.min(4) {
        let at = longest - back;
        let (theirs, ours) = (&theirs[at..], &ours[at..]);
        for rule in rules {
            let Kind::Instead(pairs) = rule.kind else {
                continue;
            };
            for (their_words, our_words) in pairs {
                for (their_end, our_end) in ends(their_words, our_words, theirs, ours) {
                    if *budget == 0 {
                        return false;
                    }
                    *budget -= 1;
                    used.push(rule.reason);
                    if align(&theirs[their_end..], &ours[our_end..], rules, used, budget) {
                        return true;
                    }
                    used.pop();
                }
            }
        }
    }
    false
}

/// How many tokens both patterns take, in every way in which they match.
fn ends(
    their_words: &str,
    our_words: &str,
    theirs: &[String],
    ours: &[String],
) -> Vec<(usize, usize)> {
    let their_words: Vec<&str> = their_words.split_whitespace().collect();
    let our_words: Vec<&str> = our_words.split_whitespace().collect();
    let their_ends = matches(&their_words, theirs);
    let our_ends = matches(&our_words, ours);
    let mut both = Vec::new();
    for their_end in &their_ends {
        for our_end in &our_ends {
            both.push((*their_end, *our_end));
        }
    }
    both
}

/// Where a pattern may end that begins with the first token.
fn matches(pattern: &[&str], tokens: &[String]) -> Vec<usize> {
    let Some((first, rest)) = pattern.split_first() else {
        return vec![0];
    };
    let mut ends = Vec::new();
    if *first == ANY {
        let most = tokens.iter().take_while(|token| *token != ";").count();
        for taken in 0..=most.min(60) {
            ends.extend(
                matches(rest, &tokens[taken..])
                    .into_iter()
                    .map(|end| end + taken),
            );
        }
        return ends;
    }
    match tokens.split_first() {
        Some((token, others)) if *first == ONE || token == first => matches(rest, others)
            .into_iter()
            .map(|end| end + 1)
            .collect(),
        _ => ends,
    }
}

impl Difference<'_> {
    /// What differences that look alike have in common.
    pub fn group(&self) -> String {
        let error = self.case["error"]["message"].as_str();
        match (self.theirs, self.ours) {
            (Outcome::Refused, Outcome::Sql(_)) => {
                let error = start(error.unwrap_or_default());
                format!("{}: only Alembic: {error}", self.dialect)
            }
            (_, Outcome::Refused) => format!("{}: only we: {}", self.dialect, start(self.shown)),
            (Outcome::Sql(theirs), Outcome::Sql(ours)) => {
                let same = ours.iter().zip(theirs);
                let at = same.take_while(|(one, other)| one == other).count();
                let part = |tokens: &[String]| {
                    let from = at.saturating_sub(1);
                    let to = (at + 3).min(tokens.len());
                    tokens[from.min(to)..to].join(" ")
                };
                format!("{}: {:?} for {:?}", self.dialect, part(ours), part(theirs))
            }
        }
    }
}

fn start(text: &str) -> String {
    text.chars().take(90).collect()
}
