//! PostgreSQL's texts.

use rmig_engine::scanner::{Lexer, ScanProblem};

use super::cut;
use crate::postgres::SCAN_RULES;

/// Every text is one statement, whatever semicolons stand in it.
#[track_caller]
fn whole(texts: &[&str]) {
    for text in texts {
        assert_eq!(cut(text, &SCAN_RULES).unwrap(), [*text]);
        let between = format!("SELECT 0;\n{text};SELECT 1");
        assert_eq!(
            cut(&between, &SCAN_RULES).unwrap(),
            ["SELECT 0", text, "SELECT 1"]
        );
    }
}

#[track_caller]
fn tokens(sql: &str, expected: &[&str]) {
    let tokens: Vec<&str> = Lexer::new(sql, 0..sql.len(), &SCAN_RULES)
        .map(|token| token.unwrap())
        .filter(|token| !token.is_trivia())
        .map(|token| &sql[token.span])
        .collect();
    assert_eq!(tokens, expected);
}

#[test]
fn quotes_of_every_kind_hold_semicolons() {
    whole(&[
        r"SELECT ';\' , ''';'",
        r"SELECT E'\';\\', e'a'';'",
        "SELECT E'a'\n  'b\\';' , ';'",
        "SELECT E'a' -- ;\n 'b\\';'",
        r#"SELECT U&'\0061;''' , u&"d\0061;""" FROM "a;""b""#,
        "SELECT B'1;', X'1;', N';', n';'",
        "SELECT 'a;'\n'b;'",
        "SELECT $$;'$$, $a$;$$;$b$;$a$, $é_1$;$é$;$é_1$",
        "SELECT a$b$c, d$$",
        "SELECT '{1,2;}'::int[], ARRAY[1, 2][1], f(a => 1)",
    ]);
}

#[test]
fn a_backslash_escapes_nothing_in_a_plain_string() {
    assert_eq!(
        cut(r"SELECT '\'; SELECT 'b'", &SCAN_RULES).unwrap(),
        [r"SELECT '\'", "SELECT 'b'"]
    );
    // The string that follows on the same line has no part in the escapes of the first one.
    assert_eq!(
        cut("SELECT E'a' '\\'; SELECT 1", &SCAN_RULES)
            .unwrap()
            .len(),
        2
    );
}

#[test]
fn a_dollar_belongs_to_the_identifier_before_it() {
    assert_eq!(
        cut("SELECT a$b$; SELECT c$b$", &SCAN_RULES).unwrap(),
        ["SELECT a$b$", "SELECT c$b$"]
    );
    tokens("$1$2 $1a$", &["$1$2", "$1a$"]);
}

#[test]
fn comments_nest_and_begin_inside_of_operators() {
    whole(&[
        "SELECT 1 /* ; /* ; */ ; */ + 2",
        "SELECT 1 +-- ;\n 2",
        "SELECT 1 */* ; */ 2",
        "SELECT 1 @--;'\n@ 2",
    ]);
    tokens(
        "a@>b=-1<+-c !=-- x",
        &["a", "@>", "b", "=", "-", "1", "<", "+", "-", "c", "!="],
    );
    tokens(
        "a::int[1:2] @- 1 ->>'b'",
        &[
            "a", "::", "int", "[", "1", ":", "2", "]", "@-", "1", "->>", "'b'",
        ],
    );
}

#[test]
fn functions_in_standard_sql_are_one_statement() {
    whole(&[
        "CREATE FUNCTION f(a int) RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT a; END",
        "CREATE OR REPLACE PROCEDURE \"begin\"() BEGIN ATOMIC END",
        "create function f() returns int begin atomic\n select case when true then 1 else case 2 when 2 \
         then 3 end end; -- END;\n insert into t values (';'); select t.end as end, 1 as case from t; end",
        "CREATE FUNCTION f(begin int DEFAULT 1) RETURNS int RETURN CASE WHEN begin > 0 THEN 1 END",
        "CREATE FUNCTION f() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END; $$",
        "CREATE FUNCTION f() RETURNS trigger AS $f$ BEGIN EXECUTE $x$ SELECT ';' $x$; END $f$ LANGUAGE plpgsql",
        "DO $$ BEGIN PERFORM 1; END $$",
    ]);
    assert_eq!(cut("BEGIN; SELECT 1; END;", &SCAN_RULES).unwrap().len(), 3);
}

#[test]
fn actions_of_a_rule_and_elements_of_a_schema_belong_together() {
    whole(&[
        "CREATE RULE r AS ON INSERT TO t DO ALSO (INSERT INTO a VALUES (1); DELETE FROM b; )",
        "CREATE SCHEMA s CREATE TABLE t (a int) CREATE VIEW v AS SELECT a FROM t",
    ]);
}

#[test]
fn what_is_never_closed_is_named() {
    for (sql, what, opening) in [
        (
            "SELECT 1; SELECT $a$ ; $b$",
            ScanProblem::DollarQuote,
            "$a$",
        ),
        ("SELECT E'\\'; ", ScanProblem::String, "E'"),
        ("SELECT E'a'\n'b\\'; ", ScanProblem::String, "'"),
        ("SELECT u&\"a; ", ScanProblem::Identifier, "u&\""),
        ("SELECT /* /* */ 1; ", ScanProblem::Comment, "/*"),
        ("SELECT (1, (2); SELECT 3;", ScanProblem::Parenthesis, "("),
        (
            "CREATE FUNCTION f() BEGIN ATOMIC SELECT 1;",
            ScanProblem::Body,
            "CREATE FUNCTION f() BEGIN ATOMIC",
        ),
    ] {
        let error = cut(sql, &SCAN_RULES).unwrap_err();
        assert_eq!((error.what, &sql[error.span]), (what, opening), "{sql}");
    }
}

#[test]
fn harmless_commands_are_passed_over() {
    let sql = "\\restrict ab'c\n-- Dumped\nSELECT 1;\n\\unrestrict ab'c\n";
    assert_eq!(cut(sql, &SCAN_RULES).unwrap(), ["SELECT 1"]);
    assert_ne!(cut("\\restricted\n;", &SCAN_RULES).unwrap(), [""; 0]);
}
