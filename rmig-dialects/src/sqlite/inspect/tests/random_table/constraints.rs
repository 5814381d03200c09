//! Random keys, checks and foreign keys.

use rmig_engine::schema::{
    Check, Constraint, Deferral, ForeignKey, IndexColumn, Initially, Name, PrimaryKey,
    ReferentialAction, SortOrder, Unique,
};

use super::{COLLATIONS, CONDITIONS, RandomTable};
use crate::sqlite::data_type;

impl RandomTable {
    pub(super) fn check(&mut self, name: Name, of_table: bool) {
        self.word("CHECK");
        self.sign("(");
        let sqltext = self.dice.of(CONDITIONS);
        self.sign(sqltext);
        self.sign(")");
        let sqlite_on_conflict = if of_table { self.conflict() } else { None };
        self.table.constraints.push(Constraint::Check(Check {
            name,
            sqltext: sqltext.to_owned(),
            sqlite_on_conflict,
            ..Check::default()
        }));
    }

    pub(super) fn own_key(&mut self, name: Name, column: &str, written: &str) {
        self.has_key = true;
        self.word("PRIMARY KEY");
        let order = self.dice.of(&["", "ASC", "DESC"]);
        if !order.is_empty() {
            self.word(order);
        }
        let descends = order == "DESC";
        let sqlite_on_conflict = self.conflict();
        let integer = written.eq_ignore_ascii_case("INTEGER");
        if integer && !descends && !self.without_rowid && self.dice.once_in(2) {
            self.word("AUTOINCREMENT");
            self.table.options.sqlite_autoincrement = true;
        }
        let descending = IndexColumn {
            order: Some(SortOrder::Desc),
            ..IndexColumn::column(column)
        };
        let sqlite_key = if descends {
            vec![descending]
        } else {
            Vec::new()
        };
        self.table
            .constraints
            .push(Constraint::PrimaryKey(PrimaryKey {
                name,
                columns: vec![column.to_owned()],
                sqlite_on_conflict,
                sqlite_key,
                sqlite_not_rowid: integer && descends,
                ..PrimaryKey::default()
            }));
    }

    pub(super) fn table_constraint(&mut self) {
        let name = self.constraint_name();
        match self.dice.below(4) {
            0 if !self.has_key => self.primary_key(name),
            1 => {
                self.word("UNIQUE");
                let (columns, sqlite_key) = self.key(false);
                self.sign(")");
                let sqlite_on_conflict = self.conflict();
                self.table.constraints.push(Constraint::Unique(Unique {
                    name,
                    columns,
                    sqlite_key,
                    sqlite_on_conflict,
                    ..Unique::default()
                }));
            }
            2 => {
                self.word("FOREIGN KEY");
                let columns = self.some_columns();
                self.names(&columns);
                self.references(name, columns);
            }
            _ => self.check(name, true),
        }
    }

    pub(super) fn primary_key(&mut self, name: Name) {
        self.has_key = true;
        self.word("PRIMARY KEY");
        let (columns, sqlite_key) = self.key(true);
        let alone = columns.len() == 1 && !self.without_rowid;
        let column = self.table.column(&columns[0]).unwrap();
        let integer = column.data_type == data_type("INTEGER");
        if alone && integer && self.dice.once_in(2) {
            self.word("AUTOINCREMENT");
            self.table.options.sqlite_autoincrement = true;
        }
        self.sign(")");
        let sqlite_on_conflict = self.conflict();
        self.table
            .constraints
            .push(Constraint::PrimaryKey(PrimaryKey {
                name,
                columns,
                sqlite_key,
                sqlite_on_conflict,
                ..PrimaryKey::default()
            }));
    }

    /// Some columns of the table, none twice; no generated ones where they can't be.
    fn some_columns(&mut self) -> Vec<String> {
        let names: Vec<String> = self
            .table
            .columns
            .iter()
            .map(|one| one.name.clone())
            .collect();
        let first = self.dice.below(names.len());
        let count = 1 + self.dice.below(names.len());
        let each = names.iter().cycle().skip(first).take(count);
        each.cloned().collect()
    }

    /// The columns of a key up to its end.
    fn key(&mut self, is_primary: bool) -> (Vec<String>, Vec<IndexColumn>) {
        self.sign("(");
        let mut columns = self.some_columns();
        if is_primary {
            let table = &self.table;
            columns.retain(|name| {
                let column = table.column(name).unwrap();
                let default = column.server_default.as_ref();
                default.is_none_or(|default| default.computed().is_none())
            });
            if columns.is_empty() {
                columns.push(self.table.columns[0].name.clone());
            }
        }
        let mut key = Vec::new();
        for (at, name) in columns.iter().enumerate() {
            if at > 0 {
                self.sign(",");
            }
            let mut column = IndexColumn::column(name);
            let wrapped = self.dice.once_in(4);
            if wrapped {
                self.sign("(");
            }
            let spelt = if self.dice.once_in(4) {
                name.to_ascii_uppercase()
            } else {
                name.clone()
            };
            self.name(&spelt);
            if wrapped {
                self.sign(")");
            }
            if self.dice.once_in(4) {
                let collation = self.dice.of(COLLATIONS);
                self.word("COLLATE");
                self.name(collation);
                column.collation = Some(collation.to_owned());
            }
            let order = self.dice.of(&["", "ASC", "DESC"]);
            if !order.is_empty() {
                self.word(order);
            }
            column.order = (order == "DESC").then_some(SortOrder::Desc);
            key.push(column);
        }
        let plain = key
            .iter()
            .all(|one| one.order.is_none() && one.collation.is_none());
        (columns, if plain { Vec::new() } else { key })
    }

    fn names(&mut self, names: &[String]) {
        for (at, name) in names.iter().enumerate() {
            self.sign(if at == 0 { "(" } else { "," });
            self.name(name);
        }
        self.sign(")");
    }

    pub(super) fn references(&mut self, name: Name, columns: Vec<String>) {
        let mut key = ForeignKey {
            name,
            referent_table: self.dice.of(&["p", "Parent Table", "t"]).to_owned(),
            ..ForeignKey::default()
        };
        self.word("REFERENCES");
        self.name(&key.referent_table);
        if self.dice.once_in(2) {
            let names = ["x", "Y y", "z\"z", "w"];
            let names = names.iter().take(columns.len());
            key.referent_columns = names.map(|name| (*name).to_owned()).collect();
            self.names(&key.referent_columns.clone());
        }
        key.columns = columns;
        for _ in 0..self.dice.below(3) {
            match self.dice.below(4) {
                0 => {
                    self.word("ON DELETE");
                    key.ondelete = Some(self.action());
                }
                1 => {
                    self.word("ON UPDATE");
                    key.onupdate = Some(self.action());
                }
                2 => {
                    self.word("MATCH");
                    self.name("full");
                    key.r#match = Some("full".to_owned());
                }
                _ => {
                    self.word("ON INSERT");
                    self.action();
                }
            }
        }
        if self.dice.once_in(3) {
            key.deferral = self.deferral();
        }
        self.table.constraints.push(Constraint::ForeignKey(key));
    }

    fn action(&mut self) -> ReferentialAction {
        let words = self.dice.of(&[
            "CASCADE",
            "RESTRICT",
            "SET NULL",
            "SET DEFAULT",
            "NO ACTION",
        ]);
        self.word(words);
        words.parse().unwrap()
    }

    pub(super) fn deferral(&mut self) -> Deferral {
        let deferrable = !self.dice.once_in(3);
        self.word(if deferrable {
            "DEFERRABLE"
        } else {
            "NOT DEFERRABLE"
        });
        let initially = match self.dice.below(3) {
            0 => None,
            1 => Some(Initially::Deferred),
            _ => Some(Initially::Immediate),
        };
        if let Some(initially) = initially {
            self.word("INITIALLY");
            self.word(initially.as_sql());
        }
        Deferral {
            deferrable: Some(deferrable),
            initially,
        }
    }
}
