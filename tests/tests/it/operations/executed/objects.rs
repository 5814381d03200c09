//! Enumerations, views, functions, triggers, schemas, sequences and extensions.

use rmig_test_support::Server::{Mysql, Postgres, Sqlite};
use serde_json::json;

use super::scenario::Scenario;

fn enumerations() -> Vec<Scenario> {
    let mood =
        json!({"op": "create_enum_type", "name": "Mood", "values": ["sad", "it's ok", "名"]});
    let table = json!({"op": "create_table", "table": "t", "columns": [
        {"name": "id", "type": "integer"},
        {"name": "m", "type": {"type": "enum", "name": "Mood", "values": ["sad", "it's ok", "名"], "create_type": false}}]});
    let row = json!({"op": "bulk_insert", "table": "t", "rows": [{"id": 1, "m": "it's ok"}]});
    vec![
        Scenario::new("create_enum_type", json!([mood, table]))
            .only(Postgres)
            .expect("CREATE TYPE public.\"Mood\" AS ENUM")
            .expect("m public.\"Mood\""),
        Scenario::new(
            "drop_enum_type",
            json!({"op": "drop_enum_type", "name": "Mood", "original": ["sad", "it's ok", "名"]}),
        )
        .only(Postgres)
        .also(json!([mood]))
        .gone("Mood"),
        Scenario::new("an enumeration and its values called otherwise",
            json!({"op": "alter_enum_type", "name": "Mood", "new_name": "State", "rename_values": [["it's ok", "so so"], ["sad", "it's sad"]]}))
            .only(Postgres)
            .also(json!([mood, table, row]))
            .expect("m=\"so so\"")
            .expect("'it''s sad'")
            .expect("public.\"State\""),
        Scenario::new("values that come",
            json!([{"op": "alter_enum_type", "name": "Mood", "add_values": [
                        {"value": "glad", "after": "sad"}, {"value": "first", "before": "sad"},
                        {"value": "sad", "if_not_exists": true}, {"value": "it's last"}]},
                   {"op": "execute", "sql": "INSERT INTO t (id, m) VALUES (2, 'it''s last')"}]))
            .only(Postgres)
            .also(json!([mood, table, row]))
            .expect("'first',\n    'sad',\n    'glad',\n    'it''s ok',\n    '名',\n    'it''s last'")
            .expect("m=\"it's last\"")
            .irreversible("nothing says which SQL takes it back"),
        Scenario::new("values that come can't be taken back",
            json!({"op": "alter_enum_type", "name": "Mood", "add_values": [{"value": "glad"}]}))
            .only(Postgres)
            .also(json!([mood]))
            .expect("glad")
            .irreversible("can't take a value out of an enumeration"),
        Scenario::new("an array of an enumeration",
            json!({"op": "create_table", "table": "u", "columns": [
                {"name": "m", "type": {"type": "array", "item": {"type": "enum", "name": "part", "values": ["a", "b"]}}}]}))
            .only(Postgres)
            .expect("m public.part[]"),
        Scenario::new("an enumeration that changes elsewhere",
            json!({"op": "alter_enum_type", "name": "mood", "add_values": [{"value": "glad"}]}))
            .on(&[Sqlite, Mysql])
            .refused_on(Sqlite, "no type of its own")
            .refused_on(Mysql, "no type of its own"),
    ]
}

fn views() -> Vec<Scenario> {
    let view = "SELECT id, name FROM account WHERE name <> 'it''s'";
    let other = "SELECT id, name, age FROM account";
    vec![
        Scenario::new("create_view", json!({"op": "create_view", "name": "My View", "definition": view}))
            .expect("My View"),
        Scenario::new(
            "replace_view, with a column more",
            json!({"op": "replace_view", "name": "v", "definition": other, "existing_definition": view}),
        )
        .on(&[Sqlite, Mysql])
        .also(json!([{"op": "create_view", "name": "v", "definition": view}]))
        .expect_on(Sqlite, "SELECT id, name, age FROM account")
        .expect_on(Mysql, "`account`.`age`"),
        Scenario::new(
            "replace_view with the same columns",
            json!({"op": "replace_view", "name": "v", "definition": "SELECT id, name FROM account", "existing_definition": view}),
        )
        .also(json!([{"op": "create_view", "name": "v", "definition": view}]))
        .gone("<> 'it"),
        Scenario::new("drop_view", json!({"op": "drop_view", "name": "v", "original": view}))
            .also(json!([{"op": "create_view", "name": "v", "definition": view}]))
            .gone("<> 'it"),
        Scenario::new("drop_view that says nothing", json!([
            {"op": "drop_view", "name": "v", "if_exists": true}, {"op": "drop_view", "name": "v", "if_exists": true}]))
            .also(json!([{"op": "create_view", "name": "v", "definition": view}]))
            .gone("<> 'it")
            .irreversible("nothing says what v was like"),
        Scenario::new("a view that keeps its rows", json!([
            {"op": "create_view", "name": "m", "materialized": true, "definition": view},
            {"op": "replace_view", "name": "m", "materialized": true, "definition": other, "existing_definition": view}]))
            .only(Postgres)
            .expect("CREATE MATERIALIZED VIEW public.m"),
        Scenario::new("a view that keeps its rows elsewhere",
            json!({"op": "create_view", "name": "m", "materialized": true, "definition": view}))
            .on(&[Sqlite, Mysql])
            .refused_on(Sqlite, "keeps no rows of views")
            .refused_on(Mysql, "keeps no rows of views"),
        Scenario::new("a view that keeps its rows is replaced or dropped elsewhere",
            json!({"op": "drop_view", "name": "m", "materialized": true, "original": view}))
            .on(&[Sqlite, Mysql])
            .refused_on(Sqlite, "keeps no rows of views")
            .refused_on(Mysql, "keeps no rows of views"),
    ]
}

fn functions() -> Vec<Scenario> {
    let once = "RETURNS integer LANGUAGE sql AS $$ SELECT n + 1 $$";
    let twice = "RETURNS integer LANGUAGE sql AS $$ SELECT n * 2 $$";
    let (m_once, m_twice) = (
        "RETURNS INTEGER DETERMINISTIC RETURN n + 1",
        "RETURNS INTEGER DETERMINISTIC BEGIN DECLARE r INT; SET r = n * 2; RETURN r; END",
    );
    let create = |definition: &str| json!({"op": "create_function", "name": "Calc", "arguments": "n integer", "definition": definition});
    let replace = |new: &str, old: &str| json!({"op": "replace_function", "name": "Calc", "arguments": "n integer", "definition": new, "existing_definition": old});
    let drop = |old: &str| json!({"op": "drop_function", "name": "Calc", "arguments": "n integer", "original": old});
    vec![
        Scenario::new("create_function", create(once)).only(Postgres).expect("SELECT n + 1"),
        Scenario::new("replace_function", replace(twice, once))
            .only(Postgres)
            .also(json!([create(once)]))
            .expect("SELECT n * 2"),
        Scenario::new("drop_function", drop(once))
            .only(Postgres)
            .also(json!([create(once)]))
            .gone("SELECT n + 1"),
        Scenario::new("a procedure of PostgreSQL", json!([
            {"op": "create_function", "name": "p", "procedure": true, "arguments": "", "definition": "LANGUAGE sql AS 'SELECT 1'"},
            {"op": "replace_function", "name": "p", "procedure": true, "definition": "LANGUAGE sql AS 'SELECT 2'",
             "existing_definition": "LANGUAGE sql AS 'SELECT 1'"}]))
            .only(Postgres)
            .expect("SELECT 2"),
        Scenario::new("create_function of MariaDB", create(m_twice)).only(Mysql).expect("n * 2"),
        Scenario::new("replace_function of MariaDB", replace(m_twice, m_once))
            .only(Mysql)
            .also(json!([create(m_once)]))
            .expect("n * 2"),
        Scenario::new("drop_function of MariaDB", drop(m_once))
            .only(Mysql)
            .also(json!([create(m_once)]))
            .gone("n + 1"),
        Scenario::new("a procedure of MariaDB",
            json!({"op": "create_function", "name": "p", "procedure": true, "arguments": "OUT n INT", "definition": "SET n = 1"}))
            .only(Mysql)
            .expect("SET n = 1"),
        Scenario::new("a function of SQLite", create(once))
            .only(Sqlite)
            .refused_on(Sqlite, "functions come from the program"),
    ]
}

fn triggers() -> Vec<Scenario> {
    let scenario = |name, operations| {
        Scenario::new(name, operations).also(json!([
            {"op": "create_table", "table": "log", "columns": [{"name": "Old Name", "type": "text"}]},
            {"op": "execute", "sql": "", "dialects": {"postgresql":
                "CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN INSERT INTO log VALUES (old.name); RETURN new; END $$"}},
        ]))
    };
    let (sqlite, mysql, postgres) = (
        "AFTER UPDATE ON account BEGIN INSERT INTO log VALUES (old.name || '''s'); INSERT INTO log VALUES ('x;y'); END",
        "AFTER UPDATE ON account FOR EACH ROW BEGIN INSERT INTO log VALUES (old.name); INSERT INTO log VALUES ('x;y'); END",
        "AFTER UPDATE ON account FOR EACH ROW EXECUTE FUNCTION note()",
    );
    let mut all = Vec::new();
    for (server, definition) in [(Sqlite, sqlite), (Mysql, mysql), (Postgres, postgres)] {
        let create = json!({"op": "create_trigger", "name": "My Trigger", "table": "account", "definition": definition});
        let insert = definition
            .replace("AFTER UPDATE", "AFTER INSERT")
            .replace("old.", "new.");
        all.push(
            scenario("create_trigger", create.clone())
                .only(server)
                .expect("My Trigger"),
        );
        all.push(
            scenario(
                "replace_trigger",
                json!({"op": "replace_trigger", "name": "My Trigger", "table": "account", "definition": insert,
                       "existing_definition": definition}),
            )
            .only(server)
            .also(json!([create]))
            .expect("AFTER INSERT"),
        );
        all.push(
            scenario(
                "drop_trigger",
                json!({"op": "drop_trigger", "name": "My Trigger", "table": "account", "if_exists": true, "original": definition}),
            )
            .only(server)
            .also(json!([create]))
            .gone("My Trigger"),
        );
    }
    all
}

fn schemas() -> Vec<Scenario> {
    const SEQUENCES: &str = "SELECT table_name FROM information_schema.tables \
        WHERE table_schema = database() AND table_type = 'SEQUENCE' ORDER BY 1";
    let sequence = json!({"op": "create_sequence", "name": "My Numbers", "start": 5, "increment": 2, "minvalue": 1,
        "maxvalue": 999, "cache": 3, "cycle": true});
    let short = json!({"op": "create_sequence", "name": "n", "increment": -1, "nominvalue": true, "cycle": false});
    vec![
        Scenario::new("create_schema", json!({"op": "create_schema", "name": "My Schema"}))
            .only(Postgres)
            .expect("CREATE SCHEMA \"My Schema\""),
        Scenario::new("drop_schema", json!({"op": "drop_schema", "name": "side"}))
            .only(Postgres)
            .also(json!([{"op": "create_schema", "name": "side"}]))
            .gone("side"),
        Scenario::new("a schema that is there already",
            json!([{"op": "create_schema", "name": "side", "if_not_exists": true},
                   {"op": "create_schema", "name": "side", "if_not_exists": true},
                   {"op": "drop_schema", "name": "nowhere", "if_exists": true, "cascade": true}]))
            .only(Postgres)
            .expect("side")
            .irreversible("may have been there before"),
        Scenario::new("a schema of MariaDB", json!([
            {"op": "create_schema", "name": "rmig_live_side", "if_not_exists": false},
            {"op": "create_table", "table": "t", "schema": "rmig_live_side", "columns": [{"name": "id", "type": "integer"}]},
            {"op": "drop_table", "table": "t", "schema": "rmig_live_side", "original": {"table": "t", "columns": [{"name": "id", "type": "integer"}]}},
            {"op": "drop_schema", "name": "rmig_live_side", "cascade": true},
            {"op": "create_table", "table": "done", "columns": [{"name": "id", "type": "integer"}]}]))
            .only(Mysql)
            .expect("done")
            .probe(Mysql, "SELECT schema_name FROM information_schema.schemata WHERE schema_name = 'rmig_live_side'")
            .irreversible("dropped with all its tables"),
        Scenario::new("a schema of SQLite", json!({"op": "create_schema", "name": "side"}))
            .only(Sqlite)
            .refused_on(Sqlite, "a database file that is attached"),
        Scenario::new("create_sequence", sequence.clone())
            .on(&[Postgres, Mysql])
            .probe(Mysql, SEQUENCES)
            .expect("My Numbers"),
        Scenario::new("a sequence with other options", json!([short]))
            .on(&[Postgres, Mysql])
            .probe(Mysql, SEQUENCES)
            .expect_on(Postgres, "INCREMENT BY -1")
            .expect_on(Mysql, "[\"n\"]"),
        Scenario::new("alter_sequence",
            json!({"op": "alter_sequence", "name": "My Numbers", "increment": 7, "maxvalue": 500, "cycle": false,
                   "existing": {"increment": 2, "maxvalue": 999, "cycle": true}}))
            .on(&[Postgres, Mysql])
            .also(json!([sequence]))
            .probe(Mysql, "SELECT increment, maximum_value, cycle_option FROM `My Numbers`")
            .expect_on(Postgres, "INCREMENT BY 7")
            .expect_on(Mysql, "[\"7\", \"500\", \"0\"]"),
        Scenario::new("a sequence begins anew", json!([
                {"op": "alter_sequence", "name": "My Numbers", "restart": 100},
                {"op": "create_table", "table": "done", "columns": [{"name": "id", "type": "integer"}]}]))
            .on(&[Postgres, Mysql])
            .also(json!([sequence]))
            .expect("done")
            .irreversible("which was the next number"),
        Scenario::new("drop_sequence",
            json!({"op": "drop_sequence", "name": "My Numbers", "if_exists": true, "original": {"name": "My Numbers", "start": 5,
                   "increment": 2, "minvalue": 1, "maxvalue": 999, "cache": 3, "cycle": true}}))
            .on(&[Postgres, Mysql])
            .also(json!([sequence]))
            .probe(Mysql, SEQUENCES)
            .gone("My Numbers"),
        Scenario::new("a sequence of a type",
            json!([{"op": "create_schema", "name": "side"},
                   {"op": "create_sequence", "name": "small", "schema": "side", "data_type": "smallint", "if_not_exists": false}]))
            .only(Postgres)
            .expect("side.small")
            .expect("AS smallint"),
        Scenario::new("a sequence of SQLite", sequence.clone())
            .only(Sqlite)
            .refused_on(Sqlite, "knows no sequences"),
        Scenario::new("create_extension", json!([
            {"op": "create_schema", "name": "side"},
            {"op": "create_extension", "name": "uuid-ossp"},
            {"op": "create_extension", "name": "pg_trgm", "schema": "side"}]))
            .only(Postgres)
            .expect("CREATE EXTENSION IF NOT EXISTS \"uuid-ossp\" WITH SCHEMA public")
            .expect("CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA side"),
        Scenario::new("extensions with others", json!([
            {"op": "create_extension", "name": "earthdistance", "cascade": true, "if_not_exists": true, "version": "1.1"},
            {"op": "drop_extension", "name": "cube", "cascade": true, "if_exists": true},
            {"op": "create_extension", "name": "cube"}]))
            .only(Postgres)
            .expect("cube")
            .irreversible("may have been there before"),
        Scenario::new("drop_extension", json!({"op": "drop_extension", "name": "pg_trgm", "original_schema": "side"}))
            .only(Postgres)
            .also(json!([{"op": "create_schema", "name": "side"}, {"op": "create_extension", "name": "pg_trgm", "schema": "side"}]))
            .gone("pg_trgm"),
        Scenario::new("an extension elsewhere", json!({"op": "create_extension", "name": "pg_trgm"}))
            .on(&[Sqlite, Mysql])
            .refused_on(Sqlite, "knows no extensions")
            .refused_on(Mysql, "knows no extensions"),
    ]
}

play!(enumerations, views, functions, triggers, schemas);
