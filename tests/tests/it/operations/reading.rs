//! The recorded operations are read, and written again.

use std::{fs, path::Path};

use rmig_engine::operation::OperationList;
use serde_json::Value;

#[test]
fn recorded_operations_are_read_and_written_again() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/operations");
    for dialect in ["sqlite", "postgresql", "mysql", "mariadb", "mssql"] {
        let lines = fs::read_to_string(folder.join(format!("{dialect}.jsonl"))).unwrap();
        let mut read = 0;
        for line in lines.lines() {
            let case: Value = serde_json::from_str(line).unwrap();
            let list = match OperationList::from_json(line) {
                Ok(list) => list,
                Err(error) if case["error"].is_null() => panic!("{}: {error}", case["case"]),
                Err(_) => continue,
            };
            let json = serde_json::to_string(&list.operations).unwrap();
            let again = OperationList::from_json(&json).unwrap();
            assert_eq!(again.operations, list.operations, "{}", case["case"]);
            read += 1;
        }
        assert!(read > 180, "{dialect}: {read}");
    }
}
