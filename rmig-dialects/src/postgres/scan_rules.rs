//! How PostgreSQL's SQL falls into tokens and statements.

use rmig_engine::scanner::{Quote, RoutineBodies, ScanRules};

/// The lexical rules of PostgreSQL with `standard_conforming_strings`, which is on by default.
pub const SCAN_RULES: ScanRules = ScanRules {
    quotes: &[
        Quote::string("'"),
        Quote::string("e'").with_backslashes().continued(),
        Quote::string("u&'"),
        Quote::string("b'"),
        Quote::string("x'"),
        Quote::string("n'"),
        Quote::identifier("\""),
        Quote::identifier("u&\""),
    ],
    dollar_quotes: true,
    nested_comments: true,
    hash_comments: false,
    spaced_dashes: false,
    code_comments: &[],
    variable_marks: b"$",
    parameter_marks: b"$",
    // `$1` is an argument of the function, or a parameter of the prepared statement.
    parameter_statements: &["CREATE", "PREPARE"],
    operators: &["::", ":=", ".."],
    // Users may define operators of their own.
    operator_characters: b"+-*/<>=~!@#%^&|`?",
    routine_bodies: RoutineBodies::Atomic,
    // The actions of a rule.
    semicolons_in_parentheses: true,
    delimiter_lines: false,
    // They guard a dump against commands in what was dumped.
    harmless_commands: &["\\restrict", "\\unrestrict"],
    copy_data: true,
};
