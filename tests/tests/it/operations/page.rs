//! `docs/operations.md` shows every operation as it is: its Rust, its JSON, its SQL.
//!
//! `RMIG_WRITE_TRANSCRIPTS=1` writes the page anew.

mod examples;

use std::{env, fs, path::Path};

use rmig_engine::{
    ddl::render,
    operation::{Operation, OperationList, Operations},
    registry::Registry,
};

use super::{
    deviations::DEVIATIONS,
    golden::{DIALECTS, registry},
};

const SOURCE: &str = include_str!("page/examples.rs");
const START: &str = "<!-- generated: operations -->\n";

#[test]
fn the_page_about_operations_shows_what_is() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/operations.md");
    let text = fs::read_to_string(&path).expect("the page is there");
    let (head, _) = text
        .split_once(START)
        .expect("the page says where it is generated");
    let shown = format!("{head}{START}{}", generated());
    if env::var_os("RMIG_WRITE_TRANSCRIPTS").is_some() {
        fs::write(&path, shown).expect("the page can be written");
        return;
    }
    assert!(
        shown == text,
        "docs/operations.md isn't what is; RMIG_WRITE_TRANSCRIPTS=1 writes it anew"
    );
}

#[test]
fn every_operation_has_an_example() {
    let shown: Vec<&str> = examples::EXAMPLES.iter().map(|(name, _)| *name).collect();
    for name in Operation::NAMES {
        let example = shown
            .iter()
            .any(|one| one == name || one.starts_with(&format!("{name}_")));
        assert!(example, "{name} has no example");
    }
}

fn generated() -> String {
    let registry = registry();
    let mut page = String::new();
    for (name, example) in examples::EXAMPLES {
        let mut op = Operations::new();
        example(&mut op);
        page.push_str(&section(&registry, name, op.operations()));
    }
    page.push_str("\n## Where the SQL isn't Alembic's\n\n");
    for deviation in DEVIATIONS {
        let dialects = deviation.dialects.join(", ");
        page.push_str(&format!("- {} ({dialects})\n", deviation.reason));
    }
    page
}

fn section(registry: &Registry, name: &str, operations: &[Operation]) -> String {
    let json: Vec<String> = operations
        .iter()
        .map(|one| serde_json::to_string(one).expect("operations are JSON"))
        .collect();
    let mut section = format!("\n### {}\n\n", name.replace('_', " "));
    section.push_str(&format!("```rust,ignore\n{}```\n\n", body(name)));
    section.push_str(&format!("```json\n{}\n```\n\n", json.join("\n")));
    for (dialects, sql) in by_dialect(registry, operations) {
        section.push_str(&format!("{}:\n\n{sql}\n", dialects.join(", ")));
    }
    section
}

/// The SQL of each dialect; dialects with the same are named together.
fn by_dialect(registry: &Registry, operations: &[Operation]) -> Vec<(Vec<&'static str>, String)> {
    let mut all: Vec<(Vec<&'static str>, String)> = Vec::new();
    for name in DIALECTS {
        let list = OperationList {
            operations: operations.to_vec(),
            default_schema: Some("dbo".to_owned()),
            ..OperationList::default()
        };
        let dialect = registry.ddl.get(name).expect("a dialect");
        let sql = match render(&list, dialect, None) {
            Ok(script) if script.statements.is_empty() => "Nothing.\n".to_owned(),
            Ok(script) => {
                let statements = script.statements.iter();
                let sql: Vec<String> = statements.map(|one| format!("{};\n", one.sql)).collect();
                let warnings = script
                    .warnings
                    .iter()
                    .map(|one| format!("\nWarns: {one}.\n"));
                let warnings: String = warnings.collect();
                format!("```sql\n{}```\n{warnings}", sql.join(""))
            }
            Err(error) => format!("Refused: {}. Instead: {}.\n", error.why, error.instead),
        };
        match all.iter_mut().find(|(_, one)| *one == sql) {
            Some((names, _)) => names.push(name),
            None => all.push((vec![name], sql)),
        }
    }
    all
}

/// The body of an example, as it is written.
fn body(name: &str) -> String {
    let start = format!("fn {name}(op: &mut Operations) {{\n");
    let (_, after) = SOURCE
        .split_once(&start)
        .expect("the example is a function");
    let (body, _) = after.split_once("\n}\n").expect("the function ends");
    let lines = body
        .lines()
        .map(|line| line.strip_prefix("    ").unwrap_or(line));
    lines.map(|line| format!("{line}\n")).collect()
}
