//! The scanner beside another tokenizer, on texts that this one reads rightly.
//!
//! It knows no bodies of routines, no string that goes on in a later line and no comment with code.

use proptest::prelude::*;
use rmig_engine::scanner::{Pieces, ScanRules};
use sqlparser::{
    dialect::{Dialect, MySqlDialect, PostgreSqlDialect, SQLiteDialect},
    tokenizer::{Token, Tokenizer},
};

use crate::{mysql, postgres, sqlite};

/// Tokens that all databases read alike.
const COMMON: [&str; 20] = [
    ";",
    ";",
    ";",
    "SELECT",
    "éa",
    "a1",
    "_b",
    "1",
    "1.5",
    "2e3",
    ".5",
    "'a'",
    "'b;''c'",
    "''",
    "(",
    ")",
    ",",
    "<=",
    "\"d;\"",
    "\"e;\"\"f\"",
];

const POSTGRES: [&str; 16] = [
    "E'\\';'",
    "e'a;''b\\\\'",
    "U&'\\0041;'",
    "$$;'$$",
    "$t$;$$'$t$",
    "$é$;$t$;$é$",
    "X'1f'",
    "B'01'",
    "N'a;'",
    "a$b$c",
    "::",
    "->>",
    "@>",
    "$1",
    "/* ; /* ;' */ ; */",
    "-- ;'\n",
];

const MYSQL: [&str; 14] = [
    "'\\';'",
    "\"\\\";\"",
    "'\\\\'",
    "`a;`",
    "`b``;c`",
    "X'1f'",
    "@a",
    "@@b",
    "# ;'\n",
    "-- ;'\n",
    "--\t;\"\n",
    "5--1",
    "/* ;' /* ; */",
    "<=>",
];

const SQLITE: [&str; 8] = [
    "`a;`",
    "[b;c]",
    "x'3b'",
    "?1",
    ":a",
    "-- ;'\n",
    "/* ;' /* ; */",
    "||",
];

fn texts(own: &'static [&'static str]) -> impl Strategy<Value = String> {
    let tokens: Vec<&str> = COMMON.iter().chain(own).copied().collect();
    let separators = vec![" ", "\n", "\t ", " /* ;' */ ", " -- ;\"\n"];
    let bit = (
        prop::sample::select(tokens),
        prop::sample::select(separators),
    );
    let join = |bits: Vec<(&str, &str)>| {
        let bits = bits.into_iter().flat_map(|(token, space)| [token, space]);
        bits.collect::<String>()
    };
    // Parentheses that aren't closed would keep a statement open on PostgreSQL.
    prop::collection::vec(bit, 0..60)
        .prop_map(join)
        .prop_map(|text| text.replace(['(', ')'], "+"))
}

/// Line and column of every semicolon that ends a statement.
fn ours(text: &str, rules: &ScanRules) -> Vec<(u64, u64)> {
    let ends = Pieces::new(text, 0..text.len(), rules)
        .map(|piece| piece.unwrap().span.end - 1)
        .filter(|&end| text.as_bytes()[end] == b';');
    let place = |end: usize| {
        let before = &text[..end];
        let line = before.matches('\n').count() as u64 + 1;
        let column = before.rsplit('\n').next().unwrap().chars().count() as u64 + 1;
        (line, column)
    };
    ends.map(place).collect()
}

fn theirs(text: &str, dialect: &dyn Dialect) -> Vec<(u64, u64)> {
    let tokens = Tokenizer::new(dialect, text).with_unescape(false);
    let tokens = { tokens }.tokenize_with_location().unwrap();
    tokens
        .into_iter()
        .filter(|token| token.token == Token::SemiColon)
        .map(|token| (token.span.start.line, token.span.start.column))
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn postgres_ends_statements_at_the_same_semicolons(text in texts(&POSTGRES)) {
        prop_assert_eq!(ours(&text, &postgres::SCAN_RULES), theirs(&text, &PostgreSqlDialect {}));
    }

    #[test]
    fn mysql_ends_statements_at_the_same_semicolons(text in texts(&MYSQL)) {
        prop_assert_eq!(ours(&text, &mysql::SCAN_RULES), theirs(&text, &MySqlDialect {}));
    }

    #[test]
    fn sqlite_ends_statements_at_the_same_semicolons(text in texts(&SQLITE)) {
        prop_assert_eq!(ours(&text, &sqlite::SCAN_RULES), theirs(&text, &SQLiteDialect {}));
    }
}
