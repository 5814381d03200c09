//! What the engine has to know of a kind of database.

mod capabilities;
mod dialects;

pub use capabilities::Capabilities;
pub use dialects::{Dialects, UnknownScheme};

use std::fmt;

use async_trait::async_trait;

use crate::{
    connection::{ConnectOptions, Connection, DatabaseError},
    database_url::DatabaseUrl,
    scanner::ScanRules,
};

/// A kind of database: how its text reads and is written, and how to reach one.
#[async_trait]
pub trait Dialect: fmt::Debug + Send + Sync {
    /// The name, as in `dialect=…` of a section marker.
    fn name(&self) -> &'static str;

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

    /// Why a statement can't stand in a section. `words` are its first tokens as they are written;
    /// `transaction` is whether the section runs in a transaction.
    fn refuse(&self, words: &[&str], transaction: bool) -> Option<Refusal>;

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
