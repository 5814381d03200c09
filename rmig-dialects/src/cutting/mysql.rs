//! Texts of MySQL and MariaDB.

use rmig_engine::scanner::ScanProblem;

use super::cut;
use crate::mysql::SCAN_RULES;

/// Every text is one statement, whatever semicolons stand in it, with and without a delimiter.
#[track_caller]
fn whole(texts: &[&str]) {
    for text in texts {
        assert_eq!(cut(text, &SCAN_RULES).unwrap(), [*text]);
        let between = format!("SELECT 0;\n{text};SELECT 1");
        let expected = ["SELECT 0", text, "SELECT 1"];
        assert_eq!(cut(&between, &SCAN_RULES).unwrap(), expected);
        for (delimiter, semicolon) in [("//", ""), ("$$", ";\n"), (";;", ";")] {
            let between = format!(
                "DELIMITER {delimiter}\nSELECT 0{delimiter}\n{text}{semicolon}{delimiter}\ndelimiter ;\nSELECT 1;"
            );
            assert_eq!(cut(&between, &SCAN_RULES).unwrap(), expected, "{between}");
        }
    }
}

#[test]
fn quotes_of_every_kind_hold_semicolons() {
    whole(&[
        r"SELECT ';\';', ''';', '\\'",
        r#"SELECT ";\";", """;", "\\""#,
        "SELECT `;``\\` FROM `a;`",
        r"SELECT n'\';', x';', b';', _utf8mb4';\'', N';'",
        "SELECT @a, @@global.b, @'c;', @`d;`, @\"e;\"",
        "SELECT @a := 1, a <=> b, c->>'$.d;'",
    ]);
}

#[test]
fn dashes_need_white_space_to_begin_a_comment() {
    whole(&[
        "SELECT 1 --1",
        "SELECT 1 -- ;'\n, 2",
        "SELECT 1 --\t;\n, 2",
        "SELECT 1 --\n, 2",
        "SELECT 1 # ;'\n, 2",
        "SELECT /*+ NO_ICP(t) ; */ 1 /* /* ; */, 2",
    ]);
    assert_eq!(
        cut("SELECT 5--1;SELECT 2 --", &SCAN_RULES).unwrap().len(),
        2
    );
}

#[test]
fn comments_with_code_are_code() {
    whole(&[
        "/*!40101 SET NAMES utf8 */",
        "/*!50003 CREATE*/ /*!50017 DEFINER=`a`@`%`*/ /*!50003 TRIGGER t BEFORE INSERT ON u FOR EACH ROW \
         BEGIN SET NEW.a = ';'; IF NEW.b THEN SET NEW.c = 1; END IF; END */",
        "CREATE TABLE t (a INT /*!80023 INVISIBLE */) /*M!100100 ENGINE=Aria */",
        "/*! SELECT 1; */",
    ]);
    let sql = "/*M!999999\\- enable the sandbox mode */\n/*!99999 don't */ SELECT 1;";
    assert_eq!(cut(sql, &SCAN_RULES).unwrap(), ["SELECT 1"]);
    let error = cut("SELECT 1; /*!50001 SELECT 2;", &SCAN_RULES).unwrap_err();
    assert_eq!((error.what, error.span), (ScanProblem::Comment, 10..18));
}

#[test]
fn routines_with_blocks_are_one_statement() {
    whole(&[
        "CREATE PROCEDURE p() BEGIN END",
        "CREATE OR REPLACE DEFINER=root@localhost PROCEDURE IF NOT EXISTS db.begin(IN a INT) \
         COMMENT 'begin' main: BEGIN SELECT 1; LEAVE main; END main",
        "CREATE DEFINER=`a`@`%` FUNCTION f(a SET('x','y')) RETURNS SET('a','b') CHARACTER SET utf8mb4 \
         DETERMINISTIC BEGIN RETURN CASE WHEN IF(a, 1, 0) THEN IF(1, 2, 3) ELSE CASE 1 WHEN 1 THEN 2 END END; END",
        "CREATE FUNCTION f(a INT) RETURNS INT BEGIN IF (a > 1) THEN RETURN 1; ELSEIF a < 0 THEN RETURN 2; \
         ELSE IF a THEN RETURN 3; END IF; END IF; RETURN REPEAT('a', 3); END",
        "CREATE PROCEDURE p() BEGIN DECLARE done INT; DECLARE c CURSOR FOR SELECT start, end FROM t; \
         DECLARE CONTINUE HANDLER FOR NOT FOUND BEGIN SET done = 1; END; \
         DECLARE EXIT HANDLER FOR SQLEXCEPTION ROLLBACK; OPEN c; \
         l: LOOP FETCH c INTO a, b; IF done THEN LEAVE l; END IF; END LOOP l; \
         WHILE a > 0 DO SET a = a - 1; END WHILE; \
         REPEAT SET a = a + 1; UNTIL a > IF(b, 1, 2) END REPEAT; \
         CASE a WHEN 1 THEN IF b THEN SELECT 1; END IF; ELSE BEGIN END; END CASE; \
         DROP TABLE IF EXISTS t; START TRANSACTION; COMMIT; DO SLEEP(1); \
         SELECT r.end, r.case, r.if FROM r FOR UPDATE; INSERT INTO t VALUES (1) ON DUPLICATE KEY UPDATE a = 1; END",
        "CREATE TRIGGER t BEFORE INSERT ON u FOR EACH ROW FOLLOWS v BEGIN SET NEW.a = 1; END",
        "CREATE TRIGGER IF NOT EXISTS t AFTER UPDATE ON u FOR EACH ROW IF NEW.a THEN SET @a = 1; END IF",
        "CREATE EVENT IF NOT EXISTS e ON SCHEDULE EVERY 1 DAY STARTS '2026-01-01' ON COMPLETION PRESERVE \
         COMMENT ';' DO BEGIN DELETE FROM a; DELETE FROM b; END",
        "ALTER DEFINER = CURRENT_USER EVENT e DO BEGIN SELECT 1; END",
        "CREATE PROCEDURE p() FOR i IN 1..3 DO SELECT i; END FOR",
        "CREATE PROCEDURE p() WHILE 1 DO SELECT 1; END WHILE",
    ]);
}

#[test]
fn routines_with_a_single_statement_end_with_it() {
    whole(&[
        "CREATE PROCEDURE p() SELECT 1",
        "CREATE FUNCTION f(a INT) RETURNS INT RETURN CASE WHEN a THEN IF(a, 1, 2) END",
        "CREATE TRIGGER t BEFORE UPDATE ON u FOR EACH ROW SET NEW.a = IF(OLD.b, CASE 1 WHEN 1 THEN 2 END, 3)",
        "CREATE EVENT e ON SCHEDULE AT CURRENT_TIMESTAMP + INTERVAL 1 HOUR DO UPDATE t SET a = IF(b, 1, 2)",
        "CREATE AGGREGATE FUNCTION f RETURNS INT SONAME 'f.so'",
        "ALTER PROCEDURE p COMMENT 'begin'",
        "ALTER EVENT e RENAME TO f",
    ]);
}

#[test]
fn blocks_may_stand_alone() {
    whole(&[
        "BEGIN NOT ATOMIC DECLARE a INT; SET a = 1; END",
        "main: BEGIN NOT ATOMIC SELECT 1; END main",
        "IF EXISTS (SELECT 1) THEN SELECT 1; ELSE SELECT 2; END IF",
        "FOR i IN (SELECT a FROM t) DO SELECT i.a; END FOR",
        "CASE 1 WHEN 1 THEN SELECT 1; END CASE",
    ]);
    let sql =
        "BEGIN; SELECT 1; BEGIN WORK; XA BEGIN 'a'; XA END 'a'; COMMIT; REPLACE INTO t VALUES (1);";
    assert_eq!(cut(sql, &SCAN_RULES).unwrap().len(), 7);
}

#[test]
fn routines_as_in_oracle_are_one_statement() {
    whole(&[
        "CREATE PROCEDURE p(a INT) AS b INT; c INT := 1; BEGIN <<l>> LOOP NULL; END LOOP; \
         EXCEPTION WHEN OTHERS THEN BEGIN NULL; END; END",
        "CREATE OR REPLACE PACKAGE a AS PROCEDURE p; FUNCTION f(b INT) RETURN INT; END",
        "CREATE PACKAGE BODY a AS x INT; PROCEDURE p AS BEGIN SELECT 1 AS b; END; \
         FUNCTION f(b INT) RETURN INT IS c INT; BEGIN RETURN b; END f; BEGIN x := 1; END a",
        "DECLARE a INT; BEGIN SELECT a; FOR i IN 1..2 LOOP SELECT i; END LOOP; END",
    ]);
}

#[test]
fn a_delimiter_ends_a_word_too() {
    let sql = "DELIMITER $$\nCREATE PROCEDURE p() BEGIN SELECT '$$', \"$$\", `$$` /* $$ */; -- $$\nEND$$\n\
               SELECT 1; SELECT a$$\nDELIMITER ;\nSELECT 2";
    let cut_sql = cut(sql, &SCAN_RULES).unwrap();
    assert_eq!(cut_sql.len(), 4);
    assert!(cut_sql[0].ends_with("\nEND"));
    // Where no body can be, the semicolon counts as well.
    assert_eq!(cut_sql[1..], ["SELECT 1", "SELECT a", "SELECT 2"]);
}

#[test]
fn a_delimiter_counts_where_a_statement_could_begin_only() {
    whole(&["SELECT 1 AS\nDELIMITER", "SELECT `DELIMITER`"]);
    for text in [
        "SELECT '\nDELIMITER //\n'",
        "SELECT 1 /*\nDELIMITER //\n*/, 2",
    ] {
        let sql = format!("{text}; SELECT 1");
        assert_eq!(cut(&sql, &SCAN_RULES).unwrap(), [text, "SELECT 1"]);
    }
    // Even a body that isn't closed ends with the delimiter: the server says what is wrong with it.
    let sql = "DELIMITER //\nCREATE PROCEDURE p() BEGIN SELECT 1; //\nDELIMITER ;\nSELECT 1;";
    assert_eq!(cut(sql, &SCAN_RULES).unwrap().len(), 2);
    for line in [
        "DELIMITER",
        "DELIMITER \n;",
        "delimiter '",
        "DELIMITER --",
        "DELIMITER \\g",
    ] {
        let error = cut(line, &SCAN_RULES).unwrap_err();
        assert_eq!(
            (error.what, error.span),
            (ScanProblem::Delimiter, 0..9),
            "{line}"
        );
    }
}

#[test]
fn a_body_that_is_never_closed_is_named() {
    for (sql, opening) in [
        (
            "CREATE PROCEDURE p() BEGIN IF 1 THEN SELECT 1; END;",
            "CREATE PROCEDURE p() BEGIN",
        ),
        ("SELECT 1; IF 1 THEN SELECT 1; ", "IF"),
    ] {
        let error = cut(sql, &SCAN_RULES).unwrap_err();
        assert_eq!((error.what, &sql[error.span]), (ScanProblem::Body, opening));
    }
}
