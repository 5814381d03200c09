//! A dialect's lexical rules, as a value.

use super::Quote;

/// How a dialect's text falls into tokens and statements.
///
/// `-- …`, `/* … */` and the semicolon are common to all and need no rule. Every field is a fact;
/// nothing here says which database the facts are about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanRules {
    /// Everything that quotes.
    pub quotes: &'static [Quote],
    /// Whether `$tag$ … $tag$` quotes a string.
    pub dollar_quotes: bool,
    /// Whether a comment may stand in a comment.
    pub nested_comments: bool,
    /// Whether `#` begins a comment up to the line's end.
    pub hash_comments: bool,
    /// Whether `--` begins a comment only before white space, a control character or the end.
    pub spaced_dashes: bool,
    /// What opens a comment whose content is code, such as `/*!`; a version number may follow.
    pub code_comments: &'static [&'static str],
    /// Characters that begin a variable's or a parameter's name, such as `:` in `:name`.
    pub variable_marks: &'static [u8],
    /// Those of them that begin a parameter: a value that only a program can bind.
    pub parameter_marks: &'static [u8],
    /// First words of statements that may have parameters of their own, such as a routine's.
    pub parameter_statements: &'static [&'static str],
    /// Operators of more than one character, the longer before the shorter.
    pub operators: &'static [&'static str],
    /// Characters any run of which is an operator, but that a sign at its end counts by itself
    /// unless one of [`ScanRules::SIGNED`] stands in the run.
    pub operator_characters: &'static [u8],
    /// The statements that have semicolons in their body.
    pub routine_bodies: RoutineBodies,
    /// Whether a semicolon between parentheses is a part of the statement.
    pub semicolons_in_parentheses: bool,
    /// Whether a line `DELIMITER //` puts something else in the place of the semicolon.
    pub delimiter_lines: bool,
    /// Commands of the database's shell, with their first character, that change nothing in a
    /// database and are passed over up to the line's end.
    pub harmless_commands: &'static [&'static str],
    /// Whether lines of data, up to a line `\.`, follow after `COPY … FROM stdin;`.
    pub copy_data: bool,
}

impl ScanRules {
    /// The operator characters beside which a sign at the end belongs to the operator.
    pub const SIGNED: &'static [u8] = b"~!@#%^&|`?";
}

/// Which statements have a body of statements, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoutineBodies {
    /// None have.
    None,
    /// `CREATE TRIGGER … BEGIN …; END`: every statement of the body ends with a semicolon, and the
    /// `END` right after a semicolon closes the body, so that `CASE … END` needs no counting.
    Trigger,
    /// `CREATE FUNCTION … BEGIN ATOMIC …; END`, with `CASE … END` in its statements.
    Atomic,
    /// Routines, triggers, events and packages with `BEGIN`, `IF`, `CASE`, `LOOP`, `WHILE`, `REPEAT` and
    /// `FOR` blocks within one another, such blocks as statements of their own, and bodies of a
    /// single statement.
    Compound,
}
