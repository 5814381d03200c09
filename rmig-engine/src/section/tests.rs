//! Tests of reading and choosing sections.

use std::path::Path;

use super::*;
use crate::{
    diagnostic::{Findings, Source},
    scanner::{ScanRules, tests::SQLITE},
};

/// SQLite's rules for everything but the sections of `postgres`.
struct Rules;

impl ScanRulesOf for Rules {
    fn own(&self) -> &ScanRules {
        &SQLITE
    }

    fn of(&self, dialect: &str) -> Option<&ScanRules> {
        (dialect == "sqlite").then_some(&SQLITE)
    }

    fn names(&self) -> Vec<&str> {
        vec!["sqlite", "postgres", "mysql", "mariadb"]
    }
}

fn source(text: &str) -> Source {
    Source::new(Path::new("a.sql"), text)
}

fn read(text: &str) -> Result<Vec<Section>, Findings> {
    parse(&source(text), 0, &Rules)
}

/// Code, place and help of every finding.
fn findings(text: &str) -> Vec<(&'static str, String, String)> {
    let found = read(text).unwrap_err().0;
    let place = |finding: &crate::diagnostic::Finding| text[finding.labels[0].0.clone()].to_owned();
    let help = |finding: &crate::diagnostic::Finding| finding.help.clone().unwrap_or_default();
    found
        .iter()
        .map(|finding| (finding.code, place(finding), help(finding)))
        .collect()
}

fn statements<'a>(text: &'a str, section: &Section) -> Vec<&'a str> {
    section
        .statements
        .iter()
        .map(|span| &text[span.clone()])
        .collect()
}

#[test]
fn markers_count_where_a_statement_could_begin() {
    let text = "\u{feff}-- Message.\r\n\r\n/* more */\r\n-- rmig: upgrade\r\n\
        INSERT INTO t VALUES ('\r\n-- rmig: downgrade\r\n');\r\n\
        CREATE TABLE u (\r\n-- rmig: downgrade\r\na);\r\n\
        CREATE TRIGGER g DELETE ON t BEGIN\n-- rmig: downgrade\nSELECT 1; END;\r\n\
        /*\n-- rmig: downgrade\n*/ -- not a rmig: downgrade\r\n\
        --rmig:   upgrade   transaction=none\r\nVACUUM\r\n;  -- rmig: downgrade\r\nDROP TABLE u";
    let sections = read(text).unwrap();
    assert_eq!(sections.len(), 3);
    assert_eq!(statements(text, &sections[0]).len(), 3);
    assert!(sections[0].marker.transaction && !sections[1].marker.transaction);
    assert_eq!(statements(text, &sections[1]), ["VACUUM"]);
    assert_eq!(sections[2].marker.direction, Direction::Downgrade);
    assert_eq!(statements(text, &sections[2]), ["DROP TABLE u"]);
    assert_eq!(
        &text[sections[1].marker.span.clone()],
        "--rmig:   upgrade   transaction=none"
    );
}

#[test]
fn a_section_may_be_empty_but_not_missing() {
    let sections = read("-- rmig: upgrade\n-- rmig: downgrade").unwrap();
    assert!(sections.iter().all(|section| section.statements.is_empty()));
    let missing = findings("-- rmig: upgrade\nSELECT 1;");
    assert_eq!(missing.len(), 1);
    assert_eq!(missing[0].0, "missing-section");
    assert!(
        missing[0].2.contains("-- rmig: downgrade"),
        "{}",
        missing[0].2
    );
    assert_eq!(findings("-- just a comment").len(), 2);
}

#[test]
fn all_keys_are_read() {
    let text = "-- rmig: upgrade dialect=sqlite database=main foreign_keys=off\n\
                -- rmig: downgrade irreversible database=main\n";
    let sections = read(text).unwrap();
    let up = &sections[0].marker;
    assert_eq!(
        (up.dialect.as_deref(), up.database.as_deref()),
        (Some("sqlite"), Some("main"))
    );
    assert!(up.foreign_keys_off && up.transaction && !up.irreversible);
    assert!(sections[1].marker.irreversible);
}

#[test]
fn wrong_words_are_findings_with_hints() {
    for (marker, place, hint) in [
        ("upgrad", "upgrad", "\"upgrade\""),
        ("upgrade dialct=sqlite", "dialct", "\"dialect\""),
        ("upgrade dialect=sqllite", "sqllite", "\"sqlite\""),
        ("upgrade dialect=", "dialect=", "dialect=name"),
        ("upgrade transaction=off", "off", "transaction=none"),
        ("upgrade foreign_keys=on", "on", "foreign_keys=off"),
        ("upgrade irreversible", "irreversible", "only a downgrade"),
        (
            "upgrade database=a database=b",
            "database=b",
            "one of the two",
        ),
        ("upgrade now", "now", "the keys are"),
    ] {
        let text = format!("-- rmig: {marker}\n-- rmig: upgrade\n-- rmig: downgrade\n");
        let found = findings(&text);
        assert_eq!(
            (found.len(), found[0].0),
            (1, "invalid-section-marker"),
            "{marker}"
        );
        assert_eq!(found[0].1, place);
        assert!(found[0].2.contains(hint), "{marker}: {}", found[0].2);
    }
}

#[test]
fn everything_wrong_is_found_at_once() {
    let text = "SELECT 0;\nSELECT 00;\n-- rmig upgrade\n-- rmig: upgrade\nSELECT 1\n\
                -- rmig: downgrade dialect=sqlite\nSELECT 2;\n-- rmig:\n\
                -- rmig: downgrade irreversible\nDROP TABLE a;";
    let codes: Vec<_> = findings(text)
        .into_iter()
        .map(|(code, place, _)| (code, place))
        .collect();
    let expected = [
        ("text-before-section", "SELECT 0"),
        ("misspelt-section-marker", "-- rmig upgrade"),
        (
            "marker-inside-statement",
            "-- rmig: downgrade dialect=sqlite",
        ),
        ("invalid-section-marker", "-- rmig:"),
        ("irreversible-with-statements", "DROP TABLE a"),
    ];
    let expected: Vec<_> = expected
        .map(|(code, place)| (code, place.to_owned()))
        .into();
    assert_eq!(codes, expected);
}

#[test]
fn what_is_never_closed_hides_no_second_finding() {
    let text = "-- rmig: upgrade\nSELECT 1;\nSELECT 'a;\n-- rmig: downgrade\nSELECT 2;";
    let found = findings(text);
    assert_eq!(
        (found.len(), found[0].0, found[0].1.as_str()),
        (1, "unterminated-sql", "'")
    );
    let text = "-- rmig: upgrade\nSELECT '\0';\n-- rmig: downgrade";
    assert_eq!(findings(text)[0].0, "nul-character");
}

#[test]
fn sections_of_other_dialects_are_left_alone() {
    let text = "-- rmig: upgrade dialect=postgres\nDO $$ it's; \" $$;\n\
                -- rmig: upgrade\nSELECT 1;\n-- rmig: downgrade\n";
    let sections = read(text).unwrap();
    assert!(sections[0].statements.is_empty());
    assert_eq!(statements(text, &sections[1]), ["SELECT 1"]);
}

#[test]
fn commands_of_shells_end_with_their_line() {
    let text = "-- rmig: upgrade\n.read 'x.sql\nSELECT .5;\n\\d users\n-- rmig: downgrade\n";
    let found: Vec<_> = findings(text)
        .into_iter()
        .map(|(code, place, _)| (code, place))
        .collect();
    let expected = [".read 'x.sql", "\\d users"].map(|line| ("shell-command", line.to_owned()));
    assert_eq!(found, expected);
}

#[test]
fn the_more_special_section_is_chosen() {
    let text = "-- rmig: upgrade\nSELECT 'any';\n\
                -- rmig: upgrade dialect=mysql\n-- rmig: upgrade database=audit\n\
                -- rmig: upgrade database=audit dialect=mariadb\n-- rmig: downgrade\n";
    let sections = read(text).unwrap();
    let source = source(text);
    let chosen = |database: &str, dialects: &[&str]| -> Vec<usize> {
        let groups: Vec<Vec<&str>> = dialects.iter().map(|name| vec![*name]).collect();
        let chosen = select(&source, &sections, Direction::Upgrade, database, &groups).unwrap();
        let index = |one: &Section| sections.iter().position(|other| one == other).unwrap();
        chosen.into_iter().map(index).collect()
    };
    assert_eq!(chosen("main", &["sqlite"]), [0]);
    assert_eq!(chosen("main", &["mysql"]), [1]);
    assert_eq!(chosen("main", &["mariadb", "mysql"]), [1]);
    assert_eq!(chosen("audit", &["sqlite"]), [2]);
    assert_eq!(chosen("audit", &["mariadb", "mysql"]), [3]);
    assert_eq!(chosen("audit", &["mysql"]), [2]);
}

#[test]
fn many_sections_take_no_more_than_their_share() {
    // Each read to the end of the text, this would take minutes.
    let count = 20_000;
    let text = "-- rmig: upgrade\n".repeat(count) + "-- rmig: downgrade\n";
    let start = std::time::Instant::now();
    assert_eq!(read(&text).unwrap().len(), count + 1);
    assert!(start.elapsed() < std::time::Duration::from_secs(10));
}
