//! Section markers: `-- rmig: upgrade [key=value …]`.

use std::ops::Range;

use super::key::{Word, words};
use crate::{
    diagnostic::{Finding, Findings, Source},
    near::did_you_mean,
    plan::Direction,
};

/// What a section's marker says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marker {
    /// The direction in which the section runs.
    pub direction: Direction,
    /// The marker's comment in the file.
    pub span: Range<usize>,
    /// `dialect=…`: the only dialect that the section is for.
    pub dialect: Option<String>,
    /// `database=…`: the only database that the section is for.
    pub database: Option<String>,
    /// Whether the section runs in a transaction: no `transaction=none`.
    pub transaction: bool,
    /// `foreign_keys=off`: foreign keys aren't enforced while the section runs.
    pub foreign_keys_off: bool,
    /// `irreversible`: there is no way back.
    pub irreversible: bool,
}

/// The keys that a marker may have.
const KEYS: [&str; 4] = ["dialect", "database", "transaction", "foreign_keys"];

/// The code of every finding about a marker's words.
const CODE: &str = "invalid-section-marker";

/// Whether a line comment (with its `--`) is a section marker.
#[must_use]
pub fn is_marker_line(comment: &str) -> bool {
    marker_text(comment).is_some()
}

/// What follows `-- rmig:`.
fn marker_text(comment: &str) -> Option<&str> {
    comment
        .strip_prefix("--")?
        .trim_start()
        .strip_prefix("rmig:")
}

/// Whether a comment looks as if it was meant for a marker.
pub(super) fn is_near_marker(comment: &str) -> bool {
    let text = comment.trim_start_matches('-').trim_start();
    let Some((name, rest)) = text.split_at_checked(4) else {
        return false;
    };
    let rest = rest.trim_start_matches([' ', ':', '\t']);
    let direction = rest.split_whitespace().next().unwrap_or_default();
    name.eq_ignore_ascii_case("rmig")
        && ["upgrade", "downgrade"]
            .iter()
            .any(|known| direction.eq_ignore_ascii_case(known))
}

/// Reads the marker that stands at `span`; pushes a finding for everything that is wrong with it.
pub(super) fn read(
    source: &Source,
    span: Range<usize>,
    dialects: &[&str],
    findings: &mut Findings,
) -> Option<Marker> {
    let comment = source.text().get(span.clone())?;
    let text = marker_text(comment)?;
    let mut words = words(text, span.end - text.len());
    let Some(direction) = words.next() else {
        let message = "a section marker needs a direction";
        let help = "write `-- rmig: upgrade` or `-- rmig: downgrade`";
        findings.push(Finding::new(CODE, message).help(help).at(source, span, ""));
        return None;
    };
    let Some(known) = [Direction::Upgrade, Direction::Downgrade]
        .into_iter()
        .find(|known| known.as_str() == direction.text)
    else {
        let message = format!("{:?} is no direction of a section", direction.text);
        let help = did_you_mean(direction.text, ["upgrade", "downgrade"])
            .unwrap_or_else(|| "a section is an `upgrade` or a `downgrade`".to_owned());
        let finding = Finding::new(CODE, message).help(help);
        findings.push(finding.at(source, direction.span, "unknown direction"));
        return None;
    };
    let mut marker = Marker {
        direction: known,
        span,
        dialect: None,
        database: None,
        transaction: true,
        foreign_keys_off: false,
        irreversible: false,
    };
    let mut seen = Vec::new();
    for word in words {
        if let Err(finding) = marker.apply(&word, dialects, &mut seen, source) {
            findings.push(*finding);
        }
    }
    if marker.foreign_keys_off && !marker.transaction {
        let message = "`foreign_keys=off` needs a transaction";
        let help = "drop one of the two: the check of foreign keys before and after the section \
                    must be able to roll it back";
        findings.push(
            Finding::new(CODE, message)
                .help(help)
                .at(source, marker.span.clone(), ""),
        );
    }
    Some(marker)
}

impl Marker {
    /// Takes one word after the direction.
    fn apply<'a>(
        &mut self,
        word: &Word<'a>,
        dialects: &[&str],
        seen: &mut Vec<&'a str>,
        source: &Source,
    ) -> Result<(), Box<Finding>> {
        let wrong = |message: String, help: String, span: Range<usize>, label: &str| {
            Err(Box::new(
                Finding::new(CODE, message)
                    .help(help)
                    .at(source, span, label),
            ))
        };
        let Some((key, value)) = word.key_value() else {
            if word.text == "irreversible" && self.direction == Direction::Downgrade {
                self.irreversible = true;
                return Ok(());
            }
            let message = format!("{:?} means nothing in a section marker", word.text);
            let help = if word.text == "irreversible" {
                "only a downgrade can be irreversible".to_owned()
            } else if KEYS.contains(&word.text) {
                format!(
                    "a key has a value behind it, without spaces: `{}=…`",
                    word.text
                )
            } else {
                did_you_mean(word.text, KEYS.into_iter().chain(["irreversible"])).unwrap_or_else(
                    || {
                        format!(
                            "a marker has `key=value` pairs; the keys are {}",
                            KEYS.join(", ")
                        )
                    },
                )
            };
            return wrong(message, help, word.span.clone(), "");
        };
        if seen.contains(&key.text) {
            let message = format!("the key {:?} is given twice", key.text);
            return wrong(
                message,
                "keep one of the two".to_owned(),
                word.span.clone(),
                "",
            );
        }
        seen.push(key.text);
        match (key.text, value.text) {
            ("dialect" | "database", "") => {
                let message = format!("the key {:?} has no value", key.text);
                let help = format!("write `{}=name`, without spaces", key.text);
                wrong(message, help, word.span.clone(), "")
            }
            ("dialect", name) if !dialects.contains(&name) => {
                let message = format!("{name:?} is no known dialect");
                let help = did_you_mean(name, dialects.iter().copied())
                    .unwrap_or_else(|| format!("the dialects are {}", dialects.join(", ")));
                wrong(message, help, value.span, "unknown dialect")
            }
            ("dialect", name) => {
                self.dialect = Some(name.to_owned());
                Ok(())
            }
            ("database", name) => {
                self.database = Some(name.to_owned());
                Ok(())
            }
            ("transaction", "none") => {
                self.transaction = false;
                Ok(())
            }
            ("foreign_keys", "off") => {
                self.foreign_keys_off = true;
                Ok(())
            }
            ("transaction" | "foreign_keys", other) => {
                let only = if key.text == "transaction" {
                    "none"
                } else {
                    "off"
                };
                let message = format!("{other:?} is no value for {:?}", key.text);
                let help = format!(
                    "the only value is `{}={only}`; else leave the key out",
                    key.text
                );
                wrong(message, help, value.span, "unknown value")
            }
            (name, _) => {
                let message = format!("{name:?} is no key of a section marker");
                let help = did_you_mean(name, KEYS)
                    .unwrap_or_else(|| format!("the keys are {}", KEYS.join(", ")));
                wrong(message, help, key.span, "unknown key")
            }
        }
    }
}
