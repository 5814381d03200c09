//! Tables.

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::json;

use super::scenario::Scenario;

fn tables() -> Vec<Scenario> {
    let audit = json!({"table": "audit", "columns": [
        {"name": "id", "type": "bigint", "primary_key": true},
        {"name": "note", "type": "text"},
    ]});
    let mut drop_audit = json!({"op": "drop_table", "table": "audit", "original": audit});
    let mut create_audit = audit.clone();
    create_audit["op"] = "create_table".into();
    drop_audit["if_exists"] = true.into();
    vec![
        Scenario::new(
            "a table with every kind of column and constraint",
            json!({"op": "create_table", "table": "order", "comment": "it's an order; with \\ and \"q\"", "columns": [
                {"name": "id", "type": "integer", "primary_key": true},
                {"name": "select", "type": {"type": "string", "length": 20}, "nullable": false,
                 "server_default": {"literal": "it's \\ new"}, "comment": "an \"item's\" \\ note"},
                {"name": "price", "type": {"type": "numeric", "precision": 10, "scale": 2}, "server_default": {"text": "0.5"}},
                {"name": "made", "type": "datetime", "server_default": {"now": true}},
                {"name": "done", "type": {"type": "boolean", "create_constraint": true, "name": "ck_done"}, "nullable": false},
                {"name": "kind", "type": {"type": "enum", "name": "kind", "values": ["a", "it's", "é"], "create_constraint": true}},
                {"name": "account_id", "type": "integer", "foreign_key":
                    {"target": "account.id", "name": "fk_account", "ondelete": "CASCADE"}},
                {"name": "code", "type": {"type": "char", "length": 3}, "unique": true},
                {"name": "twice", "type": "integer", "server_default": {"computed": {"sqltext": "account_id * 2", "persisted": true}}},
            ], "constraints": [
                {"kind": "unique", "name": "uq_two", "columns": ["account_id", "code"]},
                {"kind": "check", "name": "ck_price", "sqltext": "price >= 0"},
            ], "indexes": [{"name": "ix_price", "columns": ["price"]}]}),
        )
        .expect("ix_price")
        .expect("uq_two")
        .expect("ck_price")
        .expect("fk_account")
        .expect_on(Postgres, "COMMENT ON TABLE public.\"order\" IS 'it''s an order; with \\ and \"q\"'")
        .expect_on(Mysql, "COMMENT='it''s an order; with \\\\ and \"q\"'"),
        Scenario::new(
            "a table of its own schema",
            json!([{"op": "create_schema", "name": "side"},
                   {"op": "create_table", "table": "t", "schema": "side", "comment": "c", "columns": [
                       {"name": "id", "type": "integer", "primary_key": true, "comment": "n"},
                       {"name": "e", "type": {"type": "enum", "name": "mood", "values": ["x", "y"]}},
                       {"name": "a", "type": "integer", "index": true, "foreign_key": {"target": "account.id", "name": "fk_a"}}]}]),
        )
        .only(Postgres)
        .expect("CREATE TABLE side.t")
        .expect("CREATE TYPE public.mood"),
        Scenario::new("a table that is there already", {
            let mut again = create_audit.clone();
            again["if_not_exists"] = true.into();
            json!([again, again])
        })
        .expect("audit")
        .irreversible("may have been there before"),
        Scenario::new("drop_table", json!({"op": "drop_table", "table": "audit", "original": audit}))
            .also(json!([create_audit]))
            .gone("audit"),
        Scenario::new("drop_table that says nothing", json!({"op": "drop_table", "table": "audit"}))
            .also(json!([create_audit]))
            .gone("audit")
            .irreversible("nothing says what audit was like"),
        Scenario::new("drop_table if it is there", drop_audit)
            .also(json!([create_audit]))
            .gone("audit"),
        Scenario::new(
            "rename_table",
            json!({"op": "rename_table", "table": "account", "new_name": "New Accounts"}),
        )
        .expect("New Accounts"),
        Scenario::new(
            "a comment",
            json!({"op": "create_table_comment", "table": "account", "comment": "it's \\ \"so\" 名"}),
        )
        .expect_on(Postgres, "IS 'it''s \\ \"so\" 名'")
        .expect_on(Mysql, "COMMENT='it''s \\\\ \"so\" 名'")
        .refused_on(Sqlite, "keeps no comments"),
        Scenario::new(
            "another comment",
            json!({"op": "create_table_comment", "table": "account", "comment": "new", "existing_comment": "old"}),
        )
        .on(&[Postgres, Mysql])
        .also(json!([{"op": "create_table_comment", "table": "account", "comment": "old"}]))
        .expect("'new'"),
        Scenario::new(
            "no comment",
            json!({"op": "drop_table_comment", "table": "account", "existing_comment": "old"}),
        )
        .on(&[Postgres, Mysql])
        .also(json!([{"op": "create_table_comment", "table": "account", "comment": "old"}]))
        .gone("'old'"),
        Scenario::new(
            "options of SQLite",
            json!([{"op": "create_table", "table": "strict", "sqlite_strict": true, "sqlite_with_rowid": false,
                    "columns": [{"name": "id", "type": "integer", "primary_key": true}]},
                   {"op": "create_table", "table": "counted", "sqlite_autoincrement": true,
                    "columns": [{"name": "id", "type": "integer", "primary_key": true}]}]),
        )
        .only(Sqlite)
        .expect("WITHOUT ROWID, STRICT")
        .expect("PRIMARY KEY AUTOINCREMENT"),
        Scenario::new(
            "options of PostgreSQL",
            json!([{"op": "create_table", "table": "base", "postgresql_with": {"fillfactor": 70}, "postgresql_using": "heap",
                    "columns": [{"name": "id", "type": "integer", "primary_key": true}]},
                   {"op": "create_table", "table": "heir", "postgresql_inherits": ["base"],
                    "columns": [{"name": "more", "type": "integer"}]},
                   {"op": "create_table", "table": "cut", "postgresql_partition_by": "RANGE (day)",
                    "columns": [{"name": "day", "type": "date", "nullable": false}]},
                   {"op": "create_table", "table": "quick", "prefixes": ["UNLOGGED"],
                    "columns": [{"name": "id", "type": "integer"}]}]),
        )
        .only(Postgres)
        .expect("fillfactor='70'")
        .expect("INHERITS (public.base)")
        .expect("PARTITION BY RANGE (day)")
        .expect("UNLOGGED"),
        Scenario::new(
            "options of MariaDB",
            json!({"op": "create_table", "table": "t", "mysql_engine": "InnoDB", "mysql_charset": "latin1", "mysql_collate": "latin1_bin",
                   "mysql_row_format": "DYNAMIC", "mysql_auto_increment": 100,
                   "columns": [{"name": "id", "type": "integer", "primary_key": true}]}),
        )
        .only(Mysql)
        .expect("CHARSET=latin1 COLLATE=latin1_bin ROW_FORMAT=DYNAMIC"),
    ]
}

play!(tables);
