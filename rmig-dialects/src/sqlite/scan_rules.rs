//! How SQLite's SQL falls into tokens and statements.

use rmig_engine::scanner::{Quote, RoutineBodies, ScanRules};

/// The lexical rules of SQLite.
pub const SCAN_RULES: ScanRules = ScanRules {
    quotes: &[
        Quote::string("'"),
        Quote::string("x'"),
        Quote::identifier("\""),
        Quote::identifier("`"),
        Quote::identifier("[").closed_by(b']'),
    ],
    dollar_quotes: false,
    nested_comments: false,
    hash_comments: false,
    spaced_dashes: false,
    code_comments: &[],
    variable_marks: b":@$?#",
    parameter_marks: b":@$?#",
    parameter_statements: &[],
    operators: &["->>", "->", "<=", ">=", "<>", "==", "!=", "<<", ">>", "||"],
    operator_characters: b"",
    routine_bodies: RoutineBodies::Trigger,
    semicolons_in_parentheses: false,
    delimiter_lines: false,
    harmless_commands: &[],
    copy_data: false,
};
