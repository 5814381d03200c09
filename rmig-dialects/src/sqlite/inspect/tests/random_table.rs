//! Random tables: a `CREATE TABLE` statement, and what it means.

mod constraints;

use rmig_engine::schema::{Column, Computed, Constraint, Name, ServerDefault, Table, Unique};

use super::dice::Dice;
use crate::sqlite::data_type;

const NAMES: &[&str] = &[
    "a",
    "b",
    "Camel",
    "order",
    "desc",
    "with space",
    "quo\"te",
    "brack]et",
    "it's",
    "tick`y",
    "größe",
    "check",
    "key",
    "9nine",
    "generated",
];
const TYPES: &[&str] = &[
    "",
    "INTEGER",
    "TEXT",
    "VARCHAR(50)",
    "NUMERIC(10, 2)",
    "integer",
    "BLOB",
    "DOUBLE PRECISION",
    "unsigned /* c */ big int",
    "\"My Type\"",
    "varchar ( -1 )",
    "JSON",
    "[odd] 'type'",
    "DECIMAL(1,2)",
    "GENERATED",
    "REAL",
    "ANY",
];
const STRICT_TYPES: &[&str] = &["INTEGER", "TEXT", "INT", "REAL", "BLOB", "ANY"];
const DEFAULTS: &[&str] = &[
    "'x'",
    "0",
    "-1.5e3",
    "+ 7",
    "NULL",
    "TRUE",
    "current_timestamp",
    "x'00ff'",
    "word",
    "\"quoted\"",
    "'it''s, (odd)'",
    "(1 + (2))",
    "( /* ) */ 'a' || ')' )",
    "(lower('X') -- '\n)",
];
const CONDITIONS: &[&str] = &[
    "1",
    "'a)' <> \"(\"",
    "(1) + (2) > 0",
    "1 /* ) */ IN (1, 2)",
    "1 -- )\n > 0",
    "CASE WHEN 1 THEN 2 ELSE 3 END",
    "x'00' IS NOT NULL",
];
const COLLATIONS: &[&str] = &["nocase", "BINARY", "RTRIM"];
const CONFLICTS: &[&str] = &["ROLLBACK", "ABORT", "FAIL", "IGNORE", "REPLACE"];

/// A random table in the making.
pub(super) struct RandomTable {
    dice: Dice,
    tokens: Vec<String>,
    pub(super) table: Table,
    strict: bool,
    without_rowid: bool,
    has_key: bool,
}

impl RandomTable {
    /// A statement, and the table that it means.
    pub(super) fn make(choices: Vec<u16>) -> (String, Table) {
        let mut dice = Dice::new(choices);
        let strict = dice.once_in(4);
        let without_rowid = dice.once_in(4);
        let mut one = Self {
            dice,
            tokens: Vec::new(),
            table: Table {
                name: "t".to_owned(),
                ..Table::default()
            },
            strict,
            without_rowid,
            has_key: false,
        };
        one.create();
        let text = one.dice.join(&one.tokens);
        (text, one.table)
    }

    fn word(&mut self, words: &str) {
        for word in words.split(' ') {
            let word = self.dice.word(word);
            self.tokens.push(word);
        }
    }

    fn sign(&mut self, sign: &str) {
        self.tokens.push(sign.to_owned());
    }

    fn name(&mut self, name: &str) {
        let name = self.dice.name(name);
        self.tokens.push(name);
    }

    fn create(&mut self) {
        self.word("CREATE TABLE");
        self.name("t");
        self.sign("(");
        let count = 1 + self.dice.below(4);
        let first = self.dice.below(NAMES.len());
        for at in 0..count {
            if at > 0 {
                self.sign(",");
            }
            self.column(NAMES[(first + at) % NAMES.len()], at == 0);
        }
        let count = self.dice.below(4);
        for at in 0..count {
            if at == 0 || self.dice.once_in(2) {
                self.sign(",");
            }
            self.table_constraint();
        }
        if self.without_rowid && !self.has_key {
            self.sign(",");
            self.primary_key(Name::Unnamed);
        }
        self.sign(")");
        if self.strict {
            self.word("STRICT");
            self.table.options.sqlite_strict = true;
        }
        if self.without_rowid {
            if self.strict {
                self.sign(",");
            }
            self.word("WITHOUT ROWID");
            self.table.options.sqlite_with_rowid = Some(false);
        }
        if self.strict || self.without_rowid {
            let alias = self.rowid_column();
            let key = self.table.primary_key();
            let key = key.map(|key| key.columns.clone()).unwrap_or_default();
            for column in &mut self.table.columns {
                let own = alias.as_ref() == Some(&column.name);
                if key.contains(&column.name) && (self.without_rowid || !own) {
                    column.nullable = Some(false);
                }
            }
        }
    }

    /// The column that is the number of the row.
    fn rowid_column(&self) -> Option<String> {
        let key = self.table.primary_key()?;
        let [name] = key.columns.as_slice() else {
            return None;
        };
        let integer = self.table.column(name)?.data_type == data_type("INTEGER");
        let alias = integer && !self.without_rowid && !key.sqlite_not_rowid;
        alias.then(|| name.clone())
    }

    fn column(&mut self, name: &str, is_first: bool) {
        self.name(name);
        let types = if self.strict { STRICT_TYPES } else { TYPES };
        let written = self.dice.of(types);
        if !written.is_empty() {
            self.sign(written);
        }
        let mut column = Column::new(name, data_type(written));
        column.nullable = Some(true);
        let at = self.table.columns.len();
        self.table.columns.push(column);
        let count = self.dice.below(4);
        for _ in 0..count {
            self.column_constraint(name, at, written, is_first);
        }
    }

    fn constraint_name(&mut self) -> Name {
        if !self.dice.once_in(3) {
            return Name::Unnamed;
        }
        if self.dice.once_in(4) {
            self.word("CONSTRAINT");
            self.name("not this");
        }
        let name = self.dice.of(&["ck", "a name", "quo\"ted"]);
        self.word("CONSTRAINT");
        self.name(name);
        Name::Final(name.to_owned())
    }

    fn conflict(&mut self) -> Option<String> {
        if !self.dice.once_in(4) {
            return None;
        }
        let what = self.dice.of(CONFLICTS);
        self.word("ON CONFLICT");
        self.word(what);
        Some(what.to_owned())
    }

    fn column_constraint(&mut self, name: &str, at: usize, written: &str, is_first: bool) {
        let called = self.constraint_name();
        match self.dice.below(10) {
            0 => {
                self.word("NOT NULL");
                let conflict = self.conflict();
                let column = &mut self.table.columns[at];
                column.nullable = Some(false);
                column.not_null_name = called;
                column.sqlite_on_conflict_not_null = conflict;
            }
            1 if self.table.columns[at].server_default.is_none() => self.default(at),
            2 => {
                let collation = self.dice.of(COLLATIONS);
                self.word("COLLATE");
                self.name(collation);
                self.table.columns[at].collation = Some(collation.to_owned());
            }
            3 => self.check(called, false),
            4 => {
                self.word("UNIQUE");
                let sqlite_on_conflict = self.conflict();
                self.table.constraints.push(Constraint::Unique(Unique {
                    name: called,
                    columns: vec![name.to_owned()],
                    sqlite_on_conflict,
                    ..Unique::default()
                }));
            }
            5 => self.references(called, vec![name.to_owned()]),
            6 if !self.has_key && !self.is_computed(at) => self.own_key(called, name, written),
            7 if !is_first && !self.has_key_or_default(at) => self.computed(at),
            8 => {
                let deferral = self.deferral();
                let mut backwards = self.table.constraints.iter_mut().rev();
                if let Some(Constraint::ForeignKey(key)) =
                    backwards.find(|one| matches!(one, Constraint::ForeignKey(_)))
                {
                    key.deferral = deferral;
                }
            }
            _ => self.word("NULL"),
        }
    }

    fn is_computed(&self, at: usize) -> bool {
        let default = self.table.columns[at].server_default.as_ref();
        default.is_some_and(|default| default.computed().is_some())
    }

    fn has_key_or_default(&self, at: usize) -> bool {
        let column = &self.table.columns[at];
        let key = self.table.primary_key();
        column.server_default.is_some() || key.is_some_and(|key| key.columns.contains(&column.name))
    }

    fn default(&mut self, at: usize) {
        self.word("DEFAULT");
        let text = self.dice.of(DEFAULTS);
        self.sign(text);
        self.table.columns[at].server_default = Some(match text {
            "word" => ServerDefault::Literal("word".to_owned()),
            "\"quoted\"" => ServerDefault::Literal("quoted".to_owned()),
            "+ 7" => ServerDefault::Text("+7".to_owned()),
            "'x'" => ServerDefault::Literal("x".to_owned()),
            "'it''s, (odd)'" => ServerDefault::Literal("it's, (odd)".to_owned()),
            text => ServerDefault::Text(text.to_owned()),
        });
    }

    fn computed(&mut self, at: usize) {
        let words = self.dice.of(&["AS", "GENERATED ALWAYS AS"]);
        self.word(words);
        self.sign("(");
        let sqltext = self.dice.of(CONDITIONS);
        self.sign(sqltext);
        self.sign(")");
        let word = self.dice.of(&["", "VIRTUAL", "STORED"]);
        if !word.is_empty() {
            self.word(word);
        }
        self.table.columns[at].server_default = Some(ServerDefault::Computed(Computed {
            sqltext: sqltext.to_owned(),
            persisted: Some(word == "STORED"),
        }));
    }
}
