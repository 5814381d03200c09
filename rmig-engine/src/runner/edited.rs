//! Scripts that were edited after they were applied.

use std::collections::{BTreeMap, BTreeSet};

use super::{PlanError, Planner, RunError, Runner, Script, look::Look};
use crate::{
    checksum::{checksum, text_checksum},
    connection::Connection,
    diagnostic::{Finding, Findings},
    journal::{Action, Entry, EntryDetails, Outcome},
    plan::Direction,
};

/// The rows of the journal that tell of the upgrade to a revision, section by section.
type UpgradeOf<'a> = BTreeMap<&'a str, Vec<&'a Entry>>;

/// What ran of a revision: the rows of its sections, and what else they say.
pub(super) struct Ran<'a> {
    pub entries: &'a [&'a Entry],
    pub details: &'a [EntryDetails],
}

impl Runner<'_> {
    /// A finding for every applied revision whose script isn't the one that ran.
    pub(super) async fn edited(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        planner: &dyn Planner,
    ) -> Result<Findings, RunError> {
        let applied = planner.applied(&look.row_list()).map_err(RunError::Plan)?;
        let upgrades = upgrades(look, planner);
        let differing = differing(&applied, &upgrades, planner).map_err(RunError::Plan)?;
        let ids: Vec<i64> = differing
            .iter()
            .flat_map(|revision| upgrades.get(revision))
            .flatten()
            .map(|entry| entry.id)
            .collect();
        let all = self.details(connection, &ids).await?;
        let mut findings = Findings::default();
        for revision in differing {
            let Some(entries) = upgrades.get(revision) else {
                continue;
            };
            let Some(script) = planner.script(revision).map_err(RunError::Plan)? else {
                continue;
            };
            let is_its = |details: &&EntryDetails| entries.iter().any(|one| one.id == details.id);
            let ran = Ran {
                entries,
                details: &all.iter().filter(is_its).cloned().collect::<Vec<_>>(),
            };
            if let Some(finding) = self.edited_since(&ran, &script) {
                findings.push(finding);
            }
        }
        Ok(findings)
    }

    /// The rows of the journal that tell of the present upgrade to a revision.
    pub(super) fn upgrade_of<'e>(
        &self,
        look: &'e Look,
        planner: &dyn Planner,
        revision: &str,
    ) -> Vec<&'e Entry> {
        upgrades(look, planner).remove(revision).unwrap_or_default()
    }

    /// A finding if a script isn't the one that ran.
    pub(super) fn edited_since(&self, ran: &Ran<'_>, script: &Script) -> Option<Finding> {
        let (first, last) = (ran.entries.first()?, ran.entries.last()?);
        let now = text_checksum(script.source.text());
        if ran.entries.iter().all(|entry| entry.script_checksum == now) {
            return None;
        }
        let sections = self.sections_of(script, Direction::Upgrade);
        let text = script.source.text();
        let rules = self.dialect.scan_rules();
        let place = match &sections {
            Ok(sections) if sections.len().max(1) == last.sections => {
                let mut of_entry = ran.entries.iter().zip(ran.details).map(|(entry, details)| {
                    let section = sections.get(entry.section - 1);
                    let statements = section.map_or(&[][..], |section| &section.statements);
                    let checksum = checksum(text, statements, rules);
                    let same = checksum.is_ok_and(|checksum| checksum == details.checksum);
                    let marker = section.map(|section| section.marker.span.clone());
                    (same, marker)
                });
                // Comments, white space or a section that didn't run here.
                of_entry.find(|(same, _)| !same)?.1
            }
            Ok(sections) => sections.first().map(|section| section.marker.span.clone()),
            Err(_) => None,
        };
        let at = script.body_offset;
        let message = format!(
            "revision {} was edited after it was applied (on {})",
            first.revision,
            ran.details.first()?.started_at
        );
        let revision = &first.revision;
        let help = format!(
            "put back the text that ran and write the change as a new revision; or, if the \
             database is as the new text says, `repair {revision} --accept-edited` shows the \
             difference and accepts it"
        );
        let finding = Finding::new("edited-script", message).help(help);
        Some(finding.at(&script.source, place.unwrap_or(at..at), "not what ran"))
    }
}

/// The rows that tell of the present upgrade to each revision: later than its last downgrade, and
/// than any stamp that took it away or brought it.
fn upgrades<'a>(look: &'a Look, planner: &dyn Planner) -> UpgradeOf<'a> {
    let mut upgrades = UpgradeOf::new();
    for entry in &look.entries {
        match (entry.action, entry.outcome) {
            // A repair that accepts an edited script has its text in each section's row.
            (Action::Upgrade, Outcome::Done) | (Action::Repair, _)
                if entry.action == Action::Upgrade || !entry.script_checksum.is_empty() =>
            {
                let sections = upgrades.entry(&entry.revision).or_default();
                if entry.section == 1 {
                    sections.clear();
                }
                sections.push(entry);
            }
            (Action::Downgrade, Outcome::Done) if entry.section == entry.sections => {
                upgrades.remove(entry.revision.as_str());
            }
            (Action::Stamp, _) => {
                let its = look.stamps.iter().find(|details| details.id == entry.id);
                let Some(stamp) = its.filter(|its| its.rows_before != its.rows_after) else {
                    continue;
                };
                let applied = |rows: &[String]| -> BTreeSet<String> {
                    // Rows of revisions that are no more: what they stood on can't be known.
                    planner
                        .applied(rows)
                        .unwrap_or_default()
                        .into_iter()
                        .collect()
                };
                let (before, after) = (applied(&stamp.rows_before), applied(&stamp.rows_after));
                upgrades
                    .retain(|revision, _| before.contains(*revision) && after.contains(*revision));
            }
            _ => {}
        }
    }
    upgrades
}

/// The revisions whose script isn't the text that ran, to the letter.
fn differing<'a>(
    applied: &'a [String],
    upgrades: &UpgradeOf<'_>,
    planner: &dyn Planner,
) -> Result<Vec<&'a str>, PlanError> {
    let differs = |revision: &'a String| -> Result<Option<&'a str>, PlanError> {
        let Some(entries) = upgrades.get(revision.as_str()) else {
            return Ok(None);
        };
        let now = planner.script_checksum(revision)?;
        let differs = |now: String| entries.iter().any(|entry| entry.script_checksum != now);
        Ok(now.is_some_and(differs).then_some(revision))
    };
    let found: Result<Vec<_>, PlanError> = applied.iter().map(differs).collect();
    Ok(found?.into_iter().flatten().collect())
}
