//! A dialect's lexical rules, as a value.

/// How a dialect's text falls into tokens and statements.
///
/// Single quotes, double quotes (both closed by themselves, doubled to stand for themselves), `--`
/// and `/* */` are common to all and need no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScanRules {
    /// Whether backticks quote identifiers.
    pub backticks: bool,
    /// Whether square brackets quote identifiers.
    pub brackets: bool,
    /// Whether a comment may stand in a comment.
    pub nested_comments: bool,
    /// Characters that begin a variable's or a parameter's name, such as `:` in `:name`.
    pub variable_marks: &'static [u8],
    /// Those of them that begin a parameter: a value that only a program can bind.
    pub parameter_marks: &'static [u8],
    /// Operators of more than one character, the longer before the shorter.
    pub operators: &'static [&'static str],
    /// The statements that have semicolons in their body.
    pub routine_bodies: RoutineBodies,
}

/// Which statements have a body of statements, and how it ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RoutineBodies {
    /// None have.
    None,
    /// `CREATE TRIGGER … BEGIN …; END`: every statement of the body ends with a semicolon, and the
    /// `END` right after a semicolon closes the body, so that `CASE … END` needs no counting.
    Trigger,
}
