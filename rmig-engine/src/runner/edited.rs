//! Scripts that were edited after they were applied.

use std::collections::{BTreeMap, BTreeSet};

use super::{Planner, RunError, Runner, Script, look::Look};
use crate::{
    checksum::same_text,
    diagnostic::{Finding, Findings},
    journal::{Action, Entry, Outcome},
    plan::Direction,
};

/// The rows of the journal that tell of the upgrade to a revision, section by section.
type UpgradeOf<'a> = BTreeMap<&'a str, Vec<&'a Entry>>;

impl Runner<'_> {
    /// A finding for every applied revision whose script isn't the one that ran.
    pub(super) fn edited(&self, look: &Look, planner: &dyn Planner) -> Result<Findings, RunError> {
        let mut findings = Findings::default();
        let applied = planner.applied(&look.row_list()).map_err(RunError::Plan)?;
        let upgrades = upgrades(&look.entries, planner);
        for revision in &applied {
            let Some(entries) = upgrades.get(revision.as_str()) else {
                continue;
            };
            let Some(script) = planner.script(revision).map_err(RunError::Plan)? else {
                continue;
            };
            if let Some(finding) = self.edited_since(entries, &script) {
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
        upgrades(&look.entries, planner)
            .remove(revision)
            .unwrap_or_default()
    }

    /// A finding if a script isn't the one that ran.
    pub(super) fn edited_since(&self, entries: &[&Entry], script: &Script) -> Option<Finding> {
        let (first, last) = (entries.first()?, entries.last()?);
        if entries
            .iter()
            .all(|entry| same_text(&entry.script, script.source.text()))
        {
            return None;
        }
        let sections = self.sections_of(script, Direction::Upgrade);
        let text = script.source.text();
        let rules = self.dialect.scan_rules();
        let place = match &sections {
            Ok(sections) if sections.len().max(1) == last.sections => {
                let mut of_entry = entries.iter().map(|entry| {
                    let section = sections.get(entry.section - 1);
                    let statements = section.map_or(&[][..], |section| &section.statements);
                    let checksum = crate::checksum::checksum(text, statements, rules);
                    let same = checksum.is_ok_and(|checksum| checksum == entry.checksum);
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
            first.revision, first.started_at
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
fn upgrades<'a>(entries: &'a [Entry], planner: &dyn Planner) -> UpgradeOf<'a> {
    let mut upgrades = UpgradeOf::new();
    for entry in entries {
        match (entry.action, entry.outcome) {
            // A repair that accepts an edited script has a checksum for each section.
            (Action::Upgrade, Outcome::Done) | (Action::Repair, _)
                if entry.action == Action::Upgrade || !entry.checksum.is_empty() =>
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
            (Action::Stamp, _) if entry.rows_before != entry.rows_after => {
                let applied = |rows: &[String]| -> BTreeSet<String> {
                    // Rows of revisions that are no more: what they stood on can't be known.
                    planner
                        .applied(rows)
                        .unwrap_or_default()
                        .into_iter()
                        .collect()
                };
                let (before, after) = (applied(&entry.rows_before), applied(&entry.rows_after));
                upgrades
                    .retain(|revision, _| before.contains(*revision) && after.contains(*revision));
            }
            _ => {}
        }
    }
    upgrades
}
