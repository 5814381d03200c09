//! Random tables and random changes: each runs, is seen in the catalogue, and is taken back.

mod change;
mod column;
mod table;

use proptest::{
    strategy::{Strategy, ValueTree},
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use rmig_test_support::Server::{self, Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

use super::stage::{Stage, read, same};
use crate::operations::golden::registry;

/// How many cases are tried; always the same ones.
const CASES: usize = 12;

/// The first so many random values of a kind.
fn cases<T>(strategy: &impl Strategy<Value = T>) -> Vec<T> {
    let rng = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(Config::default(), rng);
    let mut one = || strategy.new_tree(&mut runner).expect("a value").current();
    (0..CASES).map(|_| one()).collect()
}

fn tables(server: Server) {
    let registry = registry();
    let mut wrong = Vec::new();
    for tables in cases(&proptest::collection::vec(table::table(), 1..4)) {
        let operations: Vec<Value> = table::creations(server, &tables);
        if let Err(error) = created(&Stage::new(server, &registry), &operations) {
            wrong.push(format!("{error}\n  of {}\n", Value::from(operations)));
        }
    }
    assert!(wrong.is_empty(), "{}{} failed", wrong.concat(), wrong.len());
}

/// Creates tables, asks the catalogue, and drops them.
fn created(stage: &Stage<'_>, operations: &[Value]) -> Result<(), String> {
    let before = stage.plain_text();
    let mut list = read(&operations.into())?;
    stage.run(&list)?;
    for operation in operations.iter().filter(|one| one["op"] == "create_table") {
        let name = operation["table"].as_str().expect("a name");
        let expected: Vec<Vec<String>> = table::columns(operation);
        let found = stage
            .database
            .rows(&catalogue(stage.database.server(), name));
        if found != expected {
            return Err(format!("{name}: {found:?} in place of {expected:?}"));
        }
    }
    list.reverse().map_err(|error| error.to_string())?;
    stage.run(&list)?;
    same(&before, &stage.plain_text())
}

/// A query for the columns of a table and whether they may be NULL.
fn catalogue(server: Server, table: &str) -> String {
    let text = table.replace('\'', "''");
    match server {
        Sqlite => format!(
            "SELECT name, CASE WHEN \"notnull\" THEN 'NO' ELSE 'YES' END FROM pragma_table_xinfo('{text}') ORDER BY cid"
        ),
        Postgres => format!(
            "SELECT column_name, is_nullable FROM information_schema.columns \
             WHERE table_name = '{text}' ORDER BY ordinal_position"
        ),
        Mysql => format!(
            "SELECT column_name, is_nullable FROM information_schema.columns \
             WHERE table_schema = database() AND table_name = '{}' ORDER BY ordinal_position",
            text.replace('\\', "\\\\")
        ),
    }
}

fn changes(server: Server) {
    let registry = registry();
    let strategy = (
        table::table(),
        proptest::collection::vec(change::change(), 3..9),
    );
    let (mut wrong, mut run) = (Vec::new(), 0);
    for (table, changes) in cases(&strategy) {
        let stage = Stage::new(server, &registry);
        let create = table::creations(server, std::slice::from_ref(&table));
        let mut operations = Vec::new();
        let result = (|| {
            stage.run(&read(&json!([create[0], table::row(server, &create[0])]))?)?;
            operations = change::operations(&stage, &create[0], &changes)?;
            run += operations.len();
            changed(&stage, &operations)
        })();
        if let Err(error) = result {
            let (create, operations) = (Value::from(create), Value::from(operations));
            wrong.push(format!("{error}\n  of {create}\n  and {operations}\n"));
        }
    }
    assert!(run > CASES, "only {run} changes were possible");
    assert!(wrong.is_empty(), "{}{} failed", wrong.concat(), wrong.len());
}

/// Changes a table, and takes it all back.
fn changed(stage: &Stage<'_>, operations: &[Value]) -> Result<(), String> {
    let before = text(stage);
    let mut list = read(&operations.into())?;
    stage.run(&list)?;
    if !operations.is_empty() && same(&before, &text(stage)).is_ok() {
        return Err("nothing changes".to_owned());
    }
    list.reverse().map_err(|error| error.to_string())?;
    stage.run(&list).map_err(|error| format!("back: {error}"))?;
    same(&before, &text(stage))
}

/// What the database holds. MariaDB shows keys in an order that depends on what they once were.
fn text(stage: &Stage<'_>) -> String {
    let text = stage.plain_text();
    if stage.database.server() != Mysql {
        return text;
    }
    let mut lines: Vec<&str> = text
        .lines()
        .map(|line| line.trim_end_matches(','))
        .collect();
    lines.sort_unstable();
    lines.join("\n")
}

macro_rules! on_each {
    ($($test:ident $property:ident $server:ident;)+) => {$(
        #[test]
        fn $test() {
            $property($server);
        }
    )+};
}

on_each! {
    tables_on_sqlite tables Sqlite;
    tables_on_postgres tables Postgres;
    tables_on_mysql tables Mysql;
    changes_on_sqlite changes Sqlite;
    changes_on_postgres changes Postgres;
    changes_on_mysql changes Mysql;
}
