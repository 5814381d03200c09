//! How fast scripts are cut into statements, beside a floor and a rival: `cargo xtask bench scanner`.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

use rmig_dialects::{mysql, postgres, sqlite};
use rmig_engine::scanner::{Lexer, Pieces, ScanRules};
use sqlparser::{
    dialect::{Dialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect},
    tokenizer::Tokenizer,
};

/// How much text each of ours reads, and how much the rival.
const SIZE: usize = 16 << 20;
const RIVAL_SIZE: usize = 2 << 20;

/// What any script says.
const COMMON: &str = "
-- Orders and what was ordered; one row for each line
CREATE TABLE order_lines (
    id BIGINT NOT NULL PRIMARY KEY,
    order_id BIGINT NOT NULL REFERENCES orders (id) ON DELETE CASCADE,
    product VARCHAR(100) NOT NULL DEFAULT 'none; yet',
    amount NUMERIC(12, 2) NOT NULL CHECK (amount >= 0.00)
);
CREATE INDEX ix_order_lines_order_id ON order_lines (order_id, product);
INSERT INTO order_lines VALUES (1, 17, 'a box of twenty nails', 12.50), (2, 17, 'it''s a hammer', 20),
    (3, 18, 'glue, 100 g; dries fast', 4.99), (4, 18, '', 1e2) /* the last one is free */;
UPDATE order_lines SET amount = amount * 1.05 WHERE product <> 'glue' AND (order_id <= 17 OR id = 3);
";

const POSTGRES: &str = "
CREATE FUNCTION touch() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.amount > 100 THEN NEW.product := 'much; ' || NEW.product; END IF;
    RETURN NEW;
END $$;
CREATE FUNCTION total(integer) RETURNS numeric BEGIN ATOMIC
    SELECT sum(CASE WHEN amount > 0 THEN amount ELSE 0 END) FROM order_lines WHERE order_id = $1;
END;
";

const MYSQL: &str = "
/*!40101 SET @old_sql_mode=@@SQL_MODE, SQL_MODE='NO_AUTO_VALUE_ON_ZERO' */;
DELIMITER ;;
CREATE TRIGGER touch BEFORE INSERT ON order_lines FOR EACH ROW BEGIN
    IF NEW.amount > 100 THEN SET NEW.product = CONCAT('much; ', NEW.product); END IF;
END ;;
DELIMITER ;
CREATE PROCEDURE clean() BEGIN
    DELETE FROM `order_lines` WHERE amount = 0; # nothing\n    SELECT 1;
END;
";

const SQLITE: &str = "
CREATE TRIGGER touch AFTER INSERT ON order_lines WHEN NEW.amount > 100 BEGIN
    UPDATE order_lines SET product = 'much; ' || product WHERE id = NEW.id;
END;
";

/// Megabytes per second of the fastest of several runs.
fn speed(bytes: usize, runs: usize, mut work: impl FnMut() -> usize) -> f64 {
    let best = (0..runs)
        .map(|_| {
            let start = Instant::now();
            black_box(work());
            start.elapsed()
        })
        .min()
        .unwrap_or(Duration::MAX);
    bytes as f64 / 1e6 / best.as_secs_f64()
}

fn row(name: &str, own: &str, rules: &ScanRules, rival: &dyn Dialect) {
    let chunk = format!("{COMMON}{own}");
    let text = chunk.repeat(SIZE / chunk.len());
    let short = chunk.repeat(RIVAL_SIZE / chunk.len());
    let floor = speed(text.len(), 9, || {
        black_box(&text)
            .bytes()
            .filter(|&byte| byte == b'\n')
            .count()
    });
    let statements = speed(text.len(), 9, || {
        Pieces::new(&text, 0..text.len(), rules)
            .filter_map(Result::ok)
            .count()
    });
    let tokens = speed(text.len(), 9, || {
        Lexer::new(&text, 0..text.len(), rules)
            .filter_map(Result::ok)
            .count()
    });
    let theirs = speed(short.len(), 3, || {
        Tokenizer::new(rival, &short)
            .tokenize()
            .map_or(0, |tokens| tokens.len())
    });
    print(&format!(
        "| {name} | {statements:.0} | {tokens:.0} | {theirs:.0} | {floor:.0} |"
    ));
}

fn main() {
    print(
        "| dialect | statements, MB/s | tokens, MB/s | sqlparser's tokens, MB/s | counting lines, MB/s |",
    );
    print("| --- | --- | --- | --- | --- |");
    row("sqlite", SQLITE, &sqlite::SCAN_RULES, &SQLiteDialect {});
    row(
        "postgres",
        POSTGRES,
        &postgres::SCAN_RULES,
        &PostgreSqlDialect {},
    );
    row("mysql", MYSQL, &mysql::SCAN_RULES, &MySqlDialect {});
}

#[expect(clippy::print_stdout, reason = "the table is the result")]
fn print(line: &str) {
    println!("{line}");
}
