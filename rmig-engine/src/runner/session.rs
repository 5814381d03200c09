//! The session between sections: each begins with the same settings.

use super::{RunError, Runner, Unit};
use crate::{connection::Connection, scanner::leading_words};

/// The first words of statements that leave a session's settings alone.
const SETTLED: [&str; 10] = [
    "ALTER", "COMMENT", "CREATE", "DELETE", "DROP", "GRANT", "INSERT", "REVOKE", "TRUNCATE",
    "UPDATE",
];

/// Words that give a statement away which leaves something behind in the session all the same.
const UNSETTLED: [&str; 4] = ["TEMP", "TEMPORARY", "SYSTEM", "pg_temp"];

impl Runner<'_> {
    /// Brings the session's settings back to where they were after connecting.
    pub(super) async fn reset(&self, connection: &mut dyn Connection) -> Result<(), RunError> {
        let reset = connection.reset_session().await;
        reset.map_err(RunError::database("the session can't be set up"))
    }

    /// Whether a section may leave the session other than it found it. Resetting takes a message,
    /// and most sections change tables and rows only.
    pub(super) fn unsettles(&self, unit: &Unit) -> bool {
        let (text, rules) = (unit.source.text(), self.dialect.scan_rules());
        let is = |list: &[&str], word: &str| list.iter().any(|one| one.eq_ignore_ascii_case(word));
        let settled = |span: &std::ops::Range<usize>| {
            let words = leading_words(text, span.clone(), rules);
            let first = words.first().copied().unwrap_or_default();
            is(&SETTLED, first) && !words.iter().take(6).any(|word| is(&UNSETTLED, word))
        };
        !unit.statements.iter().all(settled) || text.to_ascii_lowercase().contains("set_config")
    }
}
