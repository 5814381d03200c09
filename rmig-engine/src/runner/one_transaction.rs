//! Runs a whole plan in one transaction.

use super::{
    RunError, RunObserver, Runner, StepReport, Unit,
    message::{Message, Part},
    session::Leaves,
    transactional::{Scope, commit_failed, rolled_back},
    write::Ran,
};
use crate::{
    connection::{Cancellation, Connection, ErrorKind},
    diagnostic::{Finding, Findings},
    journal::Position,
};

impl Runner<'_> {
    /// What can't be part of one transaction for all.
    pub(super) fn check_together(&self, units: &[Unit]) -> Result<(), Findings> {
        let mut findings = Findings::default();
        for unit in units {
            let message = match unit.transaction {
                false if self.dialect.capabilities().transactional_ddl => {
                    "a section with `transaction=none` can't run in one transaction with the others"
                }
                false => "this section changes the schema, which can't be rolled back here",
                true if unit.foreign_keys_off => {
                    "a section with `foreign_keys=off` can't run in one transaction with the others"
                }
                true => continue,
            };
            let help = "set `transaction_per_migration = true` (the default), or upgrade in steps: \
                        up to this revision, then on";
            let finding = Finding::new("not-in-one-transaction", message).help(help);
            let place = unit.marker.clone().unwrap_or_default();
            findings.push(finding.at(&unit.source, place, ""));
        }
        findings.or(())
    }

    /// Runs all units in one transaction; their reports are told after its commit.
    pub(super) async fn run_together(
        &self,
        connection: &mut dyn Connection,
        units: &[Unit],
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Together, RunError> {
        let result = self
            .run_all(connection, units, position, observer, cancellation)
            .await;
        let lost = |error: &RunError| error.kind() == Some(ErrorKind::Lost);
        if !matches!(&result, Ok(Together::Done(_)))
            && !matches!(&result, Err(error) if lost(error))
        {
            let ended = connection.rollback().await;
            let result = result.map_err(|error| rolled_back(error, connection))?;
            ended.map_err(RunError::database("the transaction can't be rolled back"))?;
            return Ok(result);
        }
        result
    }

    async fn run_all(
        &self,
        connection: &mut dyn Connection,
        units: &[Unit],
        position: Position,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<Together, RunError> {
        let (Some(first), Some(last)) = (units.first(), units.last()) else {
            return Ok(Together::Done(Vec::new()));
        };
        self.reset(connection).await?;
        let mut message = Message::to(connection);
        self.open(&mut message, &first.rows_before, Some(position));
        if let Err(failed) = self.send(connection, &message, cancellation, |_| {}).await {
            return match (failed.part, failed.error.kind) {
                (_, ErrorKind::Cancelled) => Err(RunError::Interrupted("at the beginning".into())),
                (Part::Guard, ErrorKind::Other) => Ok(Together::Moved(failed.error)),
                (Part::Lock, ErrorKind::Other) => Ok(Together::Held),
                _ => Err(RunError::database("no transaction can be begun")(
                    failed.error,
                )),
            };
        }
        let mut steps = Vec::new();
        let mut left = Leaves::Nothing;
        for unit in units {
            // What ends with the session only has to last as long as the transaction does.
            if left != Leaves::Nothing {
                self.reset(connection).await?;
            }
            left = self.leaves(unit);
            observer.section_started(unit);
            let start = self.clock.monotonic();
            let ran = self
                .run_in(Scope::Shared, connection, unit, observer, cancellation)
                .await?;
            match ran {
                Ran::Done(_) => {}
                Ran::Moved(error) => return Ok(Together::Moved(error)),
                Ran::Held => return Ok(Together::Held),
            }
            steps.push(StepReport::of(unit, Some(self.milliseconds_since(start))));
        }
        let mut message = Message::to(connection);
        let leaves = |unit| self.leaves(unit) != Leaves::Nothing;
        message.commit(units.iter().any(leaves));
        let to_the_end = Cancellation::default();
        match self.send(connection, &message, &to_the_end, |_| {}).await {
            Ok(_) => Ok(Together::Done(steps)),
            Err(failed) => Err(commit_failed(last, failed.error, Scope::Shared)),
        }
    }
}

/// What has become of a plan that ran as one transaction.
#[derive(Debug)]
pub(super) enum Together {
    /// It is committed.
    Done(Vec<StepReport>),
    /// Another run came in between; nothing was changed.
    Moved(crate::connection::DatabaseError),
    /// Another run has the lock; nothing was changed.
    Held,
}
