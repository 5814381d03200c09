//! Constraints.

use rmig_test_support::Server::{self, Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

use super::scenario::Scenario;

const SERVERS: [Server; 2] = [Postgres, Mysql];

fn child() -> Value {
    json!([
        {"op": "create_table", "table": "child", "columns": [
            {"name": "id", "type": "integer", "nullable": false},
            {"name": "account_id", "type": "integer"},
            {"name": "part", "type": "integer", "nullable": false},
        ], "indexes": [
            // MariaDB makes one where there is none, and keeps it when the foreign key goes.
            {"name": "ix_account_id", "columns": ["account_id"]},
        ]},
        {"op": "bulk_insert", "table": "child", "rows": [
            {"id": 1, "account_id": 1, "part": 1}, {"id": 2, "account_id": null, "part": 2}]},
    ])
}

fn created() -> Vec<Scenario> {
    let fixed = "a table keeps the constraints with which it was created";
    let unique = json!({"op": "create_unique_constraint", "name": "uq_a", "table": "account", "columns": ["name", "age"]});
    let check = json!({"op": "create_check_constraint", "name": "ck_a", "table": "account", "condition": "age > 0 AND name <> 'it''s so'"});
    let key = json!({"op": "create_foreign_key", "name": "fk_a", "table": "child", "referent_table": "account",
        "local_cols": ["account_id"], "remote_cols": ["id"], "ondelete": "CASCADE", "onupdate": "SET NULL"});
    let primary = json!({"op": "create_primary_key", "name": "pk_a", "table": "child", "columns": ["id", "part"]});
    vec![
        Scenario::new("create_unique_constraint", unique)
            .expect_on(Postgres, "UNIQUE (name, age)")
            .expect_on(Mysql, "UNIQUE KEY `uq_a` (`name`,`age`)")
            .refused_on(Sqlite, fixed),
        Scenario::new("create_check_constraint", check)
            .expect_on(Postgres, "ck_a")
            .expect_on(Mysql, "ck_a")
            .refused_on(Sqlite, fixed),
        Scenario::new("create_foreign_key", key)
            .also(child())
            .expect_on(Postgres, "fk_a")
            .expect_on(Mysql, "fk_a")
            .refused_on(Sqlite, fixed),
        Scenario::new("create_primary_key", primary)
            .also(child())
            .expect_on(Postgres, "PRIMARY KEY (id, part)")
            .expect_on(Mysql, "PRIMARY KEY (`id`,`part`)")
            .refused_on(Sqlite, fixed),
        Scenario::new("PostgreSQL's options", json!([
            {"op": "create_unique_constraint", "name": "uq_b", "table": "account", "columns": ["name"],
             "deferrable": true, "initially": "DEFERRED"},
            {"op": "create_unique_constraint", "name": "uq_c", "table": "account", "columns": ["age"],
             "postgresql_nulls_not_distinct": true, "postgresql_include": ["name"]},
            {"op": "create_check_constraint", "name": "ck_b", "table": "account", "condition": "age > 99",
             "postgresql_not_valid": true},
            {"op": "create_foreign_key", "name": "fk_b", "table": "child", "referent_table": "account",
             "local_cols": ["part"], "remote_cols": ["id"], "match": "FULL", "postgresql_not_valid": true},
            {"op": "create_foreign_key", "name": "fk_d", "table": "child", "referent_table": "account",
             "local_cols": ["part"], "remote_cols": ["id"], "deferrable": true, "initially": "DEFERRED",
             "ondelete": "SET NULL (part)"},
            {"op": "create_foreign_key", "name": "fk_c", "table": "child", "referent_table": "account",
             "local_cols": ["part"], "remote_cols": ["id"], "deferrable": true, "postgresql_not_valid": true},
        ]))
            .also(child())
            .only(Postgres)
            .expect("DEFERRABLE INITIALLY DEFERRED")
            .expect("NULLS NOT DISTINCT")
            .expect("NOT VALID")
            .expect("MATCH FULL"),
        Scenario::new("a deferrable constraint elsewhere",
            json!({"op": "create_unique_constraint", "name": "uq_b", "table": "account", "columns": ["name"], "deferrable": true}))
            .only(Mysql)
            .refused_on(Mysql, "checked at once"),
        Scenario::new("create_exclude_constraint", json!([
            {"op": "create_table", "table": "booking", "columns": [
                {"name": "room", "type": "integer"}, {"name": "Period", "type": "postgresql.INT4RANGE"}]},
            {"op": "create_exclude_constraint", "name": "ex_a", "table": "booking", "using": "gist",
             "elements": [["Period", "&&"]], "where": "room > 0", "deferrable": true, "initially": "DEFERRED"},
            {"op": "create_exclude_constraint", "name": "ex_b", "table": "booking",
             "elements": [[{"text": "int4range(room, room + 1)"}, "&&"]]},
        ]))
            .only(Postgres)
            .expect("ex_a")
            .expect("ex_b"),
        Scenario::new("an exclusion constraint elsewhere",
            json!({"op": "create_exclude_constraint", "name": "ex_a", "table": "account", "elements": [["age", "="]]}))
            .on(&[Mysql, Sqlite])
            .refused_on(Mysql, "PostgreSQL's own")
            .refused_on(Sqlite, fixed),
        Scenario::new("a constraint without a name",
            json!({"op": "create_unique_constraint", "table": "account", "columns": ["name"]}))
            .on(&SERVERS)
            .expect_on(Postgres, "UNIQUE (name)")
            .expect_on(Mysql, "UNIQUE KEY")
            .irreversible("a constraint without a name can't be named"),
    ]
}

fn dropped() -> Vec<Scenario> {
    let drop = |name: &str, table: &str, original: Value| {
        json!({"op": "drop_constraint", "name": name, "table": table, "type_": match original["kind"].as_str() {
            Some("foreign_key") => "foreignkey", Some("primary_key") => "primary", kind => kind.unwrap_or("check") },
            "original": original})
    };
    let create = |op: &str, name: &str, table: &str, original: &Value| {
        let mut create = original.clone();
        create.as_object_mut().expect("an object").remove("kind");
        create["op"] = op.into();
        create["name"] = name.into();
        create["table"] = table.into();
        if let Some(sql) = create["sqltext"].take().as_str() {
            create["condition"] = sql.into();
        }
        create.as_object_mut().expect("an object").remove("sqltext");
        create
    };
    let unique = json!({"kind": "unique", "columns": ["name"]});
    let check = json!({"kind": "check", "sqltext": "age < 99"});
    let key = json!({"kind": "foreign_key", "columns": ["account_id"], "refcolumns": ["account.id"], "ondelete": "CASCADE"});
    let primary = json!({"kind": "primary_key", "columns": ["id"]});
    let key_created = json!({"op": "create_foreign_key", "name": "fk_a", "table": "child", "local_cols": ["account_id"],
        "referent_table": "account", "remote_cols": ["id"], "ondelete": "CASCADE"});
    vec![
        Scenario::new("drop a unique constraint", drop("uq_a", "account", unique.clone()))
            .on(&SERVERS)
            .also(json!([create("create_unique_constraint", "uq_a", "account", &unique)]))
            .gone("uq_a"),
        Scenario::new("drop a check", drop("ck_a", "account", check.clone()))
            .on(&SERVERS)
            .also(json!([create("create_check_constraint", "ck_a", "account", &check)]))
            .gone("ck_a"),
        Scenario::new("drop a primary key", drop("child_pkey", "child", primary.clone()))
            .on(&SERVERS)
            .also(child())
            .also(json!([create("create_primary_key", "child_pkey", "child", &primary)]))
            .gone_on(Postgres, "child_pkey")
            .gone_on(Mysql, "  `part` int(11) NOT NULL,\n  PRIMARY KEY (`id`)"),
        Scenario::new("drop a foreign key", drop("fk_a", "child", key))
            .on(&SERVERS)
            .also(child())
            .also(json!([key_created]))
            .gone("FOREIGN KEY"),
        Scenario::new("drop a constraint if it is there", {
            let drop = json!({"op": "drop_constraint", "name": "ck_a", "table": "account", "type_": "check", "if_exists": true});
            json!([drop, drop])
        })
            .on(&SERVERS)
            .also(json!([create("create_check_constraint", "ck_a", "account", &check)]))
            .gone("ck_a")
            .irreversible("nothing says what ck_a was like"),
        Scenario::new("drop a constraint of SQLite",
            json!({"op": "drop_constraint", "name": "ck_a", "table": "account", "type_": "check"}))
            .only(Sqlite)
            .refused_on(Sqlite, "a table keeps the constraints"),
        Scenario::new("drop a constraint of no kind",
            json!({"op": "drop_constraint", "name": "ck_a", "table": "account"}))
            .only(Mysql)
            .refused_on(Mysql, "in its own way"),
    ]
}

play!(created, dropped);
