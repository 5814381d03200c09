//! Revisions that an earlier run left unfinished, and how to go on with them.

use super::{
    RunError, Runner,
    intent::{InFlight, Intent},
    unit::{ResumeAt, Unit},
};
use crate::{
    checksum::checksum,
    connection::Connection,
    diagnostic::{Finding, Source},
    journal::{Action, Entry, EntryDetails, Outcome},
    section::{is_marker_line, parse, select},
};

/// A revision that stopped between its first and its last statement.
#[derive(Clone, Debug)]
pub(super) struct Unfinished {
    /// The journal's row of the section at which it stopped.
    pub last: Entry,
    /// What else that row says.
    pub details: EntryDetails,
    /// The sections that are done, with their checksums.
    done: Vec<(usize, String)>,
}

/// The row at which a revision stopped, if there is one. A stamp afterwards settles it.
fn stopped(entries: &[Entry]) -> Option<&Entry> {
    // A repair says what it did in the row that it repaired.
    let last = entries
        .iter()
        .rev()
        .find(|entry| entry.action != Action::Repair)?;
    let is_stopped = match (last.action, last.outcome) {
        (Action::Stamp | Action::Repair, _) => false,
        (_, Outcome::Started | Outcome::Failed) => true,
        (_, Outcome::Undone) => last.section > 1,
        (_, Outcome::Done) => last.section < last.sections,
    };
    is_stopped.then_some(last)
}

/// The rows of the run of a revision that came to `last`: of its sections, the last first.
fn rows_of<'e>(entries: &'e [Entry], last: &Entry) -> impl Iterator<Item = &'e Entry> {
    let (revision, action) = (last.revision.clone(), last.action);
    let mut begun = false;
    entries
        .iter()
        .rev()
        .filter(|entry| entry.action != Action::Repair)
        .take_while(move |entry| {
            let is_part = !begun && entry.revision == revision && entry.action == action;
            begun |= entry.section == 1 && entry.outcome == Outcome::Done;
            is_part
        })
}

impl Runner<'_> {
    /// The unfinished revision, if the rows of the journal tell of one.
    pub(super) async fn find_unfinished(
        &self,
        connection: &mut dyn Connection,
        entries: &[Entry],
    ) -> Result<Option<Unfinished>, RunError> {
        let Some(last) = stopped(entries) else {
            return Ok(None);
        };
        let rows: Vec<&Entry> = rows_of(entries, last).collect();
        let ids: Vec<i64> = rows.iter().map(|entry| entry.id).collect();
        let mut details = self.details(connection, &ids).await?;
        // It may have gone on since.
        let Some(now) = details.pop().filter(|details| details.id == last.id) else {
            return Ok(None);
        };
        let last = Entry {
            outcome: now.outcome,
            ..last.clone()
        };
        if stopped(std::slice::from_ref(&last)).is_none() {
            return Ok(None);
        }
        let mut unfinished = Unfinished {
            last,
            details: now,
            done: Vec::new(),
        };
        let sections_done = unfinished.sections_done();
        let checksum_of = |id: i64| match details.iter().find(|details| details.id == id) {
            Some(details) => details.checksum.clone(),
            None => unfinished.details.checksum.clone(),
        };
        unfinished.done = rows
            .iter()
            .filter(|entry| entry.section <= sections_done)
            .map(|entry| (entry.section, checksum_of(entry.id)))
            .collect();
        Ok(Some(unfinished))
    }
}

impl Unfinished {
    /// How often the run that has the claim has shown that it lives; none if nobody has it.
    pub fn heartbeat(&self) -> Option<i64> {
        (self.last.outcome == Outcome::Started).then_some(self.details.heartbeat)
    }

    /// How many sections are done.
    fn sections_done(&self) -> usize {
        match self.last.outcome {
            Outcome::Done => self.last.section,
            Outcome::Started | Outcome::Failed | Outcome::Undone => self.last.section - 1,
        }
    }

    /// Says how far the revision came, and that nothing runs before it is settled.
    pub fn refusal(&self) -> Finding {
        let Entry {
            revision,
            action,
            section,
            sections,
            ..
        } = &self.last;
        let EntryDetails {
            statements,
            statements_done: done,
            started_at,
            host,
            ..
        } = &self.details;
        let next = done + 1;
        let message = match self.last.outcome {
            Outcome::Done => format!(
                "the {action} of revision {revision} is unfinished: {section} of its {sections} \
                 sections are done"
            ),
            Outcome::Undone => format!(
                "the {action} of revision {revision} is unfinished: {} of its {sections} sections \
                 are done",
                section - 1
            ),
            Outcome::Failed if next > *statements => format!(
                "the {action} of revision {revision} is unfinished: all {statements} statements of \
                 section {section} of {sections} are done, but the end of it couldn't be written"
            ),
            Outcome::Failed => format!(
                "the {action} of revision {revision} is unfinished: statement {next} of \
                 {statements} in section {section} of {sections} failed, {done} done before it"
            ),
            Outcome::Started => {
                let at = match next > *statements {
                    true => format!("at its end, all {statements} statements done,"),
                    false => format!("at statement {next} of {statements}"),
                };
                format!(
                    "the {action} of revision {revision} is unfinished: its section {section} of \
                     {sections} is {at} since {started_at}{}",
                    host.as_ref()
                        .map_or(String::new(), |host| format!(" on {host}"))
                )
            }
        };
        let help = match self.last.outcome {
            Outcome::Started => {
                "if that run still goes on, wait for it; if it was killed, run the command again \
                 with --resume: it finds out whether the statement took effect, or asks"
            }
            Outcome::Done | Outcome::Undone => {
                "run it again with --resume to go on from there; or bring the database into order \
                 by hand, and `stamp` the revision that it is then at"
            }
            Outcome::Failed => {
                "run it again with --resume to go on from there; or bring the database into order \
                 by hand, and say with `repair` what is done, or `stamp` the revision that it is \
                 then at"
            }
        };
        Finding::new("unfinished-revision", message).help(help)
    }
}

impl Runner<'_> {
    /// How many statements of the unfinished section are done, that in flight included, as far as
    /// that can be known.
    pub(super) async fn statements_done(
        &self,
        connection: &mut dyn Connection,
        unfinished: &Unfinished,
        units: &[Unit],
    ) -> Result<usize, RunError> {
        let (last, details) = (&unfinished.last, &unfinished.details);
        let (text, intent) = match (&details.intent, last.outcome) {
            (Some(text), Outcome::Started | Outcome::Failed) => (text, Intent::parse(text)),
            // Nothing is in flight.
            _ => return Ok(details.statements_done),
        };
        let (revision, next) = (&last.revision, details.statements_done + 1);
        // Looked at from where the section had got to, its search path for one.
        let unit = units.get(unfinished.sections_done());
        let done = unit.map(|unit| unit.sql().take(details.statements_done).collect::<Vec<_>>());
        self.replay(connection, &done.unwrap_or_default()).await?;
        let in_flight = self.in_flight(connection, &intent).await?;
        self.reset(connection).await?;
        if last.outcome == Outcome::Failed {
            // It failed, but an index that wasn't built stands in the way of the same statement.
            let now = unit.and_then(|unit| unit.statement(details.statements_done));
            let is_same = now.is_some_and(|sql| intent.text(sql) == *text);
            if in_flight != InFlight::Invalid || !is_same {
                return Ok(details.statements_done);
            }
        }
        match in_flight {
            InFlight::NotDone => Ok(details.statements_done),
            InFlight::Done => Ok(next),
            InFlight::Invalid => Err(self.refusal(connection, unfinished).await?.into()),
            InFlight::Unknown => {
                let help = format!(
                    "it can't be known whether statement {next} took effect before its run was \
                     killed: look, then say `repair {revision} --statement-done` or `repair \
                     {revision} --statement-undone`, each with --reason, and resume"
                );
                Err(unfinished.refusal().help(help).into())
            }
        }
    }

    /// Takes what is done already out of the units, the first of which have to be those of the
    /// unfinished revision.
    pub(super) fn resume(
        &self,
        unfinished: &Unfinished,
        statements_done: usize,
        mut units: Vec<Unit>,
    ) -> Result<Vec<Unit>, RunError> {
        let (last, details) = (&unfinished.last, &unfinished.details);
        let first = units.first().filter(|unit| {
            unit.revision == last.revision && Action::from(unit.direction) == last.action
        });
        let Some(first) = first else {
            let help = format!(
                "resume with a command that begins with the {} of {}",
                last.action, last.revision
            );
            return Err(unfinished.refusal().help(help).into());
        };
        let changed = |message: String| {
            let help = "put the text that ran back (the journal keeps it, column `script`); only \
                        what comes after may be changed";
            let place = first.marker.clone().unwrap_or_default();
            Err(Finding::new("edited-script", message)
                .help(help)
                .at(&first.source, place, "")
                .into())
        };
        let done = unfinished.sections_done();
        if first.sections <= done {
            let message = format!(
                "revision {} has no section left after the {done} that ran",
                last.revision
            );
            let help = "write a marker, with nothing after it if nothing is left to do";
            let place = first.marker.clone().unwrap_or_default();
            return Err(Finding::new("edited-script", message)
                .help(help)
                .at(&first.source, place, "")
                .into());
        }
        for (section, checksum) in &unfinished.done {
            let unit = units.get(section - 1);
            if unit.is_none_or(|unit| unit.checksum != *checksum) {
                return changed(format!("section {section} was edited after it ran"));
            }
        }
        if matches!(last.outcome, Outcome::Failed | Outcome::Started) {
            if self.done_part(unfinished)
                != units
                    .get(done)
                    .and_then(|unit| self.first_part(unit, details.statements_done))
            {
                let section = last.section;
                return changed(format!(
                    "the first {} statements of section {section} were edited after they ran",
                    details.statements_done
                ));
            }
            if let Some(unit) = units.get_mut(done) {
                let (id, heartbeat) = (last.id, details.heartbeat);
                unit.resume = Some(ResumeAt {
                    id,
                    heartbeat,
                    done: statements_done,
                });
            }
        }
        units.drain(..done.min(units.len()));
        Ok(units)
    }

    /// The checksum of the statements that are done, of the section at which a revision stopped.
    fn done_part(&self, unfinished: &Unfinished) -> Option<String> {
        let Unfinished { last, details, .. } = unfinished;
        let direction = match last.action {
            Action::Upgrade => crate::plan::Direction::Upgrade,
            Action::Downgrade => crate::plan::Direction::Downgrade,
            Action::Stamp | Action::Repair => return None,
        };
        let source = Source::new(
            std::path::Path::new("rmig_journal"),
            details.script.as_str(),
        );
        let body = body_offset(source.text());
        let sections = parse(&source, body, &self.dialects.rules_on(self.dialect)).ok()?;
        let chosen = select(
            &source,
            &sections,
            direction,
            &self.options.database,
            &self.dialect_names(),
        );
        let chosen = chosen.ok()?;
        let statements = &chosen.get(last.section - 1)?.statements;
        let done = statements.get(..details.statements_done)?;
        checksum(source.text(), done, self.dialect.scan_rules()).ok()
    }

    /// The checksum of the first statements of a unit.
    fn first_part(&self, unit: &Unit, count: usize) -> Option<String> {
        let done = unit.statements.get(..count)?;
        checksum(unit.source.text(), done, self.dialect.scan_rules()).ok()
    }
}

/// Where a script's leading comment ends.
fn body_offset(text: &str) -> usize {
    let is_header = |line: &&str| line.starts_with("--") && !is_marker_line(line);
    text.split_inclusive('\n')
        .take_while(is_header)
        .map(str::len)
        .sum()
}
