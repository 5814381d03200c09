//! How the SQL of MySQL and MariaDB falls into tokens and statements.

use rmig_engine::scanner::{Quote, RoutineBodies, ScanRules};

/// The lexical rules of MySQL and MariaDB, without the SQL modes `ANSI_QUOTES` and
/// `NO_BACKSLASH_ESCAPES`.
pub const SCAN_RULES: ScanRules = ScanRules {
    quotes: &[
        Quote::string("'").with_backslashes(),
        Quote::string("\"").with_backslashes(),
        Quote::string("n'").with_backslashes(),
        Quote::string("b'"),
        Quote::string("x'"),
        Quote::identifier("`"),
    ],
    dollar_quotes: false,
    nested_comments: false,
    hash_comments: true,
    spaced_dashes: true,
    code_comments: &["/*!", "/*M!"],
    variable_marks: b"@",
    parameter_marks: b"?",
    parameter_statements: &[],
    operators: &[
        "<=>", "->>", "->", "<=", ">=", "<>", "!=", ":=", "<<", ">>", "||", "&&",
    ],
    operator_characters: b"",
    routine_bodies: RoutineBodies::Compound,
    semicolons_in_parentheses: false,
    delimiter_lines: true,
    harmless_commands: &[],
    copy_data: false,
};
