//! What statements of MySQL and MariaDB are taken for.

use rmig_engine::dialect::DatabaseObject;

use super::*;
use crate::{mysql::SCAN_RULES, words};

fn of(sql: &str) -> Recovery {
    recovery(&words::of(sql, &SCAN_RULES))
}

#[test]
fn an_object_tells_whether_it_was_made() {
    for (sql, kind, schema, name) in [
        (
            "CREATE TABLE Shop.`Big``T` (a INT)",
            ObjectKind::Table,
            Some("Shop"),
            "Big`T",
        ),
        (
            "/*!40101 CREATE TABLE a (b INT) */",
            ObjectKind::Table,
            None,
            "a",
        ),
        (
            "ALTER TABLE s.t ADD a INT",
            ObjectKind::Table,
            Some("s"),
            "t",
        ),
        (
            "ALTER ONLINE IGNORE TABLE t ADD a INT",
            ObjectKind::Table,
            None,
            "t",
        ),
        ("DROP TABLE t", ObjectKind::Table, None, "t"),
        (
            "CREATE UNIQUE INDEX i USING BTREE ON s.t (a)",
            ObjectKind::Table,
            Some("s"),
            "t",
        ),
        ("DROP INDEX i ON t", ObjectKind::Table, None, "t"),
        ("RENAME TABLE a TO b", ObjectKind::Table, None, "a"),
        (
            "CREATE ALGORITHM=MERGE DEFINER=`root`@`localhost` SQL SECURITY INVOKER VIEW v AS SELECT 1",
            ObjectKind::View,
            None,
            "v",
        ),
        (
            "CREATE DEFINER=event@localhost PROCEDURE p() SELECT 1",
            ObjectKind::Routine,
            None,
            "p",
        ),
        (
            "CREATE DEFINER=CURRENT_USER() TRIGGER t BEFORE INSERT ON u FOR EACH ROW SET NEW.a = 1",
            ObjectKind::Trigger,
            None,
            "t",
        ),
        (
            "CREATE EVENT e ON SCHEDULE EVERY 1 DAY DO SELECT 1",
            ObjectKind::Event,
            None,
            "e",
        ),
        ("CREATE DATABASE d", ObjectKind::Schema, None, "d"),
    ] {
        let object = DatabaseObject {
            kind,
            schema: schema.map(str::to_owned),
            name: name.to_owned(),
        };
        assert_eq!(of(sql), Recovery::Object(object), "{sql}");
    }
}

#[test]
fn rows_go_with_the_note() {
    for sql in [
        "INSERT INTO t VALUES (1)",
        "replace INTO t VALUES (1)",
        "SET STATEMENT a=1 FOR DELETE FROM t",
    ] {
        assert_eq!(of(sql), Recovery::WithNote, "{sql}");
    }
}

#[test]
fn what_may_run_twice_is_repeatable() {
    for sql in [
        "CREATE OR REPLACE VIEW v AS SELECT 1",
        "CREATE TABLE IF NOT EXISTS t (a INT)",
        "CREATE USER IF NOT EXISTS a",
        "DROP TABLE IF EXISTS a, b",
        "DROP INDEX IF EXISTS i ON t",
        "TRUNCATE TABLE t",
        "OPTIMIZE TABLE t",
        "ANALYZE TABLE t",
        "ALTER DATABASE CHARACTER SET utf8mb4",
        "SET @a = 1",
    ] {
        assert_eq!(of(sql), Recovery::Repeatable, "{sql}");
    }
}

#[test]
fn what_nobody_can_know_is_unknown() {
    for sql in [
        "DROP TABLE a, b",
        "RENAME TABLE a TO b, c TO d",
        "CREATE TEMPORARY TABLE t (a INT)",
        "DROP TEMPORARY TABLE t",
        "CALL p()",
        "CREATE USER a",
        "ANALYZE DELETE FROM t",
        "BEGIN NOT ATOMIC SELECT 1; END",
    ] {
        assert_eq!(of(sql), Recovery::Unknown, "{sql}");
    }
}

#[test]
fn only_what_is_known_to_stay_in_the_transaction_does() {
    let commits = |sql: &str| commits_implicitly(&words::of(sql, &SCAN_RULES));
    for sql in [
        "SELECT 1",
        "(SELECT 1) UNION SELECT 2",
        "INSERT INTO t VALUES (1)",
        "WITH a AS (SELECT 1) DELETE FROM t",
        "SET @a = 1, sql_mode = ''",
        "SET STATEMENT max_statement_time=1 FOR UPDATE t SET a = 1",
        "SAVEPOINT a",
        "ROLLBACK WORK TO a",
        "RELEASE SAVEPOINT a",
        "CREATE TEMPORARY TABLE t (a INT)",
        "DROP TEMPORARY TABLE t",
        "/*!40101 SET NAMES utf8 */",
    ] {
        assert!(!commits(sql), "{sql}");
    }
    for sql in [
        "CREATE TABLE t (a INT)",
        "DROP TABLE t",
        "ALTER TABLE t ADD a INT",
        "CALL p()",
        "COMMIT",
        "ROLLBACK",
        "START TRANSACTION",
        "SET autocommit = 1",
        "SET PASSWORD = 'x'",
        "SET STATEMENT a=1 FOR TRUNCATE t",
        "TRUNCATE t",
        "CREATE TEMPORARY SEQUENCE s",
        "BEGIN NOT ATOMIC SELECT 1; END",
        "",
    ] {
        assert!(commits(sql), "{sql}");
    }
}

#[test]
fn what_defines_something_without_asking_keeps_names() {
    for sql in [
        "CREATE TABLE t (a INT)",
        "alter table t ADD b INT",
        "DROP TABLE t",
    ] {
        assert!(keeps_names(sql), "{sql}");
    }
    for sql in [
        "CREATE TABLE t AS Select f()",
        "CREATE TABLE t VALUES (f())",
        "INSERT INTO t SET a = 1",
        "/*!40101 SET NAMES latin1 */",
        "SET NAMES latin1",
    ] {
        assert!(!keeps_names(sql), "{sql}");
    }
}
