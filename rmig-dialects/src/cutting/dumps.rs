//! Dumps of real databases, as the databases' own tools write them.

use super::cut;
use crate::{mysql, postgres, sqlite};

const POSTGRES: &str = include_str!("fixtures/postgres_inserts.sql");
const MARIADB: &str = include_str!("fixtures/mariadb.sql");
const SQLITE: &str = include_str!("fixtures/sqlite.sql");

/// The first words of every statement, and how often those come in a row.
fn outline<'a>(statements: &[&'a str], words: usize) -> Vec<(String, usize)> {
    let mut outline: Vec<(String, usize)> = Vec::new();
    for statement in statements {
        let bare = |word: &&'a str| !word.starts_with("/*");
        let words: Vec<&str> = statement
            .split_whitespace()
            .filter(bare)
            .map(|word| word.trim_end_matches("*/"))
            .take(words)
            .collect();
        let words = words.join(" ");
        match outline.last_mut() {
            Some((last, count)) if *last == words => *count += 1,
            _ => outline.push((words, 1)),
        }
    }
    outline
}

#[track_caller]
fn is_outlined(statements: &[&str], words: usize, expected: &[(&str, usize)]) {
    let expected: Vec<(String, usize)> = expected
        .iter()
        .map(|(words, count)| ((*words).to_owned(), *count))
        .collect();
    assert_eq!(outline(statements, words), expected);
}

#[test]
fn pg_dump_with_inserts() {
    let statements = cut(POSTGRES, &postgres::SCAN_RULES).unwrap();
    is_outlined(
        &statements,
        2,
        &[
            ("SET statement_timeout", 1),
            ("SET lock_timeout", 1),
            ("SET idle_in_transaction_session_timeout", 1),
            ("SET client_encoding", 1),
            ("SET standard_conforming_strings", 1),
            ("SELECT pg_catalog.set_config('search_path',", 1),
            ("SET check_function_bodies", 1),
            ("SET xmloption", 1),
            ("SET client_min_messages", 1),
            ("SET row_security", 1),
            ("CREATE SCHEMA", 1),
            ("CREATE TYPE", 1),
            ("SET default_tablespace", 1),
            ("SET default_table_access_method", 1),
            ("CREATE TABLE", 1),
            ("COMMENT ON", 1),
            ("CREATE PROCEDURE", 1),
            ("CREATE FUNCTION", 3),
            ("CREATE OPERATOR", 1),
            ("ALTER TABLE", 1),
            ("CREATE VIEW", 1),
            ("INSERT INTO", 3),
            ("SELECT pg_catalog.setval('shop.customers_id_seq',", 1),
            ("ALTER TABLE", 1),
            ("CREATE UNIQUE", 1),
            ("CREATE RULE", 1),
            ("CREATE TRIGGER", 1),
        ],
    );
    let price = statements
        .iter()
        .find(|one| one.starts_with("CREATE FUNCTION shop.price"));
    assert!(price.unwrap().ends_with("END"));
    let comment = statements
        .iter()
        .find(|one| one.starts_with("COMMENT"))
        .unwrap();
    assert!(comment.ends_with("/* not a comment'"));
}

#[test]
fn mysqldump_with_triggers_routines_and_events() {
    let statements = cut(MARIADB, &mysql::SCAN_RULES).unwrap();
    is_outlined(
        &statements,
        1,
        &[
            ("SET", 10),
            ("DROP", 1),
            ("SET", 2),
            ("CREATE", 1),
            ("SET", 1),
            ("LOCK", 1),
            ("ALTER", 1),
            ("INSERT", 1),
            ("ALTER", 1),
            ("UNLOCK", 1),
            ("SET", 8),
            ("CREATE", 1),
            ("SET", 12),
            ("CREATE", 1),
            ("SET", 4),
            ("DROP", 2),
            ("SET", 2),
            ("CREATE", 1),
            ("SET", 2),
            ("DROP", 1),
            ("SET", 10),
            ("CREATE", 1),
            ("SET", 8),
            ("DROP", 1),
            ("SET", 6),
            ("CREATE", 1),
            ("SET", 6),
            ("DROP", 1),
            ("SET", 6),
            ("CREATE", 1),
            ("SET", 4),
            ("DROP", 1),
            ("SET", 6),
            ("CREATE", 1),
            ("SET", 11),
        ],
    );
    let trigger = statements.iter().find(|one| one.contains("TRIGGER touch"));
    assert!(trigger.unwrap().ends_with("END */"));
    let function = statements
        .iter()
        .find(|one| one.contains("FUNCTION `price`("));
    assert!(function.unwrap().ends_with("RETURN amount; \nEND"));
}

#[test]
fn sqlite_dump() {
    let statements = cut(SQLITE, &sqlite::SCAN_RULES).unwrap();
    is_outlined(
        &statements,
        2,
        &[
            ("PRAGMA foreign_keys=OFF", 1),
            ("BEGIN TRANSACTION", 1),
            ("CREATE TABLE", 1),
            ("INSERT INTO", 2),
            ("CREATE INDEX", 1),
            ("CREATE VIEW", 1),
            ("CREATE TRIGGER", 1),
            ("COMMIT", 1),
        ],
    );
}

#[test]
fn line_ends_and_a_byte_order_mark_change_nothing() {
    for (dump, rules) in [
        (POSTGRES, &postgres::SCAN_RULES),
        (MARIADB, &mysql::SCAN_RULES),
        (SQLITE, &sqlite::SCAN_RULES),
    ] {
        let plain: Vec<String> = cut(dump, rules)
            .unwrap()
            .into_iter()
            .map(str::to_owned)
            .collect();
        let dos = format!(
            "\u{feff}{}",
            dump.trim_end().trim_end_matches(';').replace('\n', "\r\n")
        );
        let dos: Vec<String> = cut(&dos, rules)
            .unwrap()
            .into_iter()
            .map(|statement| statement.replace("\r\n", "\n"))
            .collect();
        assert_eq!(dos, plain);
    }
}
