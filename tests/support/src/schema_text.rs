//! Everything that a database holds as one text, so that two can be compared.

mod journal;
mod mysql;
mod postgres;
mod sqlite;
mod table;

pub use journal::Journal;

use crate::{scratch::ScratchDatabase, server::Server, session::Session};

impl ScratchDatabase {
    /// All tables with columns, types, defaults, indexes and constraints, all views, triggers and
    /// routines, then the rows of all tables, in an order that depends on nothing else.
    ///
    /// The positions of sequences and of counters (`AUTO_INCREMENT`) are left out: a transaction that
    /// was rolled back has moved them.
    pub fn schema_text(&self, journal: Journal<'_>) -> String {
        let mut session = Session::open(self.server(), self.url()).expect("a connection");
        let (definitions, tables) = match self.server() {
            Server::Sqlite => sqlite::read(&mut session, journal),
            Server::Postgres => postgres::read(self, &mut session, journal),
            Server::Mysql => mysql::read(self, &mut session, journal),
        };
        session.close().expect("a good-bye");
        let mut text = definitions;
        for table in tables {
            text.push_str(&table.text(journal));
        }
        text
    }
}

#[cfg(test)]
mod tests;
