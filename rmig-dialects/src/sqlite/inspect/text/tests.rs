//! Statements that are hard to read.

use rmig_engine::schema::{
    Check, Constraint, DataType, ForeignKey, IndexColumn, Initially, Name, ReferentialAction,
    ServerDefault, SortOrder, Table,
};

use super::{IndexText, TableText, in_schema};

/// A statement as the table that it creates.
fn read(columns: &str) -> Table {
    let sql = format!("CREATE TABLE t({columns}");
    let text = TableText::read(&sql).unwrap_or_else(|problem| panic!("{sql}: {}", problem.0));
    Table {
        name: "t".to_owned(),
        columns: text.columns,
        constraints: text.constraints,
        options: text.options,
        ..Table::default()
    }
}

fn custom(sql: &str) -> DataType {
    DataType::Custom {
        sql: sql.to_owned(),
    }
}

fn called(name: &str) -> Name {
    Name::Final(name.to_owned())
}

#[test]
fn names_may_be_quoted_in_every_way() {
    let table = read("\"a\"\"b\" TEXT, [c ] , `d``e` INT, 'f''g', UNIQUE('F''G', [A\"b]))");
    let names: Vec<&str> = table.columns.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["a\"b", "c ", "d`e", "f'g"]);
    assert_eq!(table.constraints[0].columns(), ["f'g", "a\"b"]);
    for name in [
        "[x.y]",
        "main.\"x\"",
        "'x'",
        "IF NOT EXISTS temp . x",
        "`x`",
    ] {
        for create in ["CREATE TABLE", "create temp /* c */ table"] {
            let sql = format!("{create} {name} -- (b)\n(a)");
            assert_eq!(TableText::read(&sql).unwrap().columns.len(), 1, "{sql}");
        }
    }
}

#[test]
fn types_are_what_stands_before_a_constraint() {
    for (written, wanted) in [
        ("", custom("")),
        ("INTEGER", DataType::Integer),
        ("INTEGER NOT NULL", DataType::Integer),
        ("unsigned big int default 1", custom("unsigned big int")),
        (
            "DOUBLE /* c */ PRECISION -- d\n",
            custom("DOUBLE /* c */ PRECISION"),
        ),
        (
            "VARCHAR ( -5 , +7.5 ) NULL",
            custom("VARCHAR ( -5 , +7.5 )"),
        ),
        ("\"My Type\" [x] 'y'", custom("\"My Type\" [x] 'y'")),
        ("generated", custom("generated")),
        ("generated always", custom("")),
        ("INT generated /**/ always as (1)", custom("INT")),
        ("INT(5) GENERATED ALWAYS AS (1)", custom("INT(5)")),
        ("GENERATED ALWAYS AS (1)", custom("")),
        ("AS (1)", custom("")),
        ("INT GENERATED ALWAYS NOT NULL AS (1)", custom("INT")),
        ("generated always x", custom("generated always x")),
        ("key desc", custom("key desc")),
    ] {
        let table = read(&format!("a {written})"));
        assert_eq!(table.columns[0].data_type, wanted, "{written}");
    }
}

#[test]
fn defaults_keep_their_parentheses() {
    let text = |text: &str| ServerDefault::Text(text.to_owned());
    let literal = |text: &str| ServerDefault::Literal(text.to_owned());
    for (written, wanted) in [
        ("'it''s'", literal("it's")),
        ("( 'x' )", text("( 'x' )")),
        ("- /* c */ 5", text("-5")),
        ("+1.5e3 NOT NULL", text("+1.5e3")),
        ("x'00'", text("x'00'")),
        ("\"a \"\"word\"", literal("a \"word")),
        ("word NOT NULL", literal("word")),
        ("[it's]", literal("it's")),
        ("tRue", text("tRue")),
        ("NULL NOT NULL", text("NULL")),
        ("current_timestamp", text("current_timestamp")),
        ("((1) + (2)) CHECK (a > 0)", text("((1) + (2))")),
        ("(')' || /* ) */ \")\")", text("(')' || /* ) */ \")\")")),
        ("1 DEFAULT 2", text("2")),
    ] {
        let table = read(&format!("a DEFAULT {written})"));
        assert_eq!(table.columns[0].server_default, Some(wanted), "{written}");
    }
}

#[test]
fn columns_say_more_than_their_type() {
    let table = read(
        "a TEXT CONSTRAINT x CONSTRAINT nn NOT NULL ON CONFLICT ignore COLLATE binary COLLATE 'NoCase' \
         NULL ON CONFLICT FAIL, b AS (a || ',)' -- c\n ) stored, c GENERATED ALWAYS AS (1) VIRTUAL \
         NOT NULL, d AS (2))",
    );
    let a = &table.columns[0];
    assert_eq!(a.not_null_name, called("nn"));
    assert_eq!(a.nullable, Some(false));
    assert_eq!(a.sqlite_on_conflict_not_null.as_deref(), Some("IGNORE"));
    assert_eq!(a.collation.as_deref(), Some("NoCase"));
    let computed = |at: usize| {
        let default = table.columns[at].server_default.as_ref();
        let computed = default.and_then(ServerDefault::computed).unwrap();
        (computed.sqltext.as_str(), computed.persisted)
    };
    assert_eq!(computed(1), ("a || ',)'", Some(true)));
    assert_eq!(computed(2), ("1", Some(false)));
    assert_eq!(computed(3), ("2", Some(false)));
    assert_eq!(table.columns[2].nullable, Some(false));
}

#[test]
fn constraints_stand_in_the_order_of_the_text() {
    let table = read(
        "a INTEGER CONSTRAINT ck CHECK (a > ')') UNIQUE ON CONFLICT REPLACE CONSTRAINT pk PRIMARY KEY \
         ON CONFLICT FAIL AUTOINCREMENT CHECK(a<9)CONSTRAINT nothing, b INT CONSTRAINT fk REFERENCES \
         [other table] (\"x\"), CONSTRAINT unused CONSTRAINT u UNIQUE (b, A) CHECK (b /* ( */) ON \
         CONFLICT ROLLBACK, CONSTRAINT last FOREIGN KEY (B, a) REFERENCES p ON DELETE SET NULL ON \
         UPDATE NO ACTION MATCH full ON INSERT CASCADE NOT DEFERRABLE, CONSTRAINT dangling)",
    );
    let check = |name, sqltext: &str, conflict: Option<&str>| {
        Constraint::Check(Check {
            name,
            sqltext: sqltext.to_owned(),
            sqlite_on_conflict: conflict.map(str::to_owned),
            ..Check::default()
        })
    };
    let [first, unique, key, second, foreign, both, third, last] = table.constraints.as_slice()
    else {
        panic!("{:#?}", table.constraints);
    };
    assert_eq!(*first, check(called("ck"), "a > ')'", None));
    assert_eq!(*second, check(Name::Unnamed, "a<9", None));
    assert_eq!(*third, check(Name::Unnamed, "b", Some("ROLLBACK")));
    let Constraint::Unique(unique) = unique else {
        panic!("{unique:?}");
    };
    assert_eq!(unique.name, Name::Unnamed);
    assert_eq!(unique.columns, ["a"]);
    assert_eq!(unique.sqlite_on_conflict.as_deref(), Some("REPLACE"));
    let Constraint::PrimaryKey(key) = key else {
        panic!("{key:?}");
    };
    assert_eq!(key.name, called("pk"));
    assert_eq!(key.sqlite_on_conflict.as_deref(), Some("FAIL"));
    assert!(table.options.sqlite_autoincrement);
    let wanted = ForeignKey {
        name: called("fk"),
        columns: vec!["b".to_owned()],
        referent_table: "other table".to_owned(),
        referent_columns: vec!["x".to_owned()],
        ..ForeignKey::default()
    };
    assert_eq!(*foreign, Constraint::ForeignKey(wanted));
    assert_eq!(both.name(), &called("u"));
    assert_eq!(both.columns(), ["b", "a"]);
    let Constraint::ForeignKey(last) = last else {
        panic!("{last:?}");
    };
    assert_eq!(last.columns, ["b", "a"]);
    assert_eq!(last.referent_columns, Vec::<String>::new());
    assert_eq!(last.ondelete, Some(ReferentialAction::SetNull(Vec::new())));
    assert_eq!(last.onupdate, Some(ReferentialAction::NoAction));
    assert_eq!(last.r#match.as_deref(), Some("full"));
    assert_eq!(last.deferral.deferrable, Some(false));
}

#[test]
fn a_deferral_belongs_to_the_last_foreign_key_so_far() {
    let table =
        read("a REFERENCES p UNIQUE DEFERRABLE, b REFERENCES q, c DEFERRABLE INITIALLY DEFERRED)");
    let deferrals: Vec<_> = table
        .constraints
        .iter()
        .filter_map(|one| match one {
            Constraint::ForeignKey(key) => Some((key.deferral.deferrable, key.deferral.initially)),
            _ => None,
        })
        .collect();
    let wanted = [(Some(true), None), (Some(true), Some(Initially::Deferred))];
    assert_eq!(deferrals, wanted);
}

#[test]
fn keys_have_orders_and_collations() {
    let key = |columns: &str| {
        let table = read(columns);
        let key = table.primary_key().unwrap().clone();
        (key, table.options.sqlite_autoincrement)
    };
    let (plain, _) = key("a, b, PRIMARY KEY (a ASC, ((B))))");
    assert_eq!(plain.columns, ["a", "b"]);
    assert_eq!(plain.sqlite_key, []);
    let (special, _) =
        key("a, b, PRIMARY KEY ('a' COLLATE x COLLATE [No Case] DESC, (b COLLATE rtrim)))");
    let column = |name: &str, collation: &str, order| IndexColumn {
        collation: Some(collation.to_owned()),
        order,
        ..IndexColumn::column(name)
    };
    let wanted = [
        column("a", "No Case", Some(SortOrder::Desc)),
        column("b", "rtrim", None),
    ];
    assert_eq!(special.sqlite_key, wanted);
    let (numbered, autoincrement) =
        key("a INTEGER, PRIMARY KEY (a DESC AUTOINCREMENT) ON CONFLICT ABORT)");
    assert!(autoincrement && !numbered.sqlite_not_rowid);
    assert_eq!(numbered.sqlite_on_conflict.as_deref(), Some("ABORT"));
    assert!(key("a integer PRIMARY KEY DESC)").0.sqlite_not_rowid);
    assert!(key("a \"Integer\" PRIMARY KEY DESC)").0.sqlite_not_rowid);
    assert!(!key("a INT PRIMARY KEY DESC)").0.sqlite_not_rowid);
    assert!(
        key("a INTEGER PRIMARY KEY DESC) WITHOUT ROWID")
            .0
            .sqlite_not_rowid
    );
    assert!(!key("a INTEGER PRIMARY KEY ASC)").0.sqlite_not_rowid);
}

#[test]
fn options_stand_behind_the_columns() {
    let options = |text: &str| {
        let options = read(&format!("a INT PRIMARY KEY){text}")).options;
        (options.sqlite_strict, options.sqlite_with_rowid)
    };
    assert_eq!(options(""), (false, None));
    assert_eq!(options(" strict"), (true, None));
    assert_eq!(options("WITHOUT/**/rowid , STRICT;"), (true, Some(false)));
}

#[test]
fn what_makes_no_sense_is_refused() {
    for (sql, wanted) in [
        ("", "CREATE was expected at the end"),
        (
            "CREATE VIRTUAL TABLE t USING fts5(a)",
            "TABLE was expected at \"VIRTUAL\"",
        ),
        ("CREATE TABLE t AS SELECT 1", "( was expected at \"AS\""),
        ("CREATE TABLE t(a", ") was expected at the end"),
        ("CREATE TABLE t(a CHECK (1)", ") was expected at the end"),
        ("CREATE TABLE t(a, )", "a name was expected at \")\""),
        ("CREATE TABLE t(a DEFAULT)", "a value was expected at \")\""),
        (
            "CREATE TABLE t(a ON CONFLICT FAIL)",
            ") was expected at \"ON\"",
        ),
        (
            "CREATE TABLE t(a UNIQUE ON CONFLICT x)",
            "what to do on conflict was expected at \"x\"",
        ),
        (
            "CREATE TABLE t(a) x",
            "WITHOUT ROWID or STRICT was expected at \"x\"",
        ),
        (
            "CREATE TABLE t(a REFERENCES p ON DELETE x)",
            "a referential action was expected at \"x\"",
        ),
        (
            "CREATE TABLE t(a, UNIQUE (a + 1))",
            "a column instead of an expression was expected at \")\"",
        ),
        (
            "CREATE TABLE t(a, CONSTRAINT x y)",
            "a constraint was expected at \"y\"",
        ),
        ("CREATE TABLE t(x'00')", "a name was expected at \"x'00'\""),
        ("CREATE TABLE t('a)", "this string is never closed"),
    ] {
        assert_eq!(TableText::read(sql).unwrap_err().0, wanted, "{sql}");
    }
}

#[test]
fn indexes_are_over_columns_and_expressions() {
    let index = IndexText::read(
        "CREATE UNIQUE INDEX i ON \"t\" (a, [b c] COLLATE nocase DESC, lower(a) COLLATE x ASC, a || b \
         COLLATE x, (a + 1) COLLATE y desc, -a COLLATE z, (desc) desc, desc, (((a) COLLATE q)), \
         f(a) || f(b) COLLATE x) WHERE a IN (1, 2) -- (\nAND \"b c\" > ';'",
    )
    .unwrap();
    let column = |text: &str, expression, collation: Option<&str>, descending: bool| IndexColumn {
        is_expression: expression,
        collation: collation.map(str::to_owned),
        order: descending.then_some(SortOrder::Desc),
        ..IndexColumn::column(text)
    };
    let wanted = [
        column("a", false, None, false),
        column("b c", false, Some("nocase"), true),
        column("lower(a)", true, Some("x"), false),
        column("a || b COLLATE x", true, None, false),
        column("(a + 1)", true, Some("y"), true),
        column("-a COLLATE z", true, None, false),
        column("desc", false, None, true),
        column("desc", false, None, false),
        column("a", false, Some("q"), false),
        column("f(a) || f(b) COLLATE x", true, None, false),
    ];
    for (found, wanted) in index.columns.iter().zip(&wanted) {
        assert_eq!(found, wanted);
    }
    assert_eq!(index.columns.len(), wanted.len());
    assert_eq!(index.as_written[1], "[b c] COLLATE nocase");
    assert_eq!(
        index.condition.unwrap(),
        "a IN (1, 2) -- (\nAND \"b c\" > ';'"
    );
    for (sql, wanted) in [
        ("CREATE INDEX i ON t ()", "a column was expected at \")\""),
        ("CREATE INDEX i ON t (a) x", "the end was expected at \"x\""),
        ("CREATE TRIGGER i", "INDEX was expected at \"TRIGGER\""),
    ] {
        assert_eq!(IndexText::read(sql).unwrap_err().0, wanted, "{sql}");
    }
}

#[test]
fn a_schema_is_written_before_the_name() {
    let view = in_schema("CREATE VIEW /* v */ \"v\"(a) AS SELECT 1", "a\"b");
    assert_eq!(
        view.unwrap(),
        "CREATE VIEW /* v */ \"a\"\"b\".\"v\"(a) AS SELECT 1"
    );
    let trigger = in_schema(
        "CREATE TRIGGER x AFTER DELETE ON t BEGIN SELECT 1; END",
        "temp",
    );
    assert_eq!(
        trigger.unwrap(),
        "CREATE TRIGGER \"temp\".x AFTER DELETE ON t BEGIN SELECT 1; END"
    );
    assert_eq!(in_schema("CREATE TABLE t(a)", "temp"), None);
}
