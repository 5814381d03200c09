//! From planned revisions to units, with everything that is wrong found before anything runs.

use std::{collections::BTreeSet, ops::Range};

use super::{PlannedRevision, Runner, Script, Unit};
use crate::{
    checksum::checksum,
    diagnostic::{Finding, Findings, Source},
    near::did_you_mean,
    plan::Direction,
    scanner::leading_words,
    section::{Section, check, parse, select},
};

/// Refuses sections for a database that nobody knows: they would never run, and nobody would be told.
fn check_databases(
    source: &Source,
    sections: &[Section],
    known: &[String],
) -> Result<(), Findings> {
    let mut findings = Findings::default();
    for section in sections {
        let Some(name) = &section.marker.database else {
            continue;
        };
        if known.is_empty() || known.contains(name) {
            continue;
        }
        let names = known.iter().map(String::as_str);
        let help = did_you_mean(name, names)
            .unwrap_or_else(|| format!("the databases are {}", known.join(", ")));
        let message =
            format!("the section is for the database {name:?}, which the settings don't name");
        let finding = Finding::new("unknown-database", message).help(help);
        findings.push(finding.at(source, section.marker.span.clone(), "would never run"));
    }
    findings.or(())
}

impl Runner<'_> {
    /// The names of the dialects whose sections serve, the nearest first.
    pub(super) fn dialect_names(&self) -> Vec<Vec<&'static str>> {
        self.dialects.section_names(self.dialect)
    }

    /// The sections of a script that run in a direction, in order.
    pub(super) fn sections_of(
        &self,
        script: &Script,
        direction: Direction,
    ) -> Result<Vec<Section>, Findings> {
        let rules = self.dialects.rules_on(self.dialect);
        let sections = parse(&script.source, script.body_offset, &rules)?;
        let database = &self.options.database;
        check_databases(&script.source, &sections, &self.options.databases)?;
        let names = self.dialect_names();
        let chosen = select(&script.source, &sections, direction, database, &names);
        Ok(chosen
            .map_err(|finding| *finding)?
            .into_iter()
            .cloned()
            .collect())
    }

    /// Whether a statement would end the transaction that it runs in.
    fn commits_implicitly(&self, source: &Source, statements: &[Range<usize>]) -> bool {
        let rules = self.dialect.scan_rules();
        !self.dialect.capabilities().transactional_ddl
            && statements.iter().any(|statement| {
                let words = leading_words(source.text(), statement.clone(), rules);
                self.dialect.commits_implicitly(&words)
            })
    }

    /// The units of a plan.
    pub(super) fn prepare(&self, plan: Vec<PlannedRevision>) -> Result<Vec<Unit>, Findings> {
        let mut units = Vec::new();
        let mut findings = Findings::default();
        for planned in plan {
            match self.sections_of(&planned.script, planned.direction) {
                Ok(sections) => self.units_of(&planned, sections, &mut units, &mut findings),
                Err(more) => findings.extend(more.0),
            }
        }
        findings.or(units)
    }

    fn units_of(
        &self,
        planned: &PlannedRevision,
        sections: Vec<Section>,
        units: &mut Vec<Unit>,
        findings: &mut Findings,
    ) {
        let source = &planned.script.source;
        for section in &sections {
            if section.marker.irreversible {
                let message = format!("revision {} can't be downgraded", planned.revision);
                let help = "its script says that there is no way back; restore a backup instead";
                let finding = Finding::new("irreversible-revision", message).help(help);
                findings.push(finding.at(source, section.marker.span.clone(), "irreversible"));
            }
            check(source, section, self.dialect, findings);
        }
        let rows = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<String>>();
        let (before, after) = (rows(&planned.rows_before), rows(&planned.rows_after));
        let count = sections.len().max(1);
        // A revision that has nothing to do here still changes the version rows.
        let mut sections: Vec<Option<Section>> = sections.into_iter().map(Some).collect();
        if sections.is_empty() {
            sections.push(None);
        }
        for (index, section) in sections.into_iter().enumerate() {
            let (marker, statements) = match section {
                Some(section) => (Some(section.marker), section.statements),
                None => (None, Vec::new()),
            };
            // The scanner has cut these statements: they are whole.
            let checksum = checksum(source.text(), &statements, self.dialect.scan_rules());
            units.push(Unit {
                revision: planned.revision.clone(),
                direction: planned.direction,
                section: index + 1,
                sections: count,
                rows_before: before.clone(),
                rows_after: if index + 1 == count {
                    after.clone()
                } else {
                    before.clone()
                },
                source: source.clone(),
                transaction: marker.as_ref().is_none_or(|marker| marker.transaction)
                    && !self.commits_implicitly(source, &statements),
                foreign_keys_off: marker
                    .as_ref()
                    .is_some_and(|marker| marker.foreign_keys_off),
                marker: marker.map(|marker| marker.span),
                statements,
                checksum: checksum.unwrap_or_default(),
                resume: None,
            });
        }
    }
}
