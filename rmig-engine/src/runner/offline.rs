//! What a run would send, as a script for the database's own client.

mod script;

use self::script::Script;
use super::{
    Planner, RunError, RunReport, Runner, StampPlanner, StepReport, Unit,
    intent::Intent,
    message::{Message, Part},
    session::Leaves,
};
use crate::{
    dialect::Recovery,
    journal::{Moment, Outcome},
};

/// A script that does what a run would do, and the steps in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfflineScript {
    /// The script.
    pub sql: String,
    /// The steps, without durations.
    pub report: RunReport,
}

impl Runner<'_> {
    /// Writes what [`run`](Self::run) would send to a database whose version rows are `rows`.
    ///
    /// # Errors
    ///
    /// Whatever would keep the run from beginning.
    pub fn offline(
        &self,
        planner: &dyn Planner,
        rows: &[String],
    ) -> Result<OfflineScript, RunError> {
        let plan = planner.plan(rows).map_err(RunError::Plan)?;
        let units = self.prepare(plan)?;
        let mut script = Script::new(self);
        if !units.is_empty() {
            self.offline_tables(&mut script);
        }
        if self.options.transaction_per_migration {
            for unit in &units {
                script.begin_unit(unit, self.leaves(unit) != Leaves::Nothing);
                match unit.transaction {
                    true => self.offline_transaction(&mut script, unit),
                    false => self.offline_claimed(&mut script, unit),
                }
            }
        } else {
            self.check_together(&units)?;
            self.offline_together(&mut script, &units);
        }
        let steps = units.iter().map(|unit| StepReport::of(unit, None));
        Ok(OfflineScript {
            sql: script.finish(),
            report: RunReport {
                steps: steps.collect(),
                warnings: Vec::new(),
            },
        })
    }

    /// Writes what [`stamp`](Self::stamp) would send to a database whose version rows are `rows`;
    /// with `purge`, whatever they are.
    ///
    /// # Errors
    ///
    /// [`RunError`] if there is no plan.
    pub fn offline_stamp(
        &self,
        planner: &dyn StampPlanner,
        rows: &[String],
        purge: bool,
    ) -> Result<OfflineScript, RunError> {
        let rows = rows.iter().cloned().collect();
        let change = self.change(&rows, planner, purge)?;
        let mut script = Script::new(self);
        let mut steps = Vec::new();
        if purge || change.before != change.after {
            self.offline_tables(&mut script);
            script.comment(&format!("stamp {}", change.revision()));
            let mut message = Message::default();
            let table = &self.options.version_table;
            if purge {
                message.push(Part::Begin, self.dialect.begin());
                let sql = format!("DELETE FROM {}", table.quoted(self.dialect));
                message.push(Part::Purge, sql);
                self.add_swap(&mut message, &Default::default(), &change.after);
            } else {
                self.open(&mut message, &change.before, None);
                self.add_swap(&mut message, &change.before, &change.after);
            }
            let journal = self.options.journal();
            message.push(Part::Journal, journal.release_sql(self.dialect));
            let mut record = self.stamp_record(&change, Moment::Now, Moment::Now);
            record.duration_ms = None;
            (record.actor, record.host) = (None, None);
            self.add_record(&mut message, &record);
            message.push(Part::Commit, "COMMIT");
            script.message(&message);
            steps = change.steps(None);
        }
        Ok(OfflineScript {
            sql: script.finish(),
            report: RunReport {
                steps,
                warnings: Vec::new(),
            },
        })
    }

    /// Writes what [`ensure_version`](Self::ensure_version) would send to an empty database.
    #[must_use]
    pub fn offline_ensure_version(&self) -> String {
        let mut script = Script::new(self);
        self.offline_tables(&mut script);
        script.finish()
    }

    fn offline_tables(&self, script: &mut Script<'_>) {
        for sql in self.create_sql() {
            script.statement(&sql);
        }
    }

    /// A section in a transaction of its own.
    fn offline_transaction(&self, script: &mut Script<'_>, unit: &Unit) {
        let off = match unit.foreign_keys_off {
            true => self.dialect.foreign_keys_off(),
            false => None,
        };
        let list = |statements: Option<&'static [&'static str]>| statements.unwrap_or_default();
        script.statements(list(off.map(|off| off.before)));
        let mut message = Message::default();
        self.open(&mut message, &unit.rows_before, None);
        script.message(&message);
        script.statements(list(off.map(|off| off.count)));
        self.offline_unit(script, unit, off.map(|off| off.no_more_broken));
        script.statement("COMMIT");
        script.statements(list(off.map(|off| off.after)));
    }

    /// The statements of a section, its version rows and its journal row.
    fn offline_unit(&self, script: &mut Script<'_>, unit: &Unit, condition: Option<&str>) {
        let mut message = Message::default();
        self.add_statements(&mut message, unit);
        if let Some(condition) = condition {
            let text = "rmig: more foreign keys are broken than before";
            message.push(Part::Guard, self.dialect.guard(condition, text));
        }
        self.add_swap(&mut message, &unit.rows_before, &unit.rows_after);
        let mut record = self.record(unit, Outcome::Done, Moment::Now);
        record.statements_done = unit.statements.len();
        record.finished_at = Some(Moment::Now);
        (record.actor, record.host) = (None, None);
        self.add_record(&mut message, &record);
        script.message(&message);
    }

    /// All sections in one transaction.
    fn offline_together(&self, script: &mut Script<'_>, units: &[Unit]) {
        let Some(first) = units.first() else {
            return;
        };
        let mut message = Message::default();
        self.open(&mut message, &first.rows_before, None);
        script.message(&message);
        for unit in units {
            script.begin_unit(unit, self.leaves(unit) != Leaves::Nothing);
            self.offline_unit(script, unit, None);
        }
        script.statement("COMMIT");
    }

    /// A section whose statements take effect one by one.
    fn offline_claimed(&self, script: &mut Script<'_>, unit: &Unit) {
        let intent = |index: usize| {
            let how = match self.recovery_of(unit, index) {
                Recovery::WithNote => Intent::WithNote,
                Recovery::Repeatable => Intent::Repeatable,
                // What the object looks like before can't be known here.
                Recovery::Object(_) | Recovery::Unknown => Intent::Unknown,
            };
            (index < unit.statements.len()).then_some(how)
        };
        let mut record = self.claim_record(unit, intent(0).as_ref(), Moment::Now);
        (record.actor, record.host) = (None, None);
        let mut claim = Message::default();
        self.open(&mut claim, &unit.rows_before, None);
        self.add_record(&mut claim, &record);
        claim.push(Part::Commit, "COMMIT");
        script.message(&claim);
        for (index, sql) in unit.sql().enumerate() {
            let with_note = self.recovery_of(unit, index) == Recovery::WithNote;
            if with_note {
                script.statement(self.dialect.begin());
            }
            script.statement(sql);
            script.statement(&self.note(unit, index + 1, intent(index + 1).as_ref()));
            if with_note {
                script.statement("COMMIT");
            }
        }
        let mut ending = Message::default();
        self.ending(&mut ending, unit, &Moment::Now, None);
        ending.commit(false);
        script.message(&ending);
    }
}
