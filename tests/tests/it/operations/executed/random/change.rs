//! Random changes of a table.

use proptest::{
    prelude::any,
    prop_oneof,
    sample::Index,
    strategy::{Just, Strategy},
};
use serde_json::{Value, json};

use super::{
    super::stage::{Stage, read},
    column::{Column, TEXT, column},
};

/// What is changed; columns are picked by numbers.
#[derive(Clone, Debug)]
pub enum Change {
    Add(Column),
    Rename(Index),
    Nullable(Index),
    Comment(Index),
    NoDefault(Index),
    Wider(Index),
    Index(Index),
    Unique,
    Check,
    RenameTable,
    TableComment,
}

pub fn change() -> impl Strategy<Value = Change> {
    let index = any::<Index>();
    prop_oneof![
        3 => column().prop_map(Change::Add),
        2 => index.prop_map(Change::Rename),
        2 => any::<Index>().prop_map(Change::Nullable),
        1 => any::<Index>().prop_map(Change::Comment),
        2 => any::<Index>().prop_map(Change::NoDefault),
        2 => any::<Index>().prop_map(Change::Wider),
        1 => any::<Index>().prop_map(Change::Index),
        1 => Just(Change::Unique),
        1 => Just(Change::Check),
        1 => Just(Change::RenameTable),
        1 => Just(Change::TableComment),
    ]
}

/// The table as it is after the changes so far.
struct Model {
    table: String,
    comment: Value,
    columns: Vec<Value>,
    /// The columns in which rows have no value.
    empty: Vec<usize>,
}

/// The operations that make the changes, without those that the database refuses.
pub fn operations(
    stage: &Stage<'_>,
    create: &Value,
    changes: &[Change],
) -> Result<Vec<Value>, String> {
    let mut model = Model {
        table: create["table"].as_str().expect("a name").to_owned(),
        comment: create["comment"].clone(),
        columns: create["columns"].as_array().expect("columns").clone(),
        empty: Vec::new(),
    };
    let mut operations = Vec::new();
    for (number, change) in changes.iter().enumerate() {
        let Some((operation, effect)) = model.operation(change, stage, 1000 + number) else {
            continue;
        };
        match stage.render(&read(&operation)?) {
            // SQLite adds not every column to a table with rows.
            Ok(script)
                if script
                    .warnings
                    .iter()
                    .any(|one| one.contains("has no rows")) => {}
            Ok(_) => {
                effect(&mut model);
                operations.push(operation);
            }
            Err(error) if error.contains("(instead: ") && !error.contains("(instead: )") => {}
            Err(error) => return Err(error),
        }
    }
    Ok(operations)
}

/// A type that holds all that another one holds.
fn wider(old: &Value) -> Option<Value> {
    let is_text = |name: &str| ["string", "unicode", "varchar", "nvarchar"].contains(&name);
    match (old["type"].as_str(), old["length"].as_u64()) {
        (Some(name), Some(length)) if is_text(name) => {
            let mut wider = old.clone();
            wider["length"] = (length + 10).into();
            Some(wider)
        }
        _ if *old == json!("integer") => Some(json!("bigint")),
        _ if *old == json!("date") => Some(json!("datetime")),
        _ => None,
    }
}

type Effect = Box<dyn Fn(&mut Model)>;

impl Model {
    /// The number in which every row has a value, as SQL writes its name. A check has to be over a column:
    /// MariaDB drops others with any column, and has none over the numbers of rows.
    fn sane(&self, stage: &Stage<'_>) -> String {
        let name = self.columns[1]["name"].as_str().expect("a name");
        stage.dialect().identifier(name)
    }

    /// The column that is picked, but not the key.
    fn pick(&self, index: &Index) -> Option<usize> {
        let others = self.columns.len() - 1;
        (others > 0).then(|| 1 + index.index(others))
    }

    fn operation(
        &self,
        change: &Change,
        stage: &Stage<'_>,
        number: usize,
    ) -> Option<(Value, Effect)> {
        let (table, server) = (self.table.clone(), stage.database.server());
        Some(match change {
            Change::Add(column) => {
                if !column.is_possible(server) {
                    return None;
                }
                let mut column = column.json(server, number);
                if column["server_default"].is_null() {
                    // The rows that are there have no value for it.
                    column["nullable"] = true.into();
                }
                let mut operation = json!({"op": "add_column", "table": table, "column": column});
                if column["type"]["type"] == "enum" {
                    operation["column"]["type"]["create_type"] = true.into();
                }
                (
                    operation,
                    Box::new(move |model: &mut Self| {
                        if column["server_default"].is_null() {
                            model.empty.push(model.columns.len());
                        }
                        model.columns.push(column.clone());
                    }),
                )
            }
            Change::Rename(index) => {
                let name = format!("new \"name\" {number}");
                self.alter(
                    self.pick(index)?,
                    json!({"new_column_name": name}),
                    "name",
                    json!(name),
                )
            }
            Change::Nullable(index) => {
                let at = self.pick(index)?;
                let nullable = self.columns[at]["nullable"] == false;
                if !nullable && self.empty.contains(&at) {
                    return None;
                }
                self.alter(
                    at,
                    json!({"nullable": nullable}),
                    "nullable",
                    json!(nullable),
                )
            }
            Change::Comment(index) => {
                let at = self.pick(index)?;
                let comment = match self.columns[at]["comment"].is_null() {
                    true => json!(TEXT),
                    false => Value::Null,
                };
                self.alter(at, json!({"comment": comment}), "comment", comment)
            }
            Change::NoDefault(index) => {
                let at = self.pick(index)?;
                if self.columns[at]["server_default"].is_null() {
                    return None;
                }
                let changes = json!({"server_default": null});
                self.alter(at, changes, "server_default", Value::Null)
            }
            Change::Wider(index) => {
                let at = self.pick(index)?;
                let wider = wider(&self.columns[at]["type"])?;
                self.alter(at, json!({"type_": wider}), "type", wider)
            }
            Change::Index(index) => {
                let at = self.pick(index)?;
                let name = format!("ix {number}");
                let key = &self.columns[0]["name"];
                (
                    json!({"op": "create_index", "table": table, "name": name, "columns": [{"column": key, "desc": number.is_multiple_of(3)}],
                        "unique": at % 2 == 0}),
                    Box::new(|_: &mut Self| {}),
                )
            }
            Change::Unique => {
                let name = format!("uq {number}");
                (
                    json!({"op": "create_unique_constraint", "table": table, "name": name, "columns": [self.columns[0]["name"]]}),
                    Box::new(|_: &mut Self| {}),
                )
            }
            Change::Check => {
                let name = format!("ck it's {number}");
                (
                    json!({"op": "create_check_constraint", "table": table, "name": name, "condition": format!("{} < 100", self.sane(stage))}),
                    Box::new(|_: &mut Self| {}),
                )
            }
            Change::RenameTable => {
                let name = format!("other \"table\" {number}");
                (
                    json!({"op": "rename_table", "table": table, "new_name": name}),
                    Box::new(move |model: &mut Self| model.table.clone_from(&name)),
                )
            }
            Change::TableComment => {
                let comment = format!("{TEXT} {number}");
                (
                    json!({"op": "create_table_comment", "table": table, "comment": comment, "existing_comment": self.comment}),
                    Box::new(move |model: &mut Self| model.comment = comment.clone().into()),
                )
            }
        })
    }

    /// `alter_column` that says everything that is known.
    fn alter(&self, at: usize, changes: Value, key: &'static str, value: Value) -> (Value, Effect) {
        let column = &self.columns[at];
        let mut alter = changes;
        alter["op"] = "alter_column".into();
        alter["table"] = self.table.clone().into();
        alter["column"] = column["name"].clone();
        alter["existing_type"] = column["type"].clone();
        alter["existing_nullable"] = column["nullable"].clone();
        alter["existing_server_default"] =
            column.get("server_default").cloned().unwrap_or_default();
        if let Some(comment) = column.get("comment").filter(|comment| !comment.is_null()) {
            alter["existing_comment"] = comment.clone();
        }
        (
            alter,
            Box::new(move |model: &mut Self| model.columns[at][key] = value.clone()),
        )
    }
}
