//! What can't be done in sessions that are borrowed for one transaction at a time.

use super::{Runner, Unit};
use crate::diagnostic::{Finding, Findings};

impl Runner<'_> {
    /// Refuses statements that need a session of their own.
    pub(super) fn check_borrowed(&self, units: &[Unit]) -> Result<(), Findings> {
        let mut findings = Findings::default();
        for unit in units {
            for (sql, span) in unit.sql().zip(&unit.statements) {
                let words = self.words(sql);
                if let Some(refusal) = self.dialect.refuse_borrowed(&words, unit.transaction) {
                    let help = format!(
                        "{}; or run it past the pooler, with the URL of the server itself",
                        refusal.help
                    );
                    let finding = Finding::new("needs-own-session", refusal.message).help(help);
                    findings.push(finding.at(&unit.source, span.clone(), ""));
                }
            }
        }
        findings.or(())
    }
}
