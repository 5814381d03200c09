//! What is done to a database, and what is expected of it.

use rmig_test_support::Server::{self, Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

/// Operations on a database, what they should do, and what should take them back.
pub struct Scenario {
    pub name: &'static str,
    pub servers: Vec<Server>,
    pub setup: Value,
    pub operations: Value,
    /// What the database holds afterwards and didn't before.
    pub expected: Vec<(Server, String)>,
    /// What it held before and doesn't any more.
    pub gone: Vec<(Server, String)>,
    pub back: Back,
    /// Where the operations are refused, and a part of why.
    pub refused: Vec<(Server, &'static str)>,
    /// A query for what a dump doesn't tell.
    pub probes: Vec<(Server, &'static str)>,
}

/// What takes the operations back.
pub enum Back {
    /// Their reverse.
    Reverse,
    /// Nothing: the reverse is refused; a part of why.
    Refused(&'static str),
    /// Other operations, since the reverse is refused; a part of why.
    By(&'static str, Value),
}

impl Scenario {
    pub fn new(name: &'static str, operations: Value) -> Self {
        Self {
            name,
            servers: Server::ALL.to_vec(),
            setup: account(),
            operations,
            expected: Vec::new(),
            gone: Vec::new(),
            back: Back::Reverse,
            refused: Vec::new(),
            probes: Vec::new(),
        }
    }

    /// Operations that come first; without a word, a table `account` with rows.
    pub fn setup(mut self, operations: Value) -> Self {
        self.setup = operations;
        self
    }

    /// Operations that come first, beside the table `account`.
    pub fn also(mut self, operations: Value) -> Self {
        match (&mut self.setup, operations) {
            (Value::Array(setup), Value::Array(more)) => setup.extend(more),
            _ => panic!("operations that come first are a list"),
        }
        self
    }

    pub fn only(mut self, server: Server) -> Self {
        self.servers = vec![server];
        self
    }

    pub fn on(mut self, servers: &[Server]) -> Self {
        self.servers = servers.to_vec();
        self
    }

    /// What the text of every database holds afterwards.
    pub fn expect(mut self, part: &str) -> Self {
        for server in self.servers.clone() {
            self = self.expect_on(server, part);
        }
        self
    }

    pub fn expect_on(mut self, server: Server, part: &str) -> Self {
        self.expected.push((server, part.to_owned()));
        self
    }

    /// `expect_on` for SQLite, PostgreSQL and MariaDB.
    pub fn expect_each(self, sqlite: &str, postgres: &str, mysql: &str) -> Self {
        self.expect_on(Sqlite, sqlite)
            .expect_on(Postgres, postgres)
            .expect_on(Mysql, mysql)
    }

    /// What the text of every database held before.
    pub fn gone(mut self, part: &str) -> Self {
        for server in self.servers.clone() {
            self.gone.push((server, part.to_owned()));
        }
        self
    }

    pub fn gone_on(mut self, server: Server, part: &str) -> Self {
        self.gone.push((server, part.to_owned()));
        self
    }

    /// Where the operations are refused, and a part of why.
    pub fn refused_on(mut self, server: Server, why: &'static str) -> Self {
        self.refused.push((server, why));
        self
    }

    pub fn irreversible(mut self, why: &'static str) -> Self {
        self.back = Back::Refused(why);
        self
    }

    pub fn back_by(mut self, why: &'static str, operations: Value) -> Self {
        self.back = Back::By(why, operations);
        self
    }

    pub fn probe(mut self, server: Server, query: &'static str) -> Self {
        self.probes.push((server, query));
        self
    }
}

/// A table with rows that are hard to quote.
pub fn account() -> Value {
    json!([
        {"op": "create_table", "table": "account", "columns": [
            {"name": "id", "type": "integer", "primary_key": true, "autoincrement": false},
            {"name": "name", "type": {"type": "string", "length": 50}, "nullable": false},
            {"name": "age", "type": "integer"},
        ]},
        {"op": "bulk_insert", "table": "account", "columns": [{"name": "id", "type": "integer"}], "rows": [
            {"id": 1, "name": "it's", "age": 18},
            {"id": 2, "name": "back\\slash \"q\" `b`", "age": null},
            {"id": 3, "name": "名前 🐘 %s :name", "age": 3},
        ]},
    ])
}
