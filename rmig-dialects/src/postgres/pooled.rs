//! Sessions that a proxy hands out for one transaction each.

use std::sync::Arc;

use rmig_engine::{
    connection::{BatchDone, BatchError, Borrowed, DatabaseError},
    dialect::{Dialect as _, Refusal},
    scanner::leading_words,
};

use super::{
    PostgresConnection, PostgresDialect, SCAN_RULES,
    dialect::BEGIN,
    profile::{self, Shape},
    refuse,
};
use crate::{
    batch_text::BatchText,
    words::{Words, is_any},
};

/// How to do with such sessions.
#[derive(Clone, Debug)]
pub(super) struct Pooled {
    /// What the engine has to know.
    pub borrowed: Arc<Borrowed>,
    /// What every transaction begins with.
    pub set_up: Vec<String>,
    /// The name by which the server knows the session while it is ours, and nobody else's.
    pub application: String,
}

impl Pooled {
    /// For transactions of a shape, under a name.
    pub(super) fn new(shape: &Shape, version: Option<u32>, application: String) -> Self {
        let forget = profile::LEFT_BEHIND.iter().chain(&["RESET ALL"]);
        let borrowed = Borrowed {
            names: shape.names(),
            forget: forget.map(|sql| (*sql).to_owned()).collect(),
        };
        Self {
            borrowed: Arc::new(borrowed),
            set_up: shape.for_transaction(version, &application),
            application,
        }
    }
}

impl PostgresConnection {
    /// Sends statements as one message. Where sessions are borrowed and no transaction is open, they
    /// become one, which is brought into shape first.
    pub(super) async fn run(
        &mut self,
        statements: &[&str],
        keep: Option<usize>,
        done: &mut (dyn FnMut(usize) + Send),
    ) -> Result<BatchDone, BatchError> {
        let Some(pooled) = &self.pooled else {
            return self.send(&BatchText::join(statements), keep, done).await;
        };
        let set_up = match self.in_transaction {
            true => Vec::new(),
            false => pooled.set_up.clone(),
        };
        // Without a BEGIN, the server takes a message for one transaction.
        let start = usize::from(statements.first() == Some(&BEGIN));
        let (before, after) = statements.split_at(start);
        let set_up: Vec<&str> = set_up.iter().map(String::as_str).collect();
        let all = [before, set_up.as_slice(), after].concat();
        let added = set_up.len();
        let theirs = |index: usize| match index.checked_sub(added) {
            Some(index) if index >= start => index,
            _ => index.min(start),
        };
        let keep = keep.map(|index| if index < start { index } else { index + added });
        let answer = self
            .send(&BatchText::join(&all), keep, &mut |count| {
                done(theirs(count));
            })
            .await;
        match answer {
            Ok(mut answers) => {
                self.note_transaction(statements);
                let end = (start + added).min(answers.changed.len());
                answers.changed.drain(start.min(end)..end);
                Ok(answers)
            }
            Err(failed) => {
                let index = theirs(failed.index);
                self.note_transaction(statements.get(..index).unwrap_or_default());
                let mut error = failed.error;
                if (start..start + added).contains(&failed.index) {
                    let message = error.message;
                    error.message = format!("the session can't be set up: {message}");
                    error.span = None;
                }
                Err(BatchError { index, error })
            }
        }
    }

    /// Runs a statement that may refuse to be anywhere but alone.
    pub(super) async fn run_alone(&mut self, sql: &str) -> Result<BatchDone, DatabaseError> {
        let words = words(sql);
        let application = match &self.pooled {
            Some(pooled) if !self.in_transaction && is_alone(&words) => &pooled.application,
            _ => return self.send_one(sql).await,
        };
        // The proxy gives this name to whichever session the statement gets, so that it can be
        // cancelled there.
        let name = PostgresDialect.quote_text(application);
        self.send_plain(&format!("SET application_name = {name}"))
            .await?;
        let done = self.send_plain(sql).await?;
        self.note_transaction(&[sql]);
        Ok(done)
    }

    /// Sends one text and nothing around it.
    async fn send_plain(&mut self, sql: &str) -> Result<BatchDone, DatabaseError> {
        let batch = BatchText::join(&[sql]);
        let sent = self.send(&batch, Some(0), &mut |_| ()).await;
        sent.map_err(|failed| failed.error)
    }

    /// Keeps in mind whether a transaction is open after statements that were done.
    fn note_transaction(&mut self, statements: &[&str]) {
        for sql in statements {
            let all = words(sql);
            let mut words = Words::new(&all);
            if words.take(&["BEGIN", "START"]) {
                self.in_transaction = true;
            } else if words.take(&["ROLLBACK"]) {
                words.take(&["WORK", "TRANSACTION"]);
                self.in_transaction &= words.at(&["TO"]);
            } else if words.take(&["COMMIT", "END", "ABORT"]) {
                self.in_transaction = false;
            }
        }
    }
}

fn words(sql: &str) -> Vec<&str> {
    leading_words(sql, 0..sql.len(), &SCAN_RULES)
}

/// Whether a statement can't, or may not be able to, run in a transaction of ours.
fn is_alone(words: &[&str]) -> bool {
    // What stands in a block or a procedure may commit.
    Words::new(words).at(&["DO", "CALL"]) || refuse::refuse(words, true).is_some()
}

const ANY_SESSION: &str = "behind this pooler each statement of a section with `transaction=none` may \
                           get another session";

/// Why a statement can't stand in a section where sessions are borrowed.
pub(super) fn refuse(words: &[&str], transaction: bool) -> Option<Refusal> {
    let is = |first: &[&str]| Words::new(words).at(first);
    let calls = |functions: &[&str]| words.iter().any(|word| is_any(word, functions));
    let refusal = |message: String, help: &str| {
        Some(Refusal {
            message,
            help: help.to_owned(),
        })
    };
    if calls(&[
        "pg_advisory_lock",
        "pg_advisory_lock_shared",
        "pg_try_advisory_lock",
        "pg_try_advisory_lock_shared",
    ]) {
        let message = "this lock would belong to a session that the pooler hands on to others";
        let help = "take one that ends with its transaction, with pg_advisory_xact_lock";
        return refusal(message.to_owned(), help);
    }
    if is(&["LOAD", "PREPARE"]) {
        let message = "what this makes would stay in a session that the pooler hands on to others";
        return refusal(message.to_owned(), "do without it");
    }
    if transaction || ends_with_transaction(words) {
        // What else is left behind is taken away with the commit.
        return None;
    }
    if is(&["SET", "RESET"]) || calls(&["set_config"]) {
        let help = "set it for the role or the database (ALTER ROLE … SET …), name things with their \
                    schema, or let the section run in a transaction";
        return refusal(format!("{ANY_SESSION}, so that this setting is lost"), help);
    }
    let temporary = words.iter().take(6);
    let mut temporary = temporary.filter(|word| is_any(word, &["TEMP", "TEMPORARY", "pg_temp"]));
    if temporary.next().is_some() || is(&["DECLARE", "DISCARD", "LISTEN"]) {
        let help = "let the section run in a transaction";
        return refusal(
            format!("{ANY_SESSION}, so that what this makes is lost"),
            help,
        );
    }
    None
}

/// Whether what a statement sets ends with its transaction.
pub(super) fn ends_with_transaction(words: &[&str]) -> bool {
    let mut words = Words::new(words);
    words.take(&["SET"]) && words.take(&["CONSTRAINTS", "LOCAL", "TRANSACTION"])
}
