//! The SQL of recorded operations is Alembic's, token by token, or a deviation says why not.

use std::{collections::BTreeSet, fs, path::Path};

use rmig_engine::{
    ddl::{Unsupported, render},
    operation::OperationList,
    registry::Registry,
};
use serde_json::Value;

use super::{
    deviations::{DEVIATIONS, find},
    tokens::tokens,
};

/// The dialects that are recorded.
pub const DIALECTS: [&str; 5] = ["sqlite", "postgresql", "mysql", "mariadb", "mssql"];

/// What came of a case: the tokens of its statements, or that it is refused.
#[derive(Debug, PartialEq)]
pub enum Outcome {
    Sql(Vec<String>),
    Refused,
}

impl Outcome {
    /// What Alembic did.
    pub fn of_alembic(case: &Value) -> Self {
        if !case["error"].is_null() {
            return Self::Refused;
        }
        Self::Sql(tokens(&without_separators(
            case["sql"].as_str().expect("SQL"),
            case["context"]["mssql_batch_separator"].as_str(),
        )))
    }

    /// What we do.
    pub fn of_ours(registry: &Registry, dialect: &str, line: &str) -> (Self, String) {
        let list = match OperationList::from_json(line) {
            Ok(list) => list,
            Err(error) => return (Self::Refused, error.to_string()),
        };
        let dialect = registry.ddl.get(dialect).expect("a dialect");
        match render(&list, dialect, None) {
            Ok(script) => {
                let statements = script.statements.iter();
                let sql: String = statements.map(|one| format!("{};\n\n", one.sql)).collect();
                (Self::Sql(tokens(&sql)), sql)
            }
            Err(error) => (Self::Refused, said(&error)),
        }
    }
}

fn said(error: &Unsupported) -> String {
    format!("{error} (instead: {})", error.instead)
}

/// Without what ends a batch, and with one semicolon behind each statement.
fn without_separators(sql: &str, separator: Option<&str>) -> String {
    let separator = separator.unwrap_or("GO");
    let lines = sql.split('\n').filter(|line| *line != separator);
    lines.collect::<Vec<_>>().join("\n").replace(";;", ";")
}

pub fn registry() -> Registry {
    let mut registry = Registry::new();
    rmig_dialects::register(&mut registry).expect("names are free");
    registry
}

#[test]
fn recorded_operations_give_the_sql_of_alembic() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/operations");
    let registry = registry();
    let (mut differences, mut equal) = (Vec::new(), 0);
    let mut used = BTreeSet::new();
    for dialect in DIALECTS {
        let lines = fs::read_to_string(folder.join(format!("{dialect}.jsonl"))).unwrap();
        for line in lines.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let name = case["case"].as_str().unwrap();
            let theirs = Outcome::of_alembic(&case);
            let (ours, shown) = Outcome::of_ours(&registry, dialect, line);
            match (ours == theirs, find(dialect, name)) {
                (true, None) => equal += 1,
                (true, Some(_)) => differences.push(format!("{dialect} {name}: is equal now")),
                (false, Some(_)) => {
                    used.insert((dialect, name.to_owned()));
                }
                (false, None) => differences.push(format!(
                    "{dialect} {name}\n  Alembic: {} {}\n  rmig:    {}",
                    case["sql"], case["error"], shown
                )),
            }
        }
    }
    assert!(
        differences.is_empty(),
        "{}\n{} differences",
        differences.join("\n"),
        differences.len()
    );
    for deviation in DEVIATIONS {
        for dialect in deviation.dialects {
            let known = deviation
                .cases
                .iter()
                .any(|case| used.contains(&(*dialect, (*case).to_owned())));
            assert!(known, "never happens on {dialect}: {}", deviation.reason);
        }
    }
    assert!(equal > 800, "only {equal} cases were the same");
}
