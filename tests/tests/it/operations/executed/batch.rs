//! Tables that are made anew.
#![expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are passed"
)]

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

use super::scenario::Scenario;

/// A table with rows; its primary key has a name, which survives.
fn table() -> Value {
    json!({"table": "account", "columns": [
        {"name": "id", "type": "integer", "autoincrement": false},
        {"name": "name", "type": {"type": "string", "length": 50}, "nullable": false},
        {"name": "age", "type": "integer", "server_default": {"text": "7"}},
    ], "constraints": [
        {"kind": "primary_key", "name": "pk_account", "columns": ["id"]},
        {"kind": "check", "name": "ck_age", "sqltext": "age > 0"},
    ], "indexes": [{"name": "ix_age", "columns": ["age"]}]})
}

fn changed() -> Value {
    json!({"table": "account", "columns": [
        {"name": "id", "type": "integer", "autoincrement": false},
        {"name": "state", "type": {"type": "string", "length": 10}, "nullable": false, "server_default": {"literal": "it's"}},
        {"name": "Full Name", "type": {"type": "string", "length": 50}},
        {"name": "age", "type": {"type": "string", "length": 12}},
    ], "constraints": [
        {"kind": "primary_key", "name": "pk_account", "columns": ["id"]},
        {"kind": "unique", "name": "uq_name", "columns": ["Full Name"]},
    ], "indexes": [{"name": "ix_age", "columns": ["age"]}, {"name": "ix_state", "columns": ["state"]}]})
}

fn setup() -> Value {
    let mut create = table();
    create["op"] = "create_table".into();
    json!([create, {"op": "bulk_insert", "table": "account", "rows": [
        {"id": 1, "name": "it's", "age": 18},
        {"id": 2, "name": "back\\slash \"q\" `b`", "age": null},
        {"id": 3, "name": "名前 🐘", "age": 3}]}])
}

fn batch(from: &Value, operations: Value) -> Value {
    json!({"op": "batch_alter_table", "table": "account", "recreate": "always", "copy_from": from, "operations": operations})
}

fn batches() -> Vec<Scenario> {
    let there = batch(
        &table(),
        json!([
            {"op": "drop_constraint", "name": "ck_age", "type_": "check"},
            {"op": "add_column", "insert_after": "id", "column": {"name": "state", "type": {"type": "string", "length": 10},
                "nullable": false, "server_default": {"literal": "it's"}}},
            {"op": "alter_column", "column": "name", "new_column_name": "Full Name", "nullable": true},
            {"op": "alter_column", "column": "age", "type_": {"type": "string", "length": 12}, "server_default": null},
            {"op": "create_unique_constraint", "name": "uq_name", "columns": ["Full Name"]},
            {"op": "create_index", "name": "ix_state", "columns": ["state"]},
        ]),
    );
    let back = batch(
        &changed(),
        json!([
            {"op": "drop_index", "name": "ix_state"},
            {"op": "drop_constraint", "name": "uq_name", "type_": "unique"},
            {"op": "alter_column", "column": "age", "type_": "integer", "server_default": {"text": "7"}},
            {"op": "alter_column", "column": "Full Name", "new_column_name": "name", "nullable": false},
            {"op": "drop_column", "column": "state"},
            {"op": "create_check_constraint", "name": "ck_age", "condition": "age > 0"},
        ]),
    );
    let child = json!([
        {"op": "create_table", "table": "child", "columns": [
            {"name": "id", "type": "integer", "primary_key": true},
            {"name": "account_id", "type": "integer", "foreign_key": {"target": "account.id", "ondelete": "CASCADE"}}]},
        {"op": "bulk_insert", "table": "child", "rows": [{"id": 1, "account_id": 3}, {"id": 2, "account_id": null}]},
        {"op": "create_view", "name": "v", "definition": "SELECT id FROM account"},
        {"op": "create_trigger", "name": "tr", "table": "child",
         "definition": "AFTER DELETE ON child BEGIN DELETE FROM account WHERE id = old.account_id; END"},
    ]);
    let numbered = |options: Value| {
        let mut numbered = options;
        numbered["table"] = "n".into();
        numbered["columns"] = json!([{"name": "id", "type": "integer", "primary_key": true}, {"name": "x", "type": "integer"},
            {"name": "twice", "type": "integer", "server_default": {"computed": {"sqltext": "x * 2", "persisted": true}}}]);
        numbered
    };
    let counting = |options: Value| {
        let from = numbered(options);
        let mut create = from.clone();
        create["op"] = "create_table".into();
        let batch = json!([
            {"op": "batch_alter_table", "table": "n", "recreate": "always", "copy_from": from,
             "operations": [{"op": "add_column", "column": {"name": "y", "type": "integer"}}],
             "partial_reordering": [["y", "x"]]},
            {"op": "bulk_insert", "table": "n", "rows": [{"x": 8, "y": 9}]}]);
        let set_up = json!([create, {"op": "bulk_insert", "table": "n", "rows": [{"id": 5, "x": 1}, {"id": 40, "x": 2}]},
            {"op": "execute", "sql": "DELETE FROM n WHERE id = 40"}]);
        Scenario::new("a table that numbers its rows", batch)
            .setup(set_up)
            .irreversible("rows like these")
    };
    vec![
        Scenario::new("a table is made anew, and once more", there.clone())
            .setup(setup())
            .expect_on(Sqlite, "id=\"1\" state=\"'it''s'\" Full Name=\"'it''s'\" age=\"'18'\"")
            .expect_on(Postgres, "id=\"1\" state=\"it's\" Full Name=\"it's\" age=\"18\"")
            .expect_on(Mysql, "id=\"1\" state=\"it's\" Full Name=\"it's\" age=\"18\"")
            .expect("ix_state")
            .expect("uq_name")
            .gone("ck_age")
            .back_by("`copy_from` says what the table was like", back.clone()),
        Scenario::new("a table that others refer to", there)
            .only(Sqlite)
            .setup(setup())
            .also(child)
            .expect("ix_state")
            .back_by("`copy_from` says what the table was like", back),
        counting(json!({}))
            .expect("id=\"6\" twice=\"16\" y=\"9\" x=\"8\""),
        counting(json!({"sqlite_autoincrement": true}))
            .only(Sqlite)
            .expect("id=\"41\" twice=\"16\" y=\"9\" x=\"8\""),
        Scenario::new("a batch that alters in place", json!({"op": "batch_alter_table", "table": "account", "operations": [
            {"op": "add_column", "column": {"name": "x", "type": "integer"}},
            {"op": "create_index", "name": "ix_x", "columns": ["x"]}]}))
            .on(&[Postgres, Mysql])
            .expect("ix_x"),
        Scenario::new("a batch that adds in place, and has to look to drop", json!({"op": "batch_alter_table", "table": "account", "operations": [
            {"op": "add_column", "column": {"name": "x", "type": "integer"}}]}))
            .only(Sqlite)
            .expect("x INTEGER")
            .irreversible("no database was asked"),
        Scenario::new("a batch that nobody can make in place",
            json!({"op": "batch_alter_table", "table": "account", "recreate": "never", "operations": [
                {"op": "create_unique_constraint", "name": "uq", "columns": ["name"]}]}))
            .expect_on(Postgres, "uq")
            .expect_on(Mysql, "UNIQUE KEY `uq`")
            .refused_on(Sqlite, "a table keeps the constraints"),
    ]
}

play!(batches);
