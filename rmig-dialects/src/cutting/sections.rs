//! Sections of revisions, by each dialect's rules.

use std::path::Path;

use rmig_engine::{
    diagnostic::{Finding, Source},
    scanner::ScanRules,
    section::{ScanRulesOf, Section, parse},
};

use crate::{mysql, postgres};

struct Only(&'static ScanRules);

impl ScanRulesOf for Only {
    fn own(&self) -> &ScanRules {
        self.0
    }

    fn of(&self, _: &str) -> Option<&ScanRules> {
        None
    }

    fn names(&self) -> Vec<&str> {
        Vec::new()
    }
}

/// The statements of every section.
fn read(text: &str, rules: &'static ScanRules) -> Result<Vec<Vec<String>>, Vec<Finding>> {
    let source = Source::new(Path::new("a.sql"), text);
    let statements = |section: &Section| {
        let text = |span: &std::ops::Range<usize>| text[span.clone()].to_owned();
        section.statements.iter().map(text).collect()
    };
    match parse(&source, 0, &Only(rules)) {
        Ok(sections) => Ok(sections.iter().map(statements).collect()),
        Err(findings) => Err(findings.0),
    }
}

/// Code and place of every finding.
fn findings(text: &str, rules: &'static ScanRules) -> Vec<(&'static str, String)> {
    let place = |finding: &Finding| text[finding.labels[0].0.clone()].to_owned();
    let found = read(text, rules).unwrap_err();
    found.iter().map(|one| (one.code, place(one))).collect()
}

const MARKER: &str = "\n-- rmig: downgrade\n";

#[test]
fn markers_inside_of_tokens_bodies_and_parentheses_do_not_count() {
    let postgres = [
        "SELECT '@'",
        "SELECT E'\\'@'",
        "SELECT E'a'\n'\\'@'",
        "SELECT $a$@$b$@$a$",
        "SELECT \"@\"",
        "SELECT 1 /* /* */ @ */ + 1",
        "SELECT (@ 1)",
        "CREATE FUNCTION f() RETURNS int BEGIN ATOMIC @ SELECT 1; @ END",
        "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; @ SELECT 2)",
    ];
    let mysql = [
        "SELECT '\\'@'",
        "SELECT \"\\\"@\"",
        "SELECT `@`",
        "SELECT 1 /* /* @ */ + 1",
        "CREATE PROCEDURE p() BEGIN @ SELECT 1; @ IF 1 THEN @ SELECT 2; END IF; END",
        "BEGIN NOT ATOMIC @ SELECT 1; END",
    ];
    let all = postgres
        .into_iter()
        .map(|text| (text, &postgres::SCAN_RULES))
        .chain(mysql.into_iter().map(|text| (text, &mysql::SCAN_RULES)));
    for (text, rules) in all {
        let statement = text.replace('@', MARKER);
        let file = format!("-- rmig: upgrade\n{statement};{MARKER}SELECT 1");
        let expected = vec![vec![statement], vec!["SELECT 1".to_owned()]];
        assert_eq!(read(&file, rules).unwrap(), expected, "{file}");
    }
}

#[test]
fn a_delimiter_holds_for_its_section() {
    let body = "CREATE PROCEDURE p() BEGIN SELECT 1; END";
    let text = format!(
        "-- rmig: upgrade\r\nDELIMITER //\r\n{body}; //\r\n-- rmig: downgrade\r\nSELECT 1; SELECT 2 //3"
    );
    let expected = [vec![body], vec!["SELECT 1", "SELECT 2 //3"]];
    assert_eq!(read(&text, &mysql::SCAN_RULES).unwrap(), expected);
    let text = format!("-- rmig: upgrade\nDELIMITER //\n{body}\n-- rmig: downgrade\n");
    assert_eq!(
        findings(&text, &mysql::SCAN_RULES)[0],
        ("marker-inside-statement", "-- rmig: downgrade".to_owned())
    );
    let text = "-- rmig: upgrade\ndelimiter '\n-- rmig: downgrade\n";
    assert_eq!(
        findings(text, &mysql::SCAN_RULES),
        [("unterminated-sql", "delimiter".to_owned())]
    );
}

#[test]
fn a_whole_dump_with_data_is_refused_once_for_each_table() {
    let dump = include_str!("fixtures/postgres_copy.sql");
    let text = format!("-- rmig: upgrade\n{dump}\n-- rmig: downgrade\n");
    let found = read(&text, &postgres::SCAN_RULES).unwrap_err();
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, "statement-not-allowed");
    assert!(
        found[0]
            .help
            .as_ref()
            .unwrap()
            .contains("pg_dump --inserts")
    );
    let place = &text[found[0].labels[0].0.clone()];
    assert!(place.starts_with("COPY shop.customers") && place.ends_with("FROM stdin"));
    let text = text.replace("COPY ", "-- COPY ").replace("\\.", "");
    assert_ne!(
        read(&text, &postgres::SCAN_RULES).unwrap_err()[0].code,
        "statement-not-allowed"
    );
}

#[test]
fn commands_of_shells_are_refused_wherever_they_stand() {
    let text = "-- rmig: upgrade\n\\restrict x\n\\connect 'a\nSELECT 1 \\gset\nSELECT 2;\n\\unrestrict x\n-- rmig: downgrade\n";
    assert_eq!(
        findings(text, &postgres::SCAN_RULES),
        [
            ("shell-command", "\\connect 'a".to_owned()),
            ("shell-command", "\\gset".to_owned())
        ]
    );
    let text = "-- rmig: upgrade\n\\. x.sql\nSELECT \\N;\n-- rmig: downgrade\n";
    assert_eq!(
        findings(text, &mysql::SCAN_RULES),
        [("shell-command", "\\. x.sql".to_owned())]
    );
}

#[test]
fn what_is_never_closed_is_shown_where_it_begins() {
    for (sql, opening) in [
        ("CREATE RULE r AS ON INSERT TO t DO (SELECT 1;", "("),
        ("DO $do$ BEGIN END $d$;", "$do$"),
    ] {
        let text = format!("-- rmig: upgrade\n{sql}{MARKER}");
        let expected = [("unterminated-sql", opening.to_owned())];
        assert_eq!(findings(&text, &postgres::SCAN_RULES), expected);
    }
}
