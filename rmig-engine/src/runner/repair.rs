//! Repair: puts the journal right by hand, for one revision and with a reason.

use std::collections::BTreeSet;

use super::{
    PlannedRevision, Planner, RunError, RunObserver, Runner, Unit,
    edited::Ran,
    lock::Wait,
    look::Look,
    message::{Message, Part},
    unfinished::Unfinished,
};
use crate::{
    connection::{Cancellation, Connection, ErrorKind},
    diagnostic::Finding,
    journal::{Action, Amendment, Moment, Outcome, Record},
    plan::Direction,
};

/// What is to be put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Repair {
    /// The script of an applied revision was edited, and the database is as the new text says.
    AcceptEdited,
    /// The section at which the revision stopped is done.
    SectionDone,
    /// Nothing of the section at which the revision stopped is in the database.
    SectionUndone,
    /// The statement at which the section stopped took effect.
    StatementDone,
    /// The statement at which the section stopped left nothing behind.
    StatementUndone,
}

/// What a repair did, or would do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepairReport {
    /// The revision.
    pub revision: String,
    /// What the journal says from now on.
    pub says: String,
    /// The journal's text of the revision, where another is accepted.
    pub before: Option<String>,
    /// The text that is accepted.
    pub after: Option<String>,
    /// The version rows before.
    pub rows_before: Vec<String>,
    /// The version rows after.
    pub rows_after: Vec<String>,
}

/// A repair that is planned: the report, and what is to be written.
struct Planned {
    report: RepairReport,
    /// A row that changes.
    amend: Option<Amendment>,
    /// Rows that come.
    records: Vec<Record>,
}

impl Runner<'_> {
    /// Repairs the journal's account of one revision; the options' note says why.
    ///
    /// # Errors
    ///
    /// [`RunError`] if there is nothing of that kind to repair, or the journal can't be written.
    pub async fn repair(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        revision: &str,
        repair: Repair,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<RepairReport, RunError> {
        let rolled_back = connection.rollback().await;
        rolled_back.map_err(RunError::database("the session isn't usable"))?;
        let options = self.qualified(connection).await?;
        let runner = self.with(&options);
        runner.lock(connection, observer, cancellation).await?;
        let repaired = runner
            .repair_locked(
                connection,
                planner,
                revision,
                repair,
                observer,
                cancellation,
            )
            .await;
        let unlocked = runner.unlock(connection).await;
        let report = repaired?;
        unlocked.map(|()| report)
    }

    /// Says what [`repair`](Self::repair) would do, and touches nothing.
    ///
    /// # Errors
    ///
    /// As [`repair`](Self::repair).
    pub async fn dry_repair(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        revision: &str,
        repair: Repair,
    ) -> Result<RepairReport, RunError> {
        let look = self
            .settled_look(connection, &Cancellation::default())
            .await?;
        let planned = self
            .plan_repair(connection, &look, planner, revision, repair)
            .await?;
        Ok(planned.report)
    }

    async fn repair_locked(
        &self,
        connection: &mut dyn Connection,
        planner: &dyn Planner,
        revision: &str,
        repair: Repair,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<RepairReport, RunError> {
        let mut wait = Wait::default();
        loop {
            let look = self.look_to_run(connection, cancellation).await?;
            let planned = self
                .plan_repair(connection, &look, planner, revision, repair)
                .await?;
            match self.write_repair(connection, &look, planned).await? {
                Some(report) => return Ok(report),
                None => {
                    self.wait_for_transaction(connection, &mut wait, observer, cancellation)
                        .await?;
                }
            }
        }
    }

    /// Writes what was planned; nothing while another run has the lock.
    async fn write_repair(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        planned: Planned,
    ) -> Result<Option<RepairReport>, RunError> {
        let journal = self.options.journal();
        let mut message = Message::to(connection);
        self.open(&mut message, &look.rows, Some(look.position));
        if let Some(amendment) = &planned.amend {
            let sql = journal.amend_sql(self.dialect, amendment);
            message.push(Part::Journal, sql);
        }
        let rows = |rows: &[String]| rows.iter().cloned().collect::<BTreeSet<String>>();
        let report = planned.report;
        self.add_swap(
            &mut message,
            &rows(&report.rows_before),
            &rows(&report.rows_after),
        );
        for record in &planned.records {
            self.add_record(&mut message, record);
        }
        let mut end = Message::to(connection);
        end.commit(false);
        let never = Cancellation::default();
        let mut sent = self.send(connection, &message, &never, |_| {}).await;
        if sent.is_ok() {
            // Not before it is known that every row was there to be changed.
            sent = self.send(connection, &end, &never, |_| {}).await;
        }
        let Err(failed) = sent else {
            return Ok(Some(report));
        };
        if failed.error.kind != ErrorKind::Lost {
            // The first error is the one to tell.
            let _ = connection.rollback().await;
        }
        if failed.part == Part::Lock && failed.error.kind == ErrorKind::Other {
            return Ok(None);
        }
        Err(RunError::Database {
            doing: "the journal can't be repaired",
            source: failed.error,
        })
    }

    async fn plan_repair(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        planner: &dyn Planner,
        revision: &str,
        repair: Repair,
    ) -> Result<Planned, RunError> {
        match repair {
            Repair::AcceptEdited => {
                self.accept_edited(connection, look, planner, revision)
                    .await
            }
            _ => self.settle(look, revision, repair),
        }
    }

    async fn accept_edited(
        &self,
        connection: &mut dyn Connection,
        look: &Look,
        planner: &dyn Planner,
        revision: &str,
    ) -> Result<Planned, RunError> {
        let entries = self.upgrade_of(look, planner, revision);
        if entries.is_empty() {
            let message = format!("the journal knows no text of revision {revision}");
            let help = "it isn't applied, or was stamped: there is nothing to compare its script \
                        with, and nothing to repair";
            return Err(nothing(message, help));
        }
        let script = planner.script(revision).map_err(RunError::Plan)?;
        let Some(script) = script else {
            let message = format!("there is no script of revision {revision}");
            return Err(nothing(
                message,
                "put its file back into the script directory",
            ));
        };
        let ids: Vec<i64> = entries.iter().map(|entry| entry.id).collect();
        let details = self.details(connection, &ids).await?;
        let before = details.first().map(|first| first.script.clone());
        let after = script.source.text().to_owned();
        let ran = Ran {
            entries: &entries,
            details: &details,
        };
        if self.edited_since(&ran, &script).is_none() {
            let message = format!("the script of revision {revision} is the one that ran");
            return Err(nothing(message, "there is nothing to repair"));
        }
        let rows = look.row_list();
        let units = self.prepare(vec![PlannedRevision {
            revision: revision.to_owned(),
            direction: Direction::Upgrade,
            rows_before: rows.clone(),
            rows_after: rows.clone(),
            script,
        }])?;
        let records = units.iter().map(|unit| self.repair_record(unit));
        Ok(Planned {
            report: RepairReport {
                revision: revision.to_owned(),
                says: "the new text is the one that ran".to_owned(),
                before,
                after: Some(after),
                rows_before: rows.clone(),
                rows_after: rows,
            },
            amend: None,
            records: records.collect(),
        })
    }

    /// Settles the section, or the statement, at which a revision stopped.
    fn settle(&self, look: &Look, revision: &str, repair: Repair) -> Result<Planned, RunError> {
        let unfinished = match &look.unfinished {
            Some(unfinished) if unfinished.last.revision == revision => unfinished,
            Some(unfinished) => {
                let other = &unfinished.last.revision;
                let message = format!("revision {revision} isn't unfinished, {other} is");
                return Err(nothing(
                    message,
                    &format!("name that one: `repair {other}`"),
                ));
            }
            None => {
                let message = format!("revision {revision} isn't unfinished");
                return Err(nothing(
                    message,
                    "there is nothing to repair; see `history -i`",
                ));
            }
        };
        let Unfinished { last, details, .. } = unfinished;
        let begun = matches!(last.outcome, Outcome::Started | Outcome::Failed);
        let (section, sections, next) = (last.section, last.sections, details.statements_done + 1);
        if !begun && repair != Repair::SectionUndone {
            let message = format!(
                "revision {revision} stopped between two sections: section {} isn't begun",
                section + 1
            );
            let help = "go on with --resume; or bring the database into order by hand and `stamp` \
                        the revision that it is then at";
            return Err(nothing(message, help));
        }
        let statement_left = details.statements_done < details.statements;
        let (outcome, done, says) = match repair {
            Repair::SectionDone | Repair::AcceptEdited => (
                Outcome::Done,
                details.statements,
                format!("section {section} of {sections} is done"),
            ),
            Repair::SectionUndone => (
                Outcome::Undone,
                0,
                format!("nothing of section {section} of {sections} is in the database"),
            ),
            Repair::StatementDone if statement_left => (
                Outcome::Failed,
                next,
                format!("statement {next} of section {section} is done"),
            ),
            Repair::StatementUndone if statement_left => (
                Outcome::Failed,
                details.statements_done,
                format!("statement {next} of section {section} isn't done"),
            ),
            Repair::StatementDone | Repair::StatementUndone => {
                let message = format!("all statements of section {section} are done");
                return Err(nothing(message, "go on with --resume"));
            }
        };
        let rows = look.row_list();
        let ends = outcome == Outcome::Done && section == sections;
        let rows_after = if ends {
            details.rows_after.clone()
        } else {
            rows.clone()
        };
        if ends && rows != details.rows_before {
            let message = "the version rows aren't those from which the section began";
            let help = "`stamp` the revision that the database is at";
            return Err(nothing(message.to_owned(), help));
        }
        Ok(Planned {
            records: vec![self.settled_record(unfinished, &rows_after)],
            report: RepairReport {
                revision: revision.to_owned(),
                says,
                before: None,
                after: None,
                rows_before: rows,
                rows_after,
            },
            amend: Some(Amendment {
                id: last.id,
                heartbeat: details.heartbeat,
                outcome,
                statements_done: done,
            }),
        })
    }

    fn repair_record(&self, unit: &Unit) -> Record {
        let now = || Moment::At(self.timestamp());
        let mut record = self.record(unit, Outcome::Done, now());
        record.action = Action::Repair;
        record.statements_done = record.statements;
        record.finished_at = Some(now());
        record
    }

    fn settled_record(&self, unfinished: &Unfinished, rows_after: &[String]) -> Record {
        let Unfinished { last, details, .. } = unfinished;
        let now = || Moment::At(self.timestamp());
        let options = self.options;
        Record {
            revision: last.revision.clone(),
            action: Action::Repair,
            section: last.section,
            sections: last.sections,
            statements: 0,
            statements_done: 0,
            intent: None,
            outcome: Outcome::Done,
            checksum: String::new(),
            script: String::new(),
            rows_before: details.rows_before.clone(),
            rows_after: rows_after.to_vec(),
            started_at: now(),
            finished_at: Some(now()),
            duration_ms: Some(0),
            actor: options.actor.clone(),
            host: options.host.clone(),
            tool: options.tool.clone(),
            note: options.note.clone(),
        }
    }
}

/// There is nothing of that kind to repair.
fn nothing(message: String, help: &str) -> RunError {
    Finding::new("nothing-to-repair", message).help(help).into()
}
