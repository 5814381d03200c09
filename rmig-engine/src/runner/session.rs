//! The session between sections: each begins with the same settings.

use super::{RunError, RunObserver, Runner, Unit};
use crate::{
    connection::{Cancellation, Connection},
    diagnostic::Finding,
    scanner::leading_words,
};

/// The first words of statements that leave a session's settings alone.
const SETTLED: [&str; 10] = [
    "ALTER", "COMMENT", "CREATE", "DELETE", "DROP", "GRANT", "INSERT", "REVOKE", "TRUNCATE",
    "UPDATE",
];

/// Words that give a statement away which makes something for its session only.
const TEMPORARY: [&str; 3] = ["TEMP", "TEMPORARY", "pg_temp"];

/// The first words of statements that set something for the session.
const SETTERS: [&str; 4] = ["SET", "RESET", "PRAGMA", "USE"];

/// The first words of statements that make something which ends with the session.
const KEEPERS: [&str; 3] = ["PREPARE", "DECLARE", "ATTACH"];

/// What a section leaves behind in its session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Leaves {
    /// Nothing: it changes tables and rows only.
    Nothing,
    /// Settings, perhaps, which can be set again.
    Settings,
    /// What only ends with the session.
    Session,
}

impl Runner<'_> {
    /// Brings the session's settings back to where they were after connecting.
    pub(super) async fn reset(&self, connection: &mut dyn Connection) -> Result<(), RunError> {
        let reset = connection.reset_session().await;
        reset.map_err(RunError::database("the session can't be set up"))
    }

    /// Goes on in a session of its own, with the run lock. Who gets the lock in between finds
    /// nothing half done, and is noticed by the next section.
    pub(super) async fn renew(
        &self,
        connection: &mut dyn Connection,
        observer: &mut dyn RunObserver,
        cancellation: &Cancellation,
    ) -> Result<(), RunError> {
        let opened = connection.reconnect().await;
        opened.map_err(RunError::database("no new session can be begun"))?;
        self.lock(connection, observer, cancellation).await
    }

    /// What a section may leave behind in the session.
    pub(super) fn leaves(&self, unit: &Unit) -> Leaves {
        let (mut settled, mut whole) = (true, true);
        for sql in unit.sql() {
            let words = self.words(sql);
            let first = words.first().copied().unwrap_or_default();
            let temporary = is_temporary(&words);
            let sets = sql.to_ascii_lowercase().contains("set_config");
            let system = words.get(1).is_some_and(|word| is_any(word, &["SYSTEM"]));
            let settles = is_any(first, &SETTLED) && !temporary && !sets && !system;
            settled &= settles || self.dialect.ends_with_transaction(&words);
            // Variables begin with `@`.
            whole &= !temporary && !sql.contains('@') && !is_any(first, &KEEPERS);
        }
        match (settled, whole || self.dialect.capabilities().whole_reset) {
            (_, false) => Leaves::Session,
            (true, true) => Leaves::Nothing,
            (false, true) => Leaves::Settings,
        }
    }

    /// Sets again what statements of a section had set that ran in a session which is no more.
    pub(super) async fn replay(
        &self,
        connection: &mut dyn Connection,
        statements: &[&str],
    ) -> Result<(), RunError> {
        for (index, sql) in statements.iter().enumerate() {
            let words = self.words(sql);
            let first = words.first().copied().unwrap_or_default();
            let into = |pair: &[&str]| matches!(pair, [into, variable] if is_any(into, &["INTO"]) && variable.starts_with('@'));
            if is_temporary(&words) || is_any(first, &KEEPERS) || words.windows(2).any(into) {
                let message = format!(
                    "statement {} made something for its session only, and that session has ended",
                    index + 1
                );
                let help = "finish the section by hand and say so with `repair`, --section-done; \
                            or take it back by hand and say --section-undone";
                return Err(Finding::new("session-ended", message).help(help).into());
            }
            let sets = words.iter().any(|word| is_any(word, &["set_config"]));
            if is_any(first, &SETTERS) || sets {
                let again = connection.execute(sql).await;
                again.map_err(RunError::database(
                    "what the section had set can't be set again",
                ))?;
            }
        }
        Ok(())
    }

    pub(super) fn words<'s>(&self, sql: &'s str) -> Vec<&'s str> {
        leading_words(sql, 0..sql.len(), self.dialect.scan_rules())
    }
}

fn is_temporary(words: &[&str]) -> bool {
    words.iter().take(6).any(|word| is_any(word, &TEMPORARY))
}

fn is_any(word: &str, list: &[&str]) -> bool {
    list.iter().any(|one| one.eq_ignore_ascii_case(word))
}
