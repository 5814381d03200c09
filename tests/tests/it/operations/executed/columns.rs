//! Columns that come, change and go.
#![expect(
    clippy::needless_pass_by_value,
    reason = "values are written where they are passed"
)]

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

use super::scenario::Scenario;

fn add(column: Value) -> Value {
    json!({"op": "add_column", "table": "account", "column": column})
}

/// `alter_column` of `account`.
fn alter(column: &str, changes: Value) -> Value {
    let mut alter = changes;
    alter["op"] = "alter_column".into();
    alter["table"] = "account".into();
    alter["column"] = column.into();
    alter
}

/// `alter_column` of `account.age`, of which MariaDB has to know everything.
fn age(changes: Value) -> Value {
    let mut alter = alter("age", changes);
    alter["existing_type"] = "integer".into();
    alter["existing_nullable"] = true.into();
    alter
}

fn added() -> Vec<Scenario> {
    vec![
        Scenario::new("add_column", add(json!({"name": "Note", "type": "text"}))).expect("Note"),
        Scenario::new(
            "a column that isn't NULL, with a literal",
            add(json!({"name": "state", "type": {"type": "string", "length": 30}, "nullable": false,
                       "server_default": {"literal": "it's \\ \"名\""}})),
        )
        .expect_on(Postgres, "state=\"it's \\\\ \\\"名\\\"\"")
        .expect_on(Mysql, "state=\"it's \\\\ \\\"名\\\"\"")
        .expect_on(Sqlite, "DEFAULT 'it''s \\ \"名\"' NOT NULL"),
        Scenario::new(
            "a column with an expression",
            add(json!({"name": "n", "type": "integer", "server_default": {"text": "(1 + 2)"}})),
        )
        .on(&[Postgres, Mysql])
        .expect("n=\"3\""),
        Scenario::new(
            "a column with the time",
            add(json!({"name": "made", "type": "datetime", "server_default": {"now": true}})),
        )
        .on(&[Postgres, Mysql])
        .expect_on(Postgres, "DEFAULT now()")
        .expect_on(Mysql, "DEFAULT current_timestamp()"),
        Scenario::new(
            "a column with a number and a boolean",
            json!([add(json!({"name": "n", "type": {"type": "numeric", "precision": 6, "scale": 2},
                              "nullable": false, "server_default": {"text": "-1.50"}})),
                   add(json!({"name": "b", "type": {"type": "boolean", "create_constraint": true, "name": "ck_b"},
                              "nullable": false, "server_default": {"text": "false"}}))]),
        )
        .expect_each("ck_b", "n=\"-1.50\" b=\"false\"", "n=\"-1.50\" b=\"0\""),
        Scenario::new(
            "a column with a comment",
            add(json!({"name": "c", "type": "text", "comment": "it's \\ 名"})),
        )
        .on(&[Postgres, Mysql])
        .expect_on(Postgres, "COMMENT ON COLUMN public.account.c IS 'it''s \\ 名'")
        .expect_on(Mysql, "COMMENT 'it''s \\\\ 名'"),
        Scenario::new(
            "a column with a check",
            add(json!({"name": "c", "type": "integer", "check": {"sqltext": "c > 0", "name": "ck_c"}})),
        )
        .expect("ck_c"),
        Scenario::new(
            "a column with an index",
            add(json!({"name": "c", "type": "integer", "index": true})),
        )
        .expect("ix_account_c"),
        Scenario::new(
            "a column with a unique constraint",
            add(json!({"name": "c", "type": "integer", "unique": true})),
        )
        .expect_on(Postgres, "UNIQUE (c)")
        .expect_on(Mysql, "UNIQUE KEY `c` (`c`)")
        .refused_on(Sqlite, "no unique constraint can be added"),
        Scenario::new(
            "a column that refers to another",
            add(json!({"name": "boss", "type": "integer", "foreign_key": {"target": "account.id", "name": "fk_boss"}})),
        )
        .expect_on(Postgres, "fk_boss")
        .expect_on(Mysql, "fk_boss")
        .refused_on(Sqlite, "no constraint can be added"),
        Scenario::new("a column that refers to another, inline", {
            let mut add = add(json!({"name": "boss", "type": "integer",
                "foreign_key": {"target": "account.id", "name": "fk_boss", "ondelete": "SET NULL"}}));
            add["inline_references"] = true.into();
            add
        })
        .expect("fk_boss"),
        Scenario::new(
            "a column that is computed",
            json!([add(json!({"name": "twice", "type": "integer",
                              "server_default": {"computed": {"sqltext": "age * 2", "persisted": true}}}))]),
        )
        .expect_on(Postgres, "twice=\"36\"")
        .expect_on(Mysql, "twice=\"36\"")
        .refused_on(Sqlite, "a stored column can't be added"),
        Scenario::new(
            "a column that is computed when it is read",
            add(json!({"name": "twice", "type": "integer",
                       "server_default": {"computed": {"sqltext": "age * 2", "persisted": false}}})),
        )
        .on(&[Sqlite, Mysql])
        .expect_on(Sqlite, "twice=\"36\"")
        .expect_on(Mysql, "twice=\"36\""),
        Scenario::new(
            "a column of an enumeration",
            add(json!({"name": "kind", "type": {"type": "enum", "name": "kind", "values": ["a", "it's", "\\"], "create_constraint": true}})),
        )
        .also(json!([{"op": "create_enum_type", "name": "kind", "values": ["a", "it's", "\\"]}]))
        .expect("kind=NULL"),
        Scenario::new(
            "a column of an enumeration that comes with it",
            add(json!({"name": "kind", "type": {"type": "enum", "name": "kind", "values": ["a", "b"], "create_type": true}})),
        )
        .expect("kind"),
        Scenario::new(
            "a column that numbers the rows",
            add(json!({"name": "n", "type": "bigint", "server_default":
                {"identity": {"always": true, "start": 10, "increment": 5}}})),
        )
        .only(Postgres)
        .expect("n=\"20\""),
        Scenario::new("a column that is there already", {
            let mut add = add(json!({"name": "c", "type": "integer"}));
            add["if_not_exists"] = true.into();
            json!([add, add])
        })
        .on(&[Postgres, Mysql])
        .expect("c=NULL")
        .irreversible("may have been there before"),
    ]
}

fn changed() -> Vec<Scenario> {
    let refused = "a column can only be renamed in place";
    vec![
        Scenario::new("another name", alter("name", json!({"new_column_name": "Full Name",
            "existing_type": {"type": "string", "length": 50}, "existing_nullable": false})))
        .expect("Full Name=")
        .gone(" name="),
        Scenario::new("another type", age(json!({"type_": "bigint"})))
            .expect_on(Postgres, "age bigint")
            .expect_on(Mysql, "`age` bigint")
            .refused_on(Sqlite, refused),
        Scenario::new("another type, by an expression",
            alter("age", json!({"type_": {"type": "string", "length": 9}, "existing_type": "integer",
                                "postgresql_using": "'n' || age"})))
            .only(Postgres)
            .expect("age=\"n18\"")
            .back_by("USING expression", json!([
                alter("age", json!({"type_": "integer", "postgresql_using": "substr(age, 2)::integer"}))])),
        Scenario::new("not NULL", json!([age(json!({"nullable": false}))]))
            .also(json!([{"op": "execute", "sql": "UPDATE account SET age = 0 WHERE age IS NULL"}]))
            .expect_on(Postgres, "age integer NOT NULL")
            .expect_on(Mysql, "`age` int(11) NOT NULL")
            .refused_on(Sqlite, refused),
        Scenario::new("NULL again", alter("name", json!({"nullable": true, "existing_nullable": false,
            "existing_type": {"type": "string", "length": 50}})))
            .on(&[Postgres, Mysql])
            .expect_on(Postgres, "name character varying(50),")
            .expect_on(Mysql, "`name` varchar(50) DEFAULT NULL"),
        Scenario::new("a literal for a default",
            age(json!({"server_default": {"literal": "7"}, "existing_server_default": null})))
            .expect_on(Postgres, "DEFAULT 7")
            .expect_on(Mysql, "DEFAULT 7")
            .refused_on(Sqlite, refused),
        Scenario::new("a literal with quotes for a default",
            alter("name", json!({"server_default": {"literal": "it's \\ \"名\""}, "existing_server_default": null,
                "existing_type": {"type": "string", "length": 50}, "existing_nullable": false})))
            .on(&[Postgres, Mysql])
            .expect_on(Postgres, "'it''s \\ \"名\"'")
            .expect_on(Mysql, "'it''s \\\\ \"名\"'"),
        Scenario::new("an expression for a default",
            age(json!({"server_default": {"text": "(1 + 2)"}, "existing_server_default": {"text": "5"}})))
            .on(&[Postgres, Mysql])
            .also(json!([age(json!({"server_default": {"text": "5"}}))]))
            .expect_on(Postgres, "DEFAULT (1 + 2)")
            .expect_on(Mysql, "DEFAULT (1 + 2)"),
        Scenario::new("the time for a default",
            alter("made", json!({"server_default": {"now": true}, "existing_server_default": null,
                                 "existing_type": "datetime", "existing_nullable": true})))
            .on(&[Postgres, Mysql])
            .also(json!([add(json!({"name": "made", "type": "datetime"}))]))
            .expect_on(Postgres, "DEFAULT now()")
            .expect_on(Mysql, "DEFAULT current_timestamp()"),
        Scenario::new("no default",
            age(json!({"server_default": null, "existing_server_default": {"literal": "7"}})))
            .on(&[Postgres, Mysql])
            .also(json!([age(json!({"server_default": {"literal": "7"}}))]))
            .gone("DEFAULT 7"),
        Scenario::new("a type with a default that stays",
            age(json!({"type_": "bigint", "existing_server_default": {"literal": "7"}})))
            .on(&[Postgres, Mysql])
            .also(json!([age(json!({"server_default": {"literal": "7"}}))]))
            .expect("bigint"),
        Scenario::new("a comment", age(json!({"comment": "it's \\ 名"})))
            .expect_on(Postgres, "IS 'it''s \\ 名'")
            .expect_on(Mysql, "COMMENT 'it''s \\\\ 名'")
            .refused_on(Sqlite, refused),
        Scenario::new("no comment", age(json!({"comment": null, "existing_comment": "old"})))
            .on(&[Postgres, Mysql])
            .also(json!([age(json!({"comment": "old"}))]))
            .gone("'old'"),
        Scenario::new("everything at once",
            age(json!({"type_": {"type": "numeric", "precision": 8, "scale": 2}, "nullable": false, "new_column_name": "Old Age",
                       "comment": "years", "server_default": {"text": "1.5"}, "existing_server_default": null})))
            .on(&[Postgres, Mysql])
            .also(json!([{"op": "execute", "sql": "UPDATE account SET age = 0 WHERE age IS NULL"}]))
            .expect("Old Age=\"18.00\"")
            .expect("years"),
        Scenario::new("a column becomes an identity",
            alter("id", json!({"server_default": {"identity": {"always": false, "start": 50}}, "existing_server_default": null})))
            .only(Postgres)
            .expect("GENERATED BY DEFAULT AS IDENTITY"),
        Scenario::new("another identity",
            alter("id", json!({"server_default": {"identity": {"always": true, "increment": 3}},
                               "existing_server_default": {"identity": {"always": false, "increment": 2}}})))
            .only(Postgres)
            .also(json!([alter("id", json!({"server_default": {"identity": {"always": false, "increment": 2}}, "existing_server_default": null}))]))
            .expect("GENERATED ALWAYS AS IDENTITY")
            .expect("INCREMENT BY 3"),
        Scenario::new("a boolean with its check becomes a number",
            alter("ok", json!({"type_": "integer", "existing_type": {"type": "boolean", "create_constraint": true, "name": "ck_ok"},
                               "existing_nullable": true})))
            .only(Mysql)
            .also(json!([add(json!({"name": "ok", "type": {"type": "boolean", "create_constraint": true, "name": "ck_ok"}}))]))
            .gone("ck_ok"),
        Scenario::new("MariaDB numbers rows",
            alter("id", json!({"autoincrement": true, "existing_type": "integer", "existing_nullable": false})))
            .only(Mysql)
            .expect("AUTO_INCREMENT"),
        Scenario::new("what was there isn't known", age(json!({"server_default": {"text": "5"}})))
            .on(&[Postgres, Mysql])
            .expect("DEFAULT 5")
            .irreversible("nothing says what the default of account.age was"),
        Scenario::new("a computed column stays one",
            age(json!({"server_default": {"computed": {"sqltext": "id * 2"}}})))
            .refused_on(Sqlite, "can't become computed")
            .refused_on(Postgres, "can't become computed")
            .refused_on(Mysql, "can't become computed"),
    ]
}

fn dropped() -> Vec<Scenario> {
    let drop = |original: Value| json!({"op": "drop_column", "table": "account", "column": "c", "original": original});
    let plain = json!({"name": "c", "type": {"type": "string", "length": 5}, "server_default": {"literal": "x"}});
    let enumeration =
        json!({"name": "c", "type": {"type": "enum", "name": "kind", "values": ["a", "b"]}});
    vec![
        Scenario::new("drop_column", drop(plain.clone()))
            .also(json!([add(plain)]))
            .gone(" c="),
        Scenario::new("drop_column of an enumeration", drop(enumeration.clone()))
            .also(json!([{"op": "create_enum_type", "name": "kind", "values": ["a", "b"]}, add(enumeration)]))
            .gone(" c="),
        Scenario::new(
            "drop_column that says nothing",
            json!({"op": "drop_column", "table": "account", "column": "age"}),
        )
        .gone("age=")
        .irreversible("nothing says what account.age was like"),
        Scenario::new("drop_column if it is there", {
            let drop = json!({"op": "drop_column", "table": "account", "column": "age", "if_exists": true});
            json!([drop, drop])
        })
        .gone("age=")
        .refused_on(Sqlite, "knows no IF EXISTS of a column")
        .irreversible("nothing says what account.age was like"),
    ]
}

play!(added, changed, dropped);
