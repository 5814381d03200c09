//! What the engine has to know of a kind of database.

mod capabilities;
mod dialects;
mod foreign_keys_off;
mod identifier_limit;
mod recovery;

pub use capabilities::Capabilities;
pub use dialects::{Dialects, UnknownScheme};
pub use foreign_keys_off::ForeignKeysOff;
pub use identifier_limit::IdentifierLimit;
pub use recovery::{DatabaseObject, ObjectKind, Recovery};

use std::fmt;

use async_trait::async_trait;

use crate::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    inspect::Inspector,
    scanner::ScanRules,
};

/// A kind of database: how its text reads and is written, and how to reach one.
#[async_trait]
pub trait Dialect: fmt::Debug + Send + Sync {
    /// The name, as in `dialect=…` of a section marker.
    fn name(&self) -> &'static str;

    /// Other spellings of the name.
    fn aliases(&self) -> &'static [&'static str] {
        &[]
    }

    /// The dialects whose sections serve where there is none for this one, the nearest first.
    fn falls_back_to(&self) -> &'static [&'static str] {
        &[]
    }

    /// The schemes of the URLs that lead to such a database.
    fn schemes(&self) -> &'static [&'static str];

    /// An identifier in quotes.
    fn quote_identifier(&self, name: &str) -> String;

    /// A text as a string literal; `text` holds no NUL character.
    fn quote_text(&self, text: &str) -> String;

    /// How a script falls into statements.
    fn scan_rules(&self) -> &ScanRules;

    /// The facts about the database that the runner asks for.
    fn capabilities(&self) -> Capabilities;

    /// The type and constraints of a column that numbers the rows of its table.
    fn identity_column(&self) -> &'static str;

    /// The type of a text of any length.
    fn long_text(&self) -> &'static str;

    /// What follows the closing parenthesis of `CREATE TABLE`, for tables of our own.
    fn table_options(&self) -> &'static str;

    /// The session's settings, pinned: sent after connecting and between sections, and printed at
    /// the head of offline scripts.
    fn session_profile(&self) -> &'static [&'static str];

    /// Lines for the database's own client at the head of an offline script: it has to stop at the
    /// first error.
    fn client_directives(&self) -> &'static [&'static str];

    /// Begins a transaction that is going to write.
    fn begin(&self) -> &'static str;

    /// Keeps others from changing the rows of a table (its name in SQL) until the transaction ends,
    /// where `begin` doesn't do so already.
    fn lock_rows(&self, table: &str) -> Option<String>;

    /// An expression that is true once the run lock called `name` is the transaction's, until it
    /// ends; it never waits. Needed where sessions are [borrowed](Connection::borrowed).
    fn transaction_lock(&self, _name: &str) -> Option<String> {
        None
    }

    /// Whether what a statement with these first tokens sets ends with the transaction.
    fn ends_with_transaction(&self, _words: &[&str]) -> bool {
        false
    }

    /// Brings back, after a script, what our own statements on our own tables need: where names
    /// without a schema lead, in what encoding text is sent.
    fn restore_names(&self) -> Option<&'static str> {
        None
    }

    /// Whether a statement surely leaves alone what [`restore_names`](Self::restore_names) brings back.
    fn keeps_names(&self, _sql: &str) -> bool {
        false
    }

    /// Statements that give a script's end back to the user who began it, where a statement with
    /// these first tokens takes another one.
    fn restore_user(&self, _words: &[&str]) -> &'static [&'static str] {
        &[]
    }

    /// The statement that widens a column of text which may not be NULL; `table` is its name in SQL.
    fn widen_text(&self, table: &str, column: &str, width: usize) -> String {
        format!("ALTER TABLE {table} ALTER COLUMN {column} TYPE VARCHAR({width})")
    }

    /// How a script for the database's own client does without foreign keys; none where
    /// [`Capabilities::foreign_keys_off`] is not given.
    fn foreign_keys_off(&self) -> Option<ForeignKeysOff> {
        None
    }

    /// A statement that fails unless `condition` holds, with `message` (without quotes in it) in
    /// the error as far as the database allows it.
    fn guard(&self, condition: &str, message: &str) -> String;

    /// What makes an `INSERT` answer with a `column` of the row that it writes; nothing where the
    /// driver learns the row's number [otherwise](crate::connection::BatchDone::last_inserted).
    fn returning(&self, _column: &str) -> String {
        String::new()
    }

    /// The time of day in UTC as a text like `2026-11-22T15:04:05.123Z`, as an expression.
    fn now(&self) -> &'static str;

    /// Whether a statement commits what came before it, or itself, whatever transaction it is in.
    fn commits_implicitly(&self, words: &[&str]) -> bool;

    /// What a crash leaves of a statement outside of a transaction unit. `words` as in
    /// [`refuse`](Self::refuse).
    fn recovery(&self, words: &[&str]) -> Recovery;

    /// Why a statement can't stand in a section. `words` are its first tokens as they are written;
    /// `transaction` is whether the section runs in a transaction.
    fn refuse(&self, words: &[&str], transaction: bool) -> Option<Refusal>;

    /// Why a statement can't stand in a section where sessions are
    /// [borrowed](Connection::borrowed); as [`refuse`](Self::refuse).
    fn refuse_borrowed(&self, _words: &[&str], _transaction: bool) -> Option<Refusal> {
        None
    }

    /// What reads the catalogue of such a database; none where nothing does yet.
    fn inspector(&self) -> Option<&dyn Inspector> {
        None
    }

    /// Opens the database.
    ///
    /// # Errors
    ///
    /// [`DatabaseError`] without any password if the database can't be opened.
    async fn connect(
        &self,
        url: &DatabaseUrl,
        options: &ConnectOptions,
    ) -> Result<Box<dyn Connection>, DatabaseError>;
}

/// Why a statement can't stand where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// What is the case.
    pub message: String,
    /// What to do.
    pub help: String,
}
