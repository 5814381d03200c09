//! Random tables.

use proptest::{collection::vec, prelude::any, sample::select, strategy::Strategy};
use rmig_test_support::Server::{self, Sqlite};
use serde_json::{Value, json};

use super::column::{Column, NAMES, TEXT, column, value};

/// A random table.
#[derive(Clone, Debug)]
pub struct Table {
    name: &'static str,
    columns: Vec<Column>,
    /// The key: its name, and whether it numbers the rows.
    key: (&'static str, Option<bool>),
    has_comment: bool,
    has_check: bool,
    has_unique: bool,
    has_index: bool,
    has_foreign_key: bool,
}

pub fn table() -> impl Strategy<Value = Table> {
    let key = (select(NAMES), select(vec![None, Some(false), Some(true)]));
    let flags = (
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
        any::<bool>(),
    );
    (select(NAMES), vec(column(), 0..8), key, flags).prop_map(|(name, columns, key, flags)| Table {
        name,
        columns,
        key,
        has_comment: flags.0,
        has_check: flags.1,
        has_unique: flags.2,
        has_index: flags.3,
        has_foreign_key: flags.4,
    })
}

/// What creates the tables; one may refer to the one before, and all have a row.
pub fn creations(server: Server, tables: &[Table]) -> Vec<Value> {
    let mut operations: Vec<Value> = Vec::new();
    for (number, table) in tables.iter().enumerate() {
        let before = operations.last().cloned();
        operations.push(table.json(server, number, before.as_ref()));
    }
    operations
}

/// A row with a value in every column.
pub fn row(server: Server, create: &Value) -> Value {
    let columns = create["columns"].as_array().expect("columns");
    let types = columns
        .iter()
        .map(|column| json!({"name": column["name"], "type": column["type"]}));
    let values = columns.iter().map(|column| {
        let interval = [&column["type"], &column["type"]["type"]].contains(&&json!("interval"));
        let value = match column["name"].as_str() {
            Some("sane") => json!(3),
            _ if server == Server::Postgres && interval => json!("1 day"),
            _ => value(&column["type"]),
        };
        (column["name"].as_str().expect("a name").to_owned(), value)
    });
    json!({"op": "bulk_insert", "table": create["table"], "columns": types.collect::<Vec<_>>(),
        "rows": [values.collect::<serde_json::Map<_, _>>()]})
}

/// The columns as the catalogue should have them.
pub fn columns(create: &Value) -> Vec<Vec<String>> {
    let columns = create["columns"].as_array().expect("columns");
    let row = |column: &Value| {
        let nullable = if column["nullable"] == false {
            "NO"
        } else {
            "YES"
        };
        vec![
            column["name"].as_str().expect("a name").to_owned(),
            nullable.to_owned(),
        ]
    };
    columns.iter().map(row).collect()
}

impl Table {
    fn json(&self, server: Server, number: usize, before: Option<&Value>) -> Value {
        let unique = |name: &str| format!("{name} {number}");
        let key = unique(self.key.0);
        let mut id =
            json!({"name": key, "type": "integer", "nullable": false, "primary_key": true});
        if let Some(numbers) = self.key.1 {
            id["autoincrement"] = numbers.into();
        }
        let mut columns = vec![
            id,
            json!({"name": "sane", "type": "integer", "nullable": true}),
        ];
        let (mut constraints, mut indexes) = (Vec::new(), Vec::new());
        if self.has_check {
            constraints.push(json!({"kind": "check", "name": unique("ck; it's"), "sqltext": "sane > 0 AND sane <> 5"}));
        }
        let possible = self.columns.iter().filter(|one| one.is_possible(server));
        for (at, column) in possible.enumerate() {
            let json = column.json(server, number * 100 + at);
            if column.is_key() && self.has_unique {
                constraints.push(json!({"kind": "unique", "name": unique(&format!("uq\" {at}")), "columns": [json["name"], key]}));
            }
            if column.is_key() && self.has_index {
                let element = json!({"column": json["name"], "desc": at % 2 == 0, "asc": at % 3 == 1 && at % 2 == 1});
                indexes.push(json!({"name": unique(&format!("ix {at}")), "columns": [element, key], "unique": at % 2 == 1}));
            }
            columns.push(json);
        }
        if let Some(before) = before.filter(|_| self.has_foreign_key) {
            columns.push(json!({"name": "parent", "type": "integer", "nullable": true, "foreign_key": {
                "name": unique("fk"), "referent_table": before["table"], "remote_cols": [before["columns"][0]["name"]],
                "ondelete": "CASCADE"}}));
        }
        let mut table = json!({"op": "create_table", "table": unique(self.name), "columns": columns,
            "constraints": constraints, "indexes": indexes});
        if self.has_comment && server != Sqlite {
            table["comment"] = TEXT.into();
        }
        table
    }
}
