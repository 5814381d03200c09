//! Indexes.

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::{Value, json};

use super::scenario::Scenario;

fn create(columns: Value, options: Value) -> Value {
    let mut create = options;
    create["op"] = "create_index".into();
    create["table"] = "account".into();
    create["columns"] = columns;
    if create.get("name").is_none() {
        create["name"] = "ix_a".into();
    }
    create
}

fn indexes() -> Vec<Scenario> {
    vec![
        Scenario::new("an index", create(json!(["name"]), json!({}))).expect("ix_a"),
        Scenario::new("a unique index of several columns",
            create(json!(["name", "age"]), json!({"unique": true, "name": "My \"Index\""})))
            .expect("My "),
        Scenario::new("an index with orders",
            create(json!([{"column": "name", "desc": true}, {"column": "age", "asc": true}]), json!({})))
            .expect("DESC"),
        Scenario::new("NULLs first and last",
            create(json!([{"column": "name", "nulls_first": true}, {"column": "age", "desc": true, "nulls_last": true}]), json!({})))
            .expect_on(Postgres, "name NULLS FIRST, age DESC NULLS LAST")
            .expect_on(Sqlite, "ix_a")
            .refused_on(Mysql, "NULLs stand first"),
        Scenario::new("an index over an expression",
            create(json!([{"text": "lower(name)"}, {"func": "abs", "args": ["age"]}]), json!({})))
            .expect_on(Postgres, "lower((name)::text), abs(age)")
            .expect_on(Sqlite, "lower(name), abs(age)")
            .refused_on(Mysql, "no indexes over expressions"),
        Scenario::new("an index over an operator",
            create(json!([{"text": "age + 1"}, {"text": "name || 'x'"}]), json!({})))
            .on(&[Sqlite, Postgres])
            .expect("ix_a"),
        Scenario::new("an index with collations",
            create(json!([{"column": "name", "collation": "C"}]), json!({})))
            .only(Postgres)
            .expect("COLLATE \"C\""),
        Scenario::new("an index with SQLite's collation",
            create(json!([{"column": "name", "collation": "NOCASE"}]), json!({})))
            .only(Sqlite)
            .expect("NOCASE"),
        Scenario::new("an index with MariaDB's collation",
            create(json!([{"column": "name", "collation": "utf8mb4_bin"}]), json!({})))
            .only(Mysql)
            .refused_on(Mysql, "compare as their columns do"),
        Scenario::new("a partial index", create(json!(["name"]), json!({"unique": true,
            "postgresql_where": {"text": "age > 18 AND name <> 'it''s'"},
            "sqlite_where": {"text": "age > 18 AND name <> 'it''s'"}})))
            .on(&[Sqlite, Postgres])
            .expect_on(Sqlite, "WHERE age > 18")
            .expect_on(Postgres, "WHERE ((age > 18)"),
        Scenario::new("PostgreSQL's options", json!([
            create(json!(["name"]), json!({"postgresql_using": "btree", "postgresql_include": ["age"],
                "postgresql_ops": {"name": "varchar_pattern_ops"}, "postgresql_with": {"fillfactor": 70},
                "postgresql_nulls_not_distinct": true, "unique": true})),
            create(json!(["name"]), json!({"name": "ix_h", "postgresql_using": "hash"})),
            create(json!(["age"]), json!({"name": "ix_b", "postgresql_using": "brin", "postgresql_tablespace": "pg_default"})),
            create(json!([{"text": "int4range(age, age)"}]), json!({"name": "ix_g", "postgresql_using": "gist"})),
        ]))
            .only(Postgres)
            .expect("varchar_pattern_ops")
            .expect("INCLUDE (age)")
            .expect("fillfactor='70'")
            .expect("NULLS NOT DISTINCT")
            .expect("USING hash")
            .expect("USING brin")
            .expect("USING gist"),
        Scenario::new("an index beside work that goes on",
            json!([create(json!(["name"]), json!({"postgresql_concurrently": true}))]))
            .only(Postgres)
            .expect("ix_a"),
        Scenario::new("MariaDB's options", json!([
            create(json!(["name"]), json!({"mysql_length": 10, "mysql_using": "btree"})),
            create(json!(["name", "age"]), json!({"name": "ix_l", "mysql_length": {"name": 5}})),
            create(json!(["name"]), json!({"name": "ix_f", "mysql_prefix": "FULLTEXT"})),
        ]))
            .only(Mysql)
            .expect("`name`(10)) USING BTREE")
            .expect("(`name`(5),`age`)")
            .expect("FULLTEXT KEY"),
        Scenario::new("an index that is there already", {
            let create = create(json!(["name"]), json!({"if_not_exists": true}));
            json!([create, create])
        })
            .expect("ix_a")
            .irreversible("may have been there before"),
        Scenario::new("drop_index", json!({"op": "drop_index", "name": "ix_a", "table": "account",
            "original": {"columns": [{"column": "name", "desc": true}], "unique": true}}))
            .also(json!([create(json!([{"column": "name", "desc": true}]), json!({"unique": true}))]))
            .gone("ix_a"),
        Scenario::new("drop_index that says nothing",
            json!([{"op": "drop_index", "name": "ix_a", "table": "account", "if_exists": true},
                   {"op": "drop_index", "name": "ix_a", "table": "account", "if_exists": true}]))
            .also(json!([create(json!(["name"]), json!({}))]))
            .gone("ix_a")
            .irreversible("nothing says over what was ix_a"),
        Scenario::new("an index of another schema", json!([
            {"op": "create_schema", "name": "My Side"},
            {"op": "create_table", "table": "t", "schema": "My Side", "columns": [{"name": "id", "type": "integer"}]},
            {"op": "create_index", "name": "ix_a", "table": "t", "schema": "My Side", "columns": ["id"]},
        ]))
            .only(Postgres)
            .expect("CREATE INDEX ix_a ON \"My Side\".t"),
    ]
}

fn named() -> Vec<Scenario> {
    let convention = json!({"ix": "ix_%(table_name)s_%(column_0_N_name)s", "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s", "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s"});
    vec![Scenario::new(
        "names by convention",
        json!({"naming_convention": convention, "operations": [
            {"op": "create_table", "table": "t", "columns": [
                {"name": "id", "type": "integer", "primary_key": true},
                {"name": "a", "type": "integer", "index": true, "foreign_key": {"target": "account.id"}},
                {"name": "b", "type": "integer", "unique": true}],
             "constraints": [{"kind": "check", "name": "positive", "sqltext": "b > 0"}]},
            {"op": "create_index", "table": "account", "columns": ["name", "age"]},
        ]}),
    )
    .expect("ix_t_a")
    .expect("uq_t_b")
    .expect("ck_t_positive")
    .expect("fk_t_a_account")
    .expect("ix_account_name_age")]
}

play!(indexes, named);
