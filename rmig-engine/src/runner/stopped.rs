//! What becomes of a section without a transaction that stops: the journal's word, and the error.

use std::time::Duration;

use super::{
    RunError, Runner, Unit,
    claim::JOURNAL,
    intent::{InFlight, Intent},
    message::ours,
};
use crate::{
    connection::{Connection, DatabaseError, ErrorKind},
    journal::{Moment, Outcome},
};

impl Runner<'_> {
    /// The error for a section that stopped at a statement, once the journal says so.
    pub(super) async fn stopped(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        index: usize,
        intent: &Intent,
        error: DatabaseError,
        start: Duration,
    ) -> RunError {
        let way_on = match error.kind {
            ErrorKind::Cancelled => "go on from there with --resume",
            _ => "mend the script after them and run it again with --resume",
        };
        let count = unit.statements.len();
        let after = match self.fail(connection, unit, index, intent, start).await {
            Ok((Outcome::Undone, _)) => "nothing of it is in the database".to_owned(),
            // Not always as many as ran: the script may have begun a transaction.
            Ok((_, done)) if connection.kept_changes() => format!(
                "{done} of {count} statements are done and stay, and so does what this one changed \
                 in tables that know no transactions (MyISAM, Aria …): look at them, then {way_on}"
            ),
            Ok((_, done)) => format!("{done} of {count} statements are done and stay; {way_on}"),
            // The statement's own error is the one to tell.
            Err(journal) => format!(
                "and {JOURNAL} ({journal}): it still says that the section runs, with what is \
                 done in it"
            ),
        };
        RunError::statement(unit, index, error, &after)
    }

    /// Says in the journal that the section stopped at a statement; where that was the first one
    /// of all and left nothing, as if the section had never begun.
    async fn fail(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        index: usize,
        intent: &Intent,
        start: Duration,
    ) -> Result<(Outcome, i64), DatabaseError> {
        // The script may have begun a transaction of its own.
        connection.rollback().await?;
        let nothing = index == 0
            && !connection.kept_changes()
            && unit.section == 1
            && matches!(intent, Intent::WithNote | Intent::Object(..))
            && matches!(
                self.in_flight(connection, intent).await,
                Ok(InFlight::NotDone)
            );
        let outcome = if nothing {
            Outcome::Undone
        } else {
            Outcome::Failed
        };
        let now = Moment::At(self.timestamp());
        let duration = Some(self.milliseconds_since(start));
        let journal = self.options.journal();
        let done = journal.statements_done(connection, self.dialect).await?;
        let sql = journal.finish_sql(self.dialect, outcome, &now, duration);
        connection.execute(&sql).await.and_then(ours)?;
        Ok((outcome, done.unwrap_or_default()))
    }

    /// Says in the journal that all statements are done, and that the section failed all the same.
    pub(super) async fn fail_at_the_end(
        &self,
        connection: &mut dyn Connection,
        unit: &Unit,
        last: usize,
        start: Duration,
    ) -> Result<(), DatabaseError> {
        connection.rollback().await?;
        if !self.controls_transactions(unit) {
            let note = self.note(unit, last, None);
            connection.execute(&note).await.and_then(ours)?;
        }
        let failed = self.fail(connection, unit, last, &Intent::Unknown, start);
        failed.await.map(drop)
    }
}
