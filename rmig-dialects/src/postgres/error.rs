//! From what the server answers to a batch to our errors.

use std::{ops::Range, time::Duration};

use rmig_engine::connection::{BatchError, DatabaseError, ErrorKind};
use sqlx::postgres::{PgDatabaseError, PgErrorPosition, PgSeverity};

use super::help;
use crate::batch_text::{BatchText, token_at};

/// What was going on when the server, or the way to it, failed.
pub(super) struct Failure<'a> {
    /// What was sent.
    pub batch: &'a BatchText,
    /// How many statements were done.
    pub completed: usize,
    /// Whether the server counts bytes where it says characters.
    pub counts_bytes: bool,
    /// How long a statement may run.
    pub statement_timeout: Option<Duration>,
    /// The user's name on the server.
    pub user: &'a str,
    /// Whether we have asked the server to cancel it.
    pub cancelled: bool,
    /// How long the message took.
    pub ran: Duration,
}

impl Failure<'_> {
    /// The statement that failed, and why.
    pub(super) fn explain(&self, error: sqlx::Error) -> BatchError {
        let last = self.batch.len().saturating_sub(1);
        let index = self.completed.min(last);
        let error = match error {
            sqlx::Error::Database(database) => match database.try_downcast::<PgDatabaseError>() {
                Ok(answer) => return self.answer(&answer, index),
                Err(other) => DatabaseError::new(ErrorKind::Other, other.message()),
            },
            // What `COPY … FROM STDIN` waits for can't come: the session is stuck in it.
            sqlx::Error::Protocol(text) if text.contains("CopyInResponse") => lost(
                "the statement waits for data from its client, which a script can't send",
                "write the rows as INSERT statements",
            ),
            sqlx::Error::Protocol(text) if text.contains("CopyOutResponse") => {
                let message = "the statement sends data to its client, where nobody takes it";
                DatabaseError::new(ErrorKind::Other, message)
                    .with_help("take it out, or let it write to a table")
            }
            sqlx::Error::Io(error) => {
                let message = format!("the connection to the server was lost: {error}");
                DatabaseError::new(ErrorKind::Lost, message)
            }
            other => DatabaseError::new(
                ErrorKind::Lost,
                format!("the server's answer makes no sense: {other}"),
            ),
        };
        BatchError { index, error }
    }

    fn answer(&self, answer: &PgDatabaseError, counted: usize) -> BatchError {
        let code = answer.code();
        let kind = self.kind(answer);
        let place = self.place(answer.position(), counted);
        // A message is parsed as a whole before anything runs: then only the position tells which
        // statement it was.
        let (index, span) = place.map_or((counted, None), |(index, span)| (index, Some(span)));
        let help = help::of(answer, kind, self.user, self.statement_timeout);
        let error = DatabaseError {
            kind,
            message: message(answer),
            code: Some(code.to_owned()),
            help,
            span,
        };
        BatchError { index, error }
    }

    fn kind(&self, answer: &PgDatabaseError) -> ErrorKind {
        match answer.code() {
            // lock_not_available, deadlock_detected, serialization_failure
            "55P03" | "40P01" | "40001" => ErrorKind::Busy,
            "57014" if self.is_cancelled(answer.message()) => ErrorKind::Cancelled,
            // Another connection would be refused too.
            _ if help::is_statement_mode(answer.message()) => ErrorKind::Connect,
            _ if matches!(answer.severity(), PgSeverity::Fatal | PgSeverity::Panic) => {
                ErrorKind::Lost
            }
            _ => ErrorKind::Other,
        }
    }

    /// Whether somebody asked for it; a statement that took too long has the same code, and words
    /// in the server's language.
    fn is_cancelled(&self, message: &str) -> bool {
        if self.cancelled {
            return true;
        }
        let took_too_long = self
            .statement_timeout
            .is_some_and(|timeout| self.ran >= timeout);
        !(took_too_long || message.contains("statement timeout"))
    }

    /// The statement and the part of it that the server means.
    fn place(
        &self,
        position: Option<PgErrorPosition<'_>>,
        counted: usize,
    ) -> Option<(usize, Range<usize>)> {
        match position? {
            PgErrorPosition::Original(position) => {
                let number = position.checked_sub(1)?;
                let byte = match self.counts_bytes {
                    true => number,
                    false => self.batch.byte_of_character(number),
                };
                let (index, at) = self.batch.place(byte)?;
                Some((index, token_at(self.batch.statement(index), at)))
            }
            PgErrorPosition::Internal { position, query } => {
                let sql = self.batch.statement(counted);
                Some((counted, inside(sql, query, position.checked_sub(1)?)?))
            }
        }
    }
}

/// The part of a statement that is meant by a place in a query that the server ran for it, where
/// that can be told: the query stands in the statement, or its word in a block of code does.
fn inside(sql: &str, query: &str, character: usize) -> Option<Range<usize>> {
    let (at, _) = query.char_indices().nth(character)?;
    if let Some(start) = only_place(sql, query) {
        return Some(token_at(sql, start + at));
    }
    let is_block = sql.get(..2)?.eq_ignore_ascii_case("do");
    let word = query.get(token_at(query, at)).filter(|_| is_block)?;
    let start = only_place(sql, word)?;
    // Not a part of another word.
    (token_at(sql, start).len() == word.len()).then(|| start..start + word.len())
}

/// Where `part` stands in `sql`, if that is at one place.
fn only_place(sql: &str, part: &str) -> Option<usize> {
    let mut places = sql.match_indices(part).map(|(at, _)| at);
    places.next().filter(|_| places.next().is_none())
}

/// The server's message and its detail, in one line.
pub(super) fn message(answer: &PgDatabaseError) -> String {
    let Some(detail) = answer.detail() else {
        return answer.message().to_owned();
    };
    let lines: Vec<&str> = detail
        .lines()
        .map(|line| line.trim().trim_end_matches('.'))
        .filter(|line| !line.is_empty())
        .collect();
    format!("{}: {}", answer.message(), lines.join("; "))
}

fn lost(message: &str, help: &str) -> DatabaseError {
    DatabaseError::new(ErrorKind::Lost, message).with_help(help)
}
