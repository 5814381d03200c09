//! mlflow's history runs for real: what its migrations executed on SQLite under Alembic, as rmig
//! revisions, ends in the same schema with the same rows.

use std::{collections::BTreeMap, fs, path::Path};

use serde::Deserialize;

use crate::{
    cargo_rmig::{Package, printed},
    oracle,
    sqlite::Sqlite,
};

const SCHEMA: &str = "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL \
                      AND tbl_name NOT LIKE 'rmig_%' ORDER BY type, name";

/// What Alembic's run ended with.
#[derive(Deserialize)]
struct Expected {
    revisions: usize,
    schema: Vec<Vec<String>>,
    rows: BTreeMap<String, Vec<String>>,
}

#[test]
fn the_history_of_mlflow_gives_the_schema_that_alembic_gives() {
    let out = oracle::scratch("mlflow");
    let cache = oracle::scratch("packages-cache");
    oracle::run(
        "mlflow_record.py",
        &[
            "--cache",
            &cache.display().to_string(),
            "--out",
            &out.display().to_string(),
        ],
    );
    let expected = fs::read(out.join("expected.json")).expect("mlflow_record.py wrote no result");
    let expected: Expected = serde_json::from_slice(&expected).expect("an unknown result");

    let package = Package::new();
    let count = copy(&out.join("versions"), &package.versions());
    assert_eq!(count, expected.revisions);
    let initial = fs::read_to_string(out.join("initial.sql")).expect("no initial tables");
    Sqlite::open(&package.database()).execute(&initial);

    let upgrade = package.rmig(["upgrade"]);
    assert!(upgrade.status.success(), "{}", printed(&upgrade));

    let mut database = Sqlite::open(&package.database());
    assert_eq!(database.rows(SCHEMA), expected.schema);
    for (table, rows) in &expected.rows {
        assert_eq!(rows_of(&mut database, table), *rows, "table {table}");
    }
    let journal = "SELECT count(DISTINCT revision) || '' FROM rmig_journal";
    assert_eq!(database.rows(journal), [[count.to_string()]]);

    let again = package.rmig(["upgrade", "--format", "json"]);
    assert!(again.status.success(), "{}", printed(&again));
    let again: serde_json::Value = serde_json::from_slice(&again.stdout).expect("one document");
    assert_eq!(again["databases"][0]["steps"], serde_json::json!([]));
}

/// Every row as one text, in the form of `mlflow_record.py`.
fn rows_of(database: &mut Sqlite, table: &str) -> Vec<String> {
    let names = database.rows(&format!("SELECT name FROM pragma_table_info('{table}')"));
    let quoted: Vec<_> = names
        .iter()
        .flatten()
        .map(|name| format!("quote(\"{name}\")"))
        .collect();
    let query = format!("SELECT {} FROM \"{table}\"", quoted.join(" || '|' || "));
    let mut rows: Vec<String> = database.rows(&query).into_iter().flatten().collect();
    rows.sort_unstable();
    rows
}

/// Copies every file and counts them.
fn copy(from: &Path, to: &Path) -> usize {
    let files = fs::read_dir(from).expect("mlflow_record.py wrote no revisions");
    files
        .map(|file| {
            let file = file.expect("a file");
            fs::copy(file.path(), to.join(file.file_name())).expect("the file can be copied");
        })
        .count()
}
