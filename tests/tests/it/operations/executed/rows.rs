//! Rows, and SQL as it stands.

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::json;

use super::scenario::Scenario;

fn rows() -> Vec<Scenario> {
    let everything = json!({"op": "create_table", "table": "e", "columns": [
        {"name": "id", "type": "integer", "primary_key": true},
        {"name": "big", "type": "bigint"}, {"name": "exact", "type": {"type": "numeric", "precision": 20, "scale": 10}},
        {"name": "real", "type": "double"}, {"name": "yes", "type": "boolean"}, {"name": "no", "type": "boolean"},
        {"name": "text", "type": "text"}, {"name": "bytes", "type": "binary"}, {"name": "none", "type": "text"},
        {"name": "day", "type": "date"}, {"name": "at", "type": "time"}, {"name": "made", "type": "datetime"},
        {"name": "doc", "type": "json"}, {"name": "guid", "type": "uuid"},
    ]});
    let types = everything["columns"].clone();
    let types: Vec<_> = types
        .as_array()
        .expect("a list")
        .iter()
        .map(|column| json!({"name": column["name"], "type": column["type"]}))
        .collect();
    let row = json!({"id": 1, "big": 9_007_199_254_740_993_i64, "exact": {"decimal": "-12345.0000000001"}, "real": 1.5e-3, "yes": true, "no": false,
        "text": "it's \\n \\ \"q\" `b` %s :x ? $1 名\n🐘", "bytes": {"binary": "00ff27"}, "none": null,
        "day": {"date": "2024-02-03"}, "at": {"time": "04:05:06"}, "made": {"datetime": "2024-02-03T04:05:06"},
        "doc": {"json": {"a": ["it's", "\\", "\"", null, "名"]}}, "guid": {"uuid": "12345678-1234-5678-1234-567812345678"}});
    let insert = json!({"op": "bulk_insert", "table": "e", "columns": types, "rows": [row, {"id": 2, "made": {"date": "2024-02-03"}}]});
    let untyped = json!({"op": "bulk_insert", "table": "e", "rows": [row]});
    let text = "text=\"it's \\\\n \\\\ \\\"q\\\" `b` %s :x ? $1 名\\n🐘\"";
    let common = |scenario: Scenario| {
        scenario
            .also(json!([everything]))
            .expect_on(Postgres, "big=\"9007199254740993\" exact=\"-12345.0000000001\" real=\"0.0015\" yes=\"true\" no=\"false\"")
            .expect_on(Mysql, "big=\"9007199254740993\" exact=\"-12345.0000000001\" real=\"0.0015\" yes=\"1\" no=\"0\"")
            .expect_on(Sqlite, "real=\"0.0015\" yes=\"1\" no=\"0\"")
            .expect_on(Postgres, text)
            .expect_on(Mysql, text)
            .expect_on(Postgres, "bytes=\"\\\\x00ff27\"")
            .expect_on(Mysql, "bytes=\"0x00ff27\"")
            .expect_on(Sqlite, "bytes=\"X'00FF27'\"")
            .expect("none=NULL")
            .expect_on(Postgres, "day=\"2024-02-03\" at=\"04:05:06\" made=\"2024-02-03 04:05:06\"")
            .expect_on(Sqlite, "day=\"'2024-02-03'\" at=\"'04:05:06.000000'\" made=\"'2024-02-03 04:05:06.000000'\"")
            .irreversible("rows like these may have been there before")
    };
    vec![
        common(Scenario::new("bulk_insert of every kind of value", insert)),
        common(Scenario::new("bulk_insert without types", untyped)),
        Scenario::new("bulk_insert of rows that say less or nothing", json!([
            {"op": "create_table", "table": "d", "columns": [
                {"name": "id", "type": "integer", "primary_key": true},
                {"name": "n", "type": "integer", "server_default": {"text": "7"}}]},
            {"op": "bulk_insert", "table": "d", "rows": [{"n": 1}, {"id": 5}, {}]}]))
            .expect_each("n=\"1\"", "n=\"1\"", "n=\"1\"")
            .expect_each("id=\"6\" n=\"7\"", "id=\"2\" n=\"7\"", "id=\"6\" n=\"7\"")
            .irreversible("rows like these"),
        Scenario::new("bulk_insert of no rows", json!([
            {"op": "bulk_insert", "table": "account", "rows": []},
            {"op": "rename_table", "table": "account", "new_name": "accounts"}]))
            .expect("accounts")
            .irreversible("rows like these"),
        Scenario::new("execute with parameters",
            json!({"op": "execute", "sql": "UPDATE account SET name = :name, age = :age WHERE id = :id AND name <> ':name \\: x'",
                   "parameters": {"name": "it's \\ :id \"名\"", "age": {"decimal": "44"}, "id": 1},
                   "reverse": "UPDATE account SET name = 'it''s', age = 18 WHERE id = :id"}))
            .expect_on(Postgres, "name=\"it's \\\\ :id \\\"名\\\"\" age=\"44\"")
            .expect_on(Mysql, "name=\"it's \\\\ :id \\\"名\\\"\" age=\"44\"")
            .expect_on(Sqlite, "age=\"44\""),
        Scenario::new("execute with SQL for each",
            json!({"op": "execute", "sql": "INSERT INTO account VALUES (9, 'else', 1)",
                   "dialects": {"sqlite": "INSERT INTO account VALUES (9, 'of SQLite', 1)",
                                "postgresql": "INSERT INTO account VALUES (9, 'of ' || 'PostgreSQL'::text, '1'::int)",
                                "mysql": "INSERT INTO account VALUES (9, CONCAT('of ', 'MariaDB'), 1);"},
                   "reverse": "DELETE FROM account WHERE id = 9"}))
            .expect_each("of SQLite", "of PostgreSQL", "of MariaDB"),
        Scenario::new("execute_update",
            json!({"op": "execute_update", "table": "account",
                   "columns": [{"name": "id", "type": "integer"}, {"name": "name", "type": {"type": "string", "length": 50}}],
                   "values": {"name": "it's \\ new", "age": null}, "where": {"id": 3, "age": {"inline_literal": 3}}}))
            .expect_on(Postgres, "id=\"3\" name=\"it's \\\\ new\" age=NULL")
            .expect_on(Mysql, "id=\"3\" name=\"it's \\\\ new\" age=NULL")
            .expect_on(Sqlite, "new'\" age=NULL")
            .irreversible("which values the rows had"),
        Scenario::new("execute_update of all rows, and of those without a value", json!([
            {"op": "execute_update", "table": "account", "values": {"age": {"inline_literal": 9}}, "where": {"age": null}},
            {"op": "execute_update", "table": "account", "values": {"name": {"inline_literal": "all"}}}]))
            .expect_each("id=\"2\" name=\"'all'\" age=\"9\"", "id=\"2\" name=\"all\" age=\"9\"", "id=\"2\" name=\"all\" age=\"9\"")
            .irreversible("which values the rows had"),
    ]
}

play!(rows);
