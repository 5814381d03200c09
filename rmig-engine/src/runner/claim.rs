//! The claim of a section that runs without a transaction: its row in the journal.

use super::{
    RunError, Runner, Unit,
    intent::Intent,
    message::{Message, Part, PartError},
    session::Leaves,
    write::Ran,
};
use crate::{
    connection::{Connection, ErrorKind},
    journal::{Moment, Outcome, Position, Record},
};

/// What can't be done where a row doesn't go into the journal.
pub(super) const JOURNAL: &str = "the journal can't be written";

/// What can't be done where a definition can't be read.
pub(super) const NO_DEFINITION: &str = "a definition can't be read";

/// A claim that is ours.
#[derive(Clone, Debug)]
pub(super) struct Claim {
    /// The number of the journal's last row.
    pub last_id: Option<i64>,
    /// What the section's first statement is going to change.
    pub intent: Option<Intent>,
}

impl Runner<'_> {
    /// Writes the section's row with the claim, if the database is where the plan began.
    pub(super) fn claim(
        &self,
        message: &mut Message<'_>,
        unit: &Unit,
        position: Position,
        intent: Option<&Intent>,
        beats: bool,
    ) {
        let journal = self.options.journal();
        self.open(message, &unit.rows_before, Some(position));
        match unit.resume {
            Some(at) => {
                let record = self.claim_record(unit, intent, Moment::At(self.timestamp()));
                let sql = journal.reclaim_sql(self.dialect, at.id, at.heartbeat, &record);
                message.push(Part::Journal, sql);
            }
            None => self.add_claim(message, unit, intent),
        }
        if beats {
            message.push(Part::Journal, journal.beating_sql(self.dialect));
        }
        message.commit(false);
    }

    /// What becomes of a section that couldn't be claimed: somebody else was faster, or an error.
    pub(super) async fn not_claimed(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        failed: PartError,
    ) -> Result<Ran, RunError> {
        let PartError { part, error } = failed;
        if error.kind != ErrorKind::Lost {
            let ended = connection.rollback().await;
            ended.map_err(RunError::database(JOURNAL))?;
        }
        match (part, error.kind) {
            (_, ErrorKind::Cancelled) => {
                Err(RunError::Interrupted(format!("before {}", unit.describe())))
            }
            // The claim is taken, or the rows are others.
            (Part::Guard | Part::Journal | Part::Record, ErrorKind::Other) => Ok(Ran::Moved(error)),
            (Part::Lock, ErrorKind::Other) => Ok(Ran::Held),
            _ => Err(RunError::database("the section can't be claimed")(error)),
        }
    }

    /// Adds the row of a section that begins, which has the claim.
    pub(super) fn add_claim(
        &self,
        message: &mut Message<'_>,
        unit: &Unit,
        intent: Option<&Intent>,
    ) {
        let record = self.claim_record(unit, intent, Moment::At(self.timestamp()));
        self.add_record(message, &record);
    }

    /// The row of a section that begins, or goes on.
    pub(super) fn claim_record(
        &self,
        unit: &Unit,
        intent: Option<&Intent>,
        started_at: Moment,
    ) -> Record {
        let done = unit.resume.map_or(0, |resume| resume.done);
        let mut record = self.record(unit, Outcome::Started, started_at);
        record.statements_done = done;
        record.intent = intent.and_then(|intent| Some(intent.text(unit.statement(done)?)));
        record
    }

    /// Whether the next unit may be claimed in the transaction that ends this one, which spares a
    /// commit: nothing has to happen in between, and should the run end there, the journal can say
    /// that nothing of the next one is in the database.
    pub(super) async fn next_to_claim<'u>(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        next: Option<&'u Unit>,
    ) -> Option<(&'u Unit, Intent)> {
        let next = next.filter(|next| !next.transaction && !next.statements.is_empty())?;
        let follows = self.keeps_lock(connection) && self.leaves(unit) == Leaves::Nothing;
        if !follows || self.controls_transactions(unit) {
            return None;
        }
        // Where it can't be read, the next unit says so.
        let intent = self.intent(connection, next, 0).await.ok()?;
        matches!(intent, Intent::WithNote | Intent::Object(..)).then_some((next, intent))
    }

    /// The claim of a section of which nothing has run yet, whose row has this number.
    pub(super) async fn claim_again(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        id: i64,
    ) -> Result<Claim, RunError> {
        let intent = self.intent(connection, unit, 0).await;
        let intent = intent.map_err(RunError::database(NO_DEFINITION))?;
        Ok(Claim {
            last_id: Some(id),
            intent: Some(intent),
        })
    }
}
