//! What stands before a body with blocks.

use super::{Block, Word};

/// How far a statement has been read, before its body.
#[derive(Clone, Debug, Default)]
pub(in crate::scanner) struct Head {
    stage: Stage,
    last: Last,
}

/// What was read last, as far as it decides about the next word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Last {
    #[default]
    Other,
    /// `.` or `=`: a name follows.
    NameMark,
    /// `CHARACTER` or `RETURNS`: `SET` is a type, or belongs to one.
    Type,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Stage {
    /// Nothing.
    #[default]
    Start,
    /// A first word that may be a label.
    FirstWord,
    /// `BEGIN`: a block if `NOT ATOMIC` follows.
    Begin,
    /// `BEGIN NOT`.
    BeginNot,
    /// `CREATE` or `ALTER`, perhaps with `OR REPLACE`, `DEFINER = …`.
    Create,
    /// The kind; a name follows.
    Name(Kind),
    /// What stands between the name and the body.
    Clauses(Kind),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Routine,
    /// Up to `FOR EACH ROW`; from there on as a routine.
    Trigger,
    /// Up to `DO`; from there on as a routine.
    Event,
    Package,
}

/// What a word turns out to be.
pub(super) enum Reading {
    /// It still belongs to the head.
    Head,
    /// It opens the body.
    Opened(Block),
    /// It begins the only statement of the body.
    Single,
    /// The statement has no body.
    Plain,
}

/// Words that begin a body of a single statement.
const STATEMENTS: [&str; 31] = [
    "ALTER", "ANALYZE", "CALL", "COMMIT", "CREATE", "DELETE", "DROP", "EXECUTE", "FLUSH", "GET",
    "GRANT", "INSERT", "KILL", "OPTIMIZE", "PREPARE", "RENAME", "REPLACE", "RESIGNAL", "RETURN",
    "REVOKE", "ROLLBACK", "SELECT", "SET", "SHOW", "SIGNAL", "START", "TRUNCATE", "UPDATE",
    "VALUES", "WITH", "DO",
];

impl Head {
    /// Whether the statement makes something that has a body.
    pub(super) fn is_routine(&self) -> bool {
        matches!(self.stage, Stage::Name(_) | Stage::Clauses(_))
    }

    pub(super) fn step(&mut self, word: Word<'_>, depth: usize) -> Reading {
        let last = std::mem::replace(&mut self.last, Last::after(word));
        self.stage = match self.stage {
            Stage::Start if word.is_any(&["CREATE", "ALTER"]) => Stage::Create,
            Stage::Start if word.is("BEGIN") => Stage::Begin,
            // A block alone begins so where routines are written as in Oracle.
            Stage::Start if word.is("DECLARE") => return Reading::Opened(Block::Declarations),
            Stage::Start => match Block::opened_by(word) {
                Some(block) => return Reading::Opened(block),
                None if word.is_word() => Stage::FirstWord,
                None => return Reading::Plain,
            },
            Stage::FirstWord if word.is_mark(":") => Stage::Start,
            Stage::Begin if word.is("NOT") => Stage::BeginNot,
            Stage::BeginNot if word.is("ATOMIC") => return Reading::Opened(Block::Begin),
            Stage::FirstWord | Stage::Begin | Stage::BeginNot => return Reading::Plain,
            Stage::Create => match kind(word) {
                Some(kind) => Stage::Name(kind),
                None if belongs_to_create(word, last) => Stage::Create,
                None => return Reading::Plain,
            },
            Stage::Name(kind) if word.is_any(&["IF", "NOT", "EXISTS", "BODY"]) => Stage::Name(kind),
            Stage::Name(kind) => Stage::Clauses(kind),
            Stage::Clauses(_) if depth > 0 || !word.is_word() || last == Last::NameMark => {
                self.stage
            }
            Stage::Clauses(Kind::Trigger) if word.is("ROW") => Stage::Clauses(Kind::Routine),
            Stage::Clauses(Kind::Trigger) if !word.is("BEGIN") => self.stage,
            Stage::Clauses(Kind::Event) if word.is("DO") => Stage::Clauses(Kind::Routine),
            Stage::Clauses(Kind::Event) => self.stage,
            Stage::Clauses(_) if word.is_any(&["AS", "IS"]) => {
                return Reading::Opened(Block::Declarations);
            }
            Stage::Clauses(Kind::Package) => self.stage,
            Stage::Clauses(_) => match Block::opened_by(word) {
                Some(block) => return Reading::Opened(block),
                None if last != Last::Type && word.is_any(&STATEMENTS) => return Reading::Single,
                None => self.stage,
            },
        };
        Reading::Head
    }
}

impl Last {
    fn after(word: Word<'_>) -> Self {
        if word.is_mark(".") || word.is_mark("=") {
            Self::NameMark
        } else if word.is_any(&["CHARACTER", "CHAR", "RETURNS"]) {
            Self::Type
        } else {
            Self::Other
        }
    }
}

fn kind(word: Word<'_>) -> Option<Kind> {
    if word.is_any(&["PROCEDURE", "FUNCTION"]) {
        Some(Kind::Routine)
    } else if word.is("TRIGGER") {
        Some(Kind::Trigger)
    } else if word.is("EVENT") {
        Some(Kind::Event)
    } else if word.is("PACKAGE") {
        Some(Kind::Package)
    } else {
        None
    }
}

/// Whether a word may stand between `CREATE` and what is created, if that has a body.
fn belongs_to_create(word: Word<'_>, last: Last) -> bool {
    let known = [
        "OR",
        "REPLACE",
        "DEFINER",
        "AGGREGATE",
        "CURRENT_USER",
        "CURRENT_ROLE",
    ];
    !word.is_word() || last == Last::NameMark || word.is_any(&known)
}
